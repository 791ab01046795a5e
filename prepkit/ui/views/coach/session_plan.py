"""Draw a coaching session before it begins: its questions, chosen from the agenda and changed at will."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

import streamlit as st

from prepkit.coaching import session as sessions
from prepkit.coaching.session import MAX_QUESTIONS, SESSIONS, CoachingSession
from prepkit.insight.agenda import level_of_client, read
from prepkit.insight.session_questions import choose
from prepkit.mock import repository
from prepkit.model import Clock
from prepkit.practice import coaching_session
from prepkit.practice.clock import local_day
from prepkit.question import Level
from prepkit.store import Store, attempts, profiles, settings
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.coach import whose
from prepkit.ui.views.coach.question_row import question_row
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.level_select import level_select, usual_level
from prepkit.ui.widgets.wording import escape, plural, short_date
from prepkit.workspace import Workspace, new_uuid

SESSION = "session"
"""The query parameter that holds the id of the open session."""
ADDED = "session_added"


def plan(workspace: Workspace, session_id: str, session: CoachingSession) -> None:
    """Draw the list of questions, the level, and the button that begins the session."""
    st.title(escape(session.title), anchor=False)
    st.markdown("You lead from this window. A second window shows your client the question, and follows you.")
    if not session.questions:
        st.info("Add a question to begin.")
    for place, question in enumerate(session.questions):
        _question(workspace, session_id, place, question)
    others = [question for question in workspace.bank.ids if question not in session.questions]
    if len(session.questions) < MAX_QUESTIONS:
        key = f"{ADDED}_{session_id}_{len(session.questions)}"
        st.selectbox(
            "Add a question",
            others,
            index=None,
            format_func=lambda question: workspace.bank.question(question).prompt,
            placeholder="Search by its wording",
            key=key,
            on_change=uninterrupted(_add),
            args=(session_id, key),
        )
    level_select(
        session.level,
        key=f"session_level_{session_id}",
        in_session=False,
        on_change=lambda: _set_level(session_id),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Begin the session",
            type="primary",
            key="once_begin_session",
            icon=":material/play_arrow:",
            disabled=not session.questions,
            on_click=once(_begin),
            args=(session_id,),
        )
        ask_first(
            "delete_session",
            "Delete this plan",
            "Delete this plan? Nothing of your client is deleted.",
            "Delete it",
            _delete,
            (session_id,),
        )


def _question(workspace: Workspace, session_id: str, place: int, question: str) -> None:
    is_known = question in workspace.bank
    question_row(
        place,
        escape(workspace.bank.question(question).prompt) if is_known else "*No longer in the bank*",
        question=question,
        key="session",
        on_up=partial(_change, session_id, lambda current: sessions.moved_up(current, question)),
        on_remove=partial(_change, session_id, lambda current: sessions.without_question(current, question)),
    )


def start_with(client_id: str) -> None:
    """Plan a session with a client, with questions from their agenda. For callbacks."""
    st.query_params[whose.CLIENT] = client_id
    coach, now = open_workspace(), clock()
    workspace = whose.workspace_of(coach)
    if workspace is None:
        return
    store = workspace.store
    role, client_attempts = settings.load(store).target_role, attempts.list_all(store)
    summary = read(coach.bank, store)
    level = level_of_client(coach.bank, store) or usual_level(coach)
    has_answers = bool(client_attempts or summary.unrated)
    questions = choose(coach.bank, summary, client_attempts, role) if has_answers else ()
    _open_plan(workspace, questions, level, now)


def start_without_client() -> None:
    """Plan a session of which nothing is kept. For callbacks."""
    st.query_params.from_dict({whose.CLIENT: whose.NOBODY})
    coach = open_workspace()
    workspace = whose.workspace_of(coach)
    if workspace is not None:
        _open_plan(workspace, (), usual_level(coach), clock())


def _open_plan(workspace: Workspace, questions: tuple[str, ...], level: Level, now: Clock) -> None:
    session_id = new_uuid()[:8]
    name = "" if whose.named() == whose.NOBODY else profiles.name(workspace.store)
    title = f"Session with {name}"[:200] if name else "Session"
    SESSIONS.save(workspace.store, session_id, CoachingSession(title, questions, level), now.now)
    st.query_params[SESSION] = session_id


def list_sessions(store: Store, now: Clock) -> None:
    """Draw the sessions of a client that are planned, going on or over, with a button to each.

    One in which nothing is (no question, or nothing scored by its end) is left out.
    """
    rounds = {mock_id for mock_id, _ in repository.list_all(store)}
    kept = [document for document in SESSIONS.list_all(store) if _holds_something(document.content, rounds)]
    for document in kept[:10]:
        session = document.content
        day = short_date(local_day(session.started_at or document.created_at, now.tz), now.day)
        state = "over" if session.ended_at else "going on" if session.started_at else "planned"
        name = f"{day}: session with {plural(len(session.questions), 'question')}, {state}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(
                name,
                key=f"open_session_{document.id}",
                type="tertiary",
                icon=":material/co_present:",
                on_click=once(_open),
                args=(store.profile_id, document.id),
            )
            if not session.started_at:
                ask_first(
                    f"remove_session_{document.id}",
                    f"Delete the plan of {day}",
                    "Delete this plan? Nothing of your client is deleted.",
                    "Delete it",
                    _remove,
                    (store.profile_id, document.id),
                )


def _holds_something(session: CoachingSession, rounds: Collection[str]) -> bool:
    return session.round in rounds if session.started_at else bool(session.questions)


def _remove(client_id: str, session_id: str) -> None:
    store = profiles.client(open_workspace().store, client_id)
    if store is not None:
        SESSIONS.delete(store, session_id, clock().now)


def _open(client_id: str, session_id: str) -> None:
    st.query_params.from_dict({whose.CLIENT: client_id, SESSION: session_id})


def store_workspace() -> Workspace | None:
    """Open the rows that the session of this page belongs to. For callbacks."""
    return whose.workspace_of(open_workspace())


def _change(session_id: str, step: Callable[[CoachingSession], CoachingSession]) -> None:
    workspace = store_workspace()
    if workspace is not None:
        SESSIONS.change(workspace.store, session_id, step, clock().now)


def _add(session_id: str, key: str) -> None:
    question = st.session_state[key]
    if question in open_workspace().bank:
        _change(session_id, lambda session: sessions.with_question(session, question))


def _set_level(session_id: str) -> None:
    level = Level(st.session_state[f"session_level_{session_id}"])
    _change(session_id, lambda session: replace(session, level=level))


def _begin(session_id: str) -> None:
    workspace = store_workspace()
    if workspace is not None:
        coaching_session.start(workspace, session_id, clock())


def _delete(session_id: str) -> None:
    workspace = store_workspace()
    if workspace is not None:
        SESSIONS.delete(workspace.store, session_id, clock().now)
    leave_session()


def leave_session() -> None:
    """Lead back to the client's page, or to the Coach page where there is no client. For callbacks."""
    st.query_params.pop(SESSION, None)
    if whose.named() == whose.NOBODY:
        st.query_params.clear()
