"""Today: what is due, how ready one is, and one obvious button."""

import streamlit as st

from prepkit.ui.desk import clock, open_desk
from prepkit.ui.prepare.planning import next_plan
from prepkit.ui.today import coming, lately, never_practised, next_step, standing, welcome
from prepkit.ui.wording import escape

desk = open_desk()
now = clock()
planned = next_plan(desk, now)

if never_practised(desk):
    welcome(desk, now, planned)
else:
    name = desk.settings.profile_name
    st.title(f"Today, {escape(name)}" if name else "Today", anchor=False)
    coming(desk, now)
    next_step(desk, now, planned)
    standing(desk, now, planned)
    lately(desk, now)
