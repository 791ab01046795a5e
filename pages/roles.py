"""Roles: what each of the five is, how it differs from its neighbours, and its core questions."""

import streamlit as st

from prepkit.ui.runtime.navigation import sections
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.roles.page import OPEN_ROLE, index, show_role

workspace = open_workspace()
now = clock()
roles = {role.id: role for role in workspace.bank.roles}
wanted = st.query_params.get(OPEN_ROLE)

if wanted in roles:
    show_role(workspace, roles[wanted], now)
else:
    sections("questions")
    st.title("Roles" if wanted is None else "No such role", anchor=False)
    if wanted is not None:
        st.info("The link names a role that is not here. It may be misspelt. These are:")
    index(workspace)
