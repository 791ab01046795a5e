"""Prepare: each interview from the invitation to the note of thanks, and the plan to its day."""

import streamlit as st

from prepkit.prepare import keeping
from prepkit.ui import navigate
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.kept_in_browser import CARD
from prepkit.ui.kept_in_browser import keeping as kept
from prepkit.ui.prepare.interview import show
from prepkit.ui.prepare.overview import overview
from prepkit.ui.prepare.place import INTERVIEW
from prepkit.ui.unreadable_entries import show_unreadable


@st.fragment
def prepare() -> None:
    """A fragment: a click redraws this page alone, not the shell around it."""
    navigate.leave()
    desk, now = open_desk(), clock()
    with kept(CARD):
        wanted = st.query_params.get(INTERVIEW)
        interview = keeping.get(desk.store, wanted) if wanted else None
        if wanted and interview:
            show(desk, wanted, interview, now)
            return
        st.title("Prepare", anchor=False)
        if wanted:
            st.info("The link names an interview that is not among yours. It may have been deleted.")
        show_unreadable(desk.store, "interviews", "companies")
        overview(desk, now)


prepare()
