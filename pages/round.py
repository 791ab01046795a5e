"""Round: an answer scored by candidate and coach, each blind to the other."""

import streamlit as st

from prepkit.ui import navigate
from prepkit.ui.coach.round import play
from prepkit.ui.desk import clock, open_desk


@st.fragment
def scored_round() -> None:
    """A fragment: a score redraws the round alone."""
    navigate.leave()
    play(open_desk(), clock())


scored_round()
