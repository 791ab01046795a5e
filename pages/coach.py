"""Coach: clients, assignments, and the way to the big screen."""

import streamlit as st

from prepkit.mock import assignments as kept
from prepkit.store import profiles
from prepkit.ui import navigate
from prepkit.ui.coach import assignments, clients
from prepkit.ui.coach.assignments import ASSIGNMENT
from prepkit.ui.coach.round import CLIENT
from prepkit.ui.databases import can_keep_clients
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.unreadable_entries import show_unreadable


@st.fragment
def desk_of_coach() -> None:
    """A fragment: a click redraws the coach's part alone."""
    navigate.leave()
    desk, now = open_desk(), clock()
    client = st.query_params.get(CLIENT)
    assignment = st.query_params.get(ASSIGNMENT)
    store = profiles.client(desk.store, client) if client and can_keep_clients() else None
    found = kept.get(desk.store, assignment) if assignment else None
    if store is not None:
        clients.client(desk, store, now)
    elif assignment and found is not None:
        assignments.compose(desk, assignment, found)
    else:
        st.title("Coach", anchor=False)
        if client or assignment:
            st.info("The link names a client or an assignment that is not among yours.")
        show_unreadable(desk.store, "assignments")
        clients.overview(desk, now)
        assignments.overview(desk, now)


desk_of_coach()
