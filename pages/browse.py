"""Questions: find a question, read it, mark it, practise it."""

import streamlit as st

from prepkit.ui.runtime import routes as navigate
from prepkit.ui.runtime.browser_sync import CARD, syncing
from prepkit.ui.runtime.navigation import sections
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.browse.page import detail, find, open_question, results
from prepkit.ui.widgets.question import OPEN


@st.fragment
def browse() -> None:
    """Draw the page as a fragment: typing or opening a question redraws it, not the shell around it."""
    navigate.leave()
    workspace, now = open_workspace(), clock()
    with syncing(CARD):
        wanted = st.query_params.get(OPEN)
        if wanted is None:
            sections("questions")
            st.title("Questions", anchor=False)
            results(workspace, find(workspace, now), now)
        elif wanted in workspace.bank:
            detail(workspace, workspace.bank.question(wanted), find(workspace, now, hidden=True), now)
        else:
            st.title("No such question", anchor=False)
            st.info("The link names a question that is not in this bank. It may be misspelt.")
            st.button("See all questions", type="primary", on_click=open_question, args=(None,))


browse()
