"""Interviews: each interview from the invitation to the note of thanks, and the plan to its day."""

import streamlit as st

from prepkit.interviews import repository
from prepkit.ui.runtime import routes as navigate
from prepkit.ui.runtime import turns
from prepkit.ui.runtime.browser_sync import CARD
from prepkit.ui.runtime.browser_sync import syncing as kept
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.interviews.interview import show
from prepkit.ui.views.interviews.overview import overview
from prepkit.ui.views.interviews.routes import INTERVIEW, open_the_only_one
from prepkit.ui.widgets.unreadable_entries import show_unreadable


@turns.page
def prepare() -> None:
    """Draw the page as a fragment: a click redraws it, not the shell around it."""
    navigate.leave()
    workspace, now = open_workspace(), clock()
    with kept(CARD):
        open_the_only_one(workspace)
        wanted = st.query_params.get(INTERVIEW)
        interview = repository.get(workspace.store, wanted) if wanted else None
        if wanted and interview:
            show(workspace, wanted, interview, now)
            return
        st.title("Interviews", anchor=False)
        if wanted:
            st.info("The link names an interview that is not among yours. It may have been deleted.")
        show_unreadable(workspace.store, "interviews", "companies")
        overview(workspace, now)


prepare()
