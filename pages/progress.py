"""Progress: charts of what was done and of what will be remembered."""

import streamlit as st

from prepkit.ui.desk import clock, open_desk
from prepkit.ui.progress import VIEWS, choose_view, totals

desk = open_desk()
now = clock()
st.title("Progress", anchor=False)
totals(desk)
VIEWS[choose_view()](desk, now)
