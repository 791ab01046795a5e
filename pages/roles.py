"""Roles: what each of the five is, how it differs from its neighbours, and its core."""

import streamlit as st

from prepkit.ui.desk import clock, open_desk
from prepkit.ui.roles import OPEN_ROLE, index, one

desk = open_desk()
now = clock()
known = {role.id: role for role in desk.bank.roles}
role = known.get(st.query_params.get(OPEN_ROLE, ""))

if role is None:
    st.title("Roles", anchor=False)
    index(desk)
else:
    one(desk, role, now)
