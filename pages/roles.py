"""Roles: what each of the five is, how it differs from its neighbours, and its core."""

import streamlit as st

from prepkit.ui.desk import clock, open_desk
from prepkit.ui.roles import OPEN_ROLE, index, one

desk = open_desk()
now = clock()
known = {role.id: role for role in desk.bank.roles}
wanted = st.query_params.get(OPEN_ROLE)

if wanted in known:
    one(desk, known[wanted], now)
else:
    st.title("Roles" if wanted is None else "No such role", anchor=False)
    if wanted is not None:
        st.info("The link names a role that is not here. It may be misspelt. These are:")
    index(desk)
