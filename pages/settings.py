"""Settings: who is practising, for what, how much a day, and where the data lies."""

import streamlit as st

from prepkit.ui.backups import backups
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.own_profile import who_practises
from prepkit.ui.settings import form
from prepkit.ui.unreadable_entries import show_unreadable
from prepkit.ui.your_data import BRING, bring_back, take_along, where_it_lies

desk = open_desk()
came_to_bring = st.query_params.get(BRING) == "1"
st.title("Settings", anchor=False)
if came_to_bring:
    bring_back(desk)
form(desk, clock())
where_it_lies(desk)
backups()
show_unreadable(desk.store)
take_along(desk, clock())
if not came_to_bring:
    bring_back(desk)
who_practises(desk)
