"""Round: an answer scored by candidate and coach, each blind to the other."""

import streamlit as st

from prepkit.ui.runtime import routes as navigate
from prepkit.ui.runtime import turns
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.coach.round import play


@turns.page
def scored_round() -> None:
    """Draw the page as a fragment: a score redraws the round, not the shell around it."""
    navigate.leave()
    play(open_workspace(), clock())


st.set_page_config(layout="wide")
scored_round()
