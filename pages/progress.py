"""Progress: charts of what was done and of what will be remembered."""

import streamlit as st

from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.progress.page import habit, totals, views

workspace = open_workspace()
now = clock()
st.set_page_config(layout="wide")
st.title("Progress", anchor=False)
totals(workspace)
habit(workspace, now)
views(workspace, now)
