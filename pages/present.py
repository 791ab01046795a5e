"""Present: one question over the whole screen, a key for each step."""

import streamlit as st

from prepkit.ui import navigate
from prepkit.ui.coach.present import present
from prepkit.ui.desk import clock, open_desk


@st.fragment
def screen() -> None:
    """A fragment: going on redraws the screen alone."""
    navigate.leave()
    present(open_desk(), clock())


screen()
