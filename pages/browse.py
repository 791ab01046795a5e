"""Questions: find a question, read it, mark it, practise it."""

import streamlit as st

from prepkit.ui.runtime import routes as navigate
from prepkit.ui.runtime import turns
from prepkit.ui.runtime.browser_sync import CARD, syncing
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.browse.bare import draw_bare
from prepkit.ui.views.browse.page import draw_list, draw_not_found, draw_question
from prepkit.ui.widgets.question import BARE, OPEN


@turns.page
def browse() -> None:
    """Draw the page as a fragment: typing or opening a question redraws it, not the shell around it."""
    navigate.leave()
    workspace, now = open_workspace(), clock()
    with syncing(CARD):
        wanted = st.query_params.get(OPEN)
        if wanted is None:
            draw_list(workspace, now)
        elif wanted in workspace.bank and st.query_params.get(BARE) == "1":
            draw_bare(workspace, workspace.bank.question(wanted))
        elif wanted in workspace.bank:
            draw_question(workspace, workspace.bank.question(wanted), now)
        else:
            draw_not_found()


browse()
