"""Draw a coaching session: its plan, the presenter's view while it goes on, and its summary afterwards."""

from __future__ import annotations

import streamlit as st

from prepkit.coaching.session import SESSIONS
from prepkit.mock import repository
from prepkit.model import Clock
from prepkit.store import profiles
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.views.coach import whose
from prepkit.ui.views.coach.session_over import session_over
from prepkit.ui.views.coach.session_plan import leave_session, plan, start_without_client
from prepkit.ui.views.coach.session_view import session_view
from prepkit.ui.widgets.back_link import back_link
from prepkit.workspace import Workspace


def session_page(coach: Workspace, session_id: str, now: Clock) -> None:
    """Draw the session that the address names, of the client that it names."""
    workspace = whose.workspace_of(coach)
    document = SESSIONS.get(workspace.store, session_id) if workspace else None
    session = document.content if document else None
    mock = repository.get(workspace.store, session.round) if workspace and session else None
    goes_on = mock is not None and session is not None and not session.ended_at
    # Once a run: two different layouts in one run would draw the page twice whenever text is saved.
    if goes_on:
        st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    else:
        st.set_page_config(layout="centered", initial_sidebar_state="auto")
    back_link(_back_label(coach), key="session_back", on_click=leave_session)
    if workspace is None or session is None:
        _no_such_session()
    elif mock is not None and goes_on:
        session_view(workspace, session_id, session, mock)
    elif session.started_at:
        session_over(coach, workspace, session, mock, now)
    else:
        plan(workspace, session_id, session)


def _no_such_session() -> None:
    st.title("No such session", anchor=False)
    st.info(
        "It was deleted, or it was one that is kept nowhere and its window was closed. Start another."
        if whose.named() == whose.NOBODY
        else "The link names a session that is not here. It may have been deleted."
    )


def _back_label(coach: Workspace) -> str:
    store = profiles.client(coach.store, whose.named())
    name = profiles.name(store) if store else ""
    return f"{name}'s page" if name else "Coach"


def without_client() -> None:
    """Draw the button that plans a session of which nothing is kept."""
    st.button(
        "Start a session without a client",
        key="once_start_without",
        icon=":material/co_present:",
        on_click=once(start_without_client),
        help="The same with a presenter's view, and nothing is kept.",
    )
