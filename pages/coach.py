"""Coach: clients, assignments, and the way to the big screen."""

import streamlit as st

from prepkit.coaching import repository
from prepkit.store import profiles
from prepkit.ui.runtime import routes as navigate
from prepkit.ui.runtime import turns
from prepkit.ui.runtime.databases import can_keep_clients
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.coach import (
    assignment_list,
    assignments,
    clients,
    cohort,
    give_feedback,
    rubric_editor,
)
from prepkit.ui.views.coach.assignment_list import ASSIGNMENT
from prepkit.ui.views.coach.cohort import COHORT
from prepkit.ui.views.coach.rubric_editor import RUBRIC
from prepkit.ui.views.coach.session_plan import SESSION
from prepkit.ui.views.coach.sessions import session_page, without_client
from prepkit.ui.views.coach.whose import CLIENT
from prepkit.ui.views.mock.coach_feedback import FEEDBACK
from prepkit.ui.widgets.unreadable_entries import show_unreadable


@turns.page
def coach() -> None:
    """Draw the page as a fragment: a click redraws it, not the shell around it."""
    navigate.leave()
    workspace, now = open_workspace(), clock()
    client = st.query_params.get(CLIENT)
    assignment = st.query_params.get(ASSIGNMENT)
    session = st.query_params.get(SESSION)
    if session and client:
        session_page(workspace, session, now)
        return
    st.set_page_config(layout="centered", initial_sidebar_state="auto")
    store = profiles.client(workspace.store, client) if client and can_keep_clients() else None
    stored_assignment = repository.get_own(workspace.store, assignment) if assignment else None
    if store is not None and FEEDBACK in st.query_params:
        give_feedback.show(workspace, store, st.query_params[FEEDBACK], now)
    elif store is not None:
        clients.client(workspace, store, now)
    elif assignment and stored_assignment is not None:
        assignments.compose(workspace, assignment, stored_assignment, now)
    elif RUBRIC in st.query_params:
        rubric_editor.draw(workspace, st.query_params[RUBRIC])
    elif COHORT in st.query_params and can_keep_clients():
        cohort.draw(workspace, now)
    else:
        st.title("Coach", anchor=False)
        if client or assignment:
            st.info("The link names a client or an assignment that is not among yours.")
        show_unreadable(workspace.store, "assignments")
        clients.overview(workspace, now)
        cohort.links(workspace)
        without_client()
        assignment_list.overview(workspace, now)
        rubric_editor.link()


coach()
