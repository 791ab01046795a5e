"""Settings: who is practising, for what, how much a day, and where the data lies."""

import streamlit as st

from prepkit.ui.desk import clock, open_desk
from prepkit.ui.settings import form, where_it_lies

desk = open_desk()
st.title("Settings", anchor=False)
form(desk, clock())
where_it_lies(desk)
