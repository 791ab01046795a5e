"""Draw the first step of each answer of a round: its clock, and below it who scores where and how."""

from __future__ import annotations

import streamlit as st

from prepkit.coaching import rounds
from prepkit.mock import repository
from prepkit.mock.state import Here, Mock, MockItem
from prepkit.model import Clock
from prepkit.question import Level
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.coach import whose
from prepkit.ui.views.coach.present import deck_of_address, questions_of
from prepkit.ui.views.coach.round_steps import ROUND, board, place, to_present
from prepkit.ui.widgets.components.keys import keys
from prepkit.ui.widgets.components.round_board import AnswerClock
from prepkit.ui.widgets.level_select import level_select, usual_level
from prepkit.ui.widgets.question import OPEN
from prepkit.workspace import Workspace, new_uuid

LEVEL, PLACE = "level", "here"
"""The query parameters that hold the last choice."""
LEVEL_KEY, PLACE_KEY = "round_level", "round_here"
PLACES = {
    Here.BOTH: "Here, in turn",
    Here.CANDIDATE: "I am the candidate, my coach is elsewhere",
    Here.COACH: "I am the coach, the candidate is elsewhere",
}
USUAL_SECONDS = 90


def answer(coach: Workspace, theirs: Workspace, mock: Mock | None, now: Clock) -> None:
    """Draw the clock of the answer being given; ``mock`` is the round that it continues, if any."""
    question = st.query_params.get(OPEN) or next(iter(questions_of(theirs, deck_of_address(), now)), None)
    if question is None or question not in theirs.bank:
        st.title("No such question", anchor=False)
        st.info("The link names a question that is not in this bank. Open Present and choose another.")
        return
    board(
        theirs,
        question,
        place_of_next(mock, coach),
        card=f"answer {question}",
        part=AnswerClock(seconds_of_address(), question, anew=mock is not None),
    )
    is_missing = whose.is_asked(coach) and not whose.named()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "The answer was given: score it",
            type="primary",
            key="once_begin_round",
            disabled=is_missing,
            on_click=once(_begin),
            args=(question,),
        )
        to_present("Back to the screen")
        has_keys = coach.settings.shortcuts and not is_missing
        keys(
            {"x": "score"} if has_keys else {},
            [("x", "score it")] if has_keys else [],
            card=f"answer {question}",
            on_press=once(lambda _action, _card: _begin(question)),
        )
    _choices(coach, mock)


def place_of_next(mock: Mock | None, coach: Workspace) -> str:
    """Return what stands above the clock: whose answer it is, and which of the round it will be."""
    if mock is None:
        return ". ".join(part for part in (whose.in_words(coach), "Score it together") if part)
    return place(mock, coach, number=len(mock.items) + 1)


def seconds_of_address() -> int:
    """Return how long an answer may take, as the address says it."""
    text = st.query_params.get("answer", "")
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    return min(seconds, 3_600) or USUAL_SECONDS


def set_level(level: str) -> None:
    """Let the next answers be scored at ``level``. For callbacks."""
    st.query_params[LEVEL] = level
    st.session_state[LEVEL_KEY] = Level(level)


def _choices(coach: Workspace, mock: Mock | None) -> None:
    with st.grid(3, min_column_width=240, gap="small"):
        if whose.is_asked(coach):
            whose.choose(coach)
        places = list(PLACES)
        st.selectbox(
            "Who scores where?",
            places,
            index=places.index(_place(mock)),
            format_func=PLACES.__getitem__,
            key=PLACE_KEY,
            persist_state="session",
            on_change=uninterrupted(_remember),
        )
        level_select(_level(coach, mock), key=LEVEL_KEY, on_change=_remember)
    st.caption("Both score from 1 to 5 against the same anchors. Neither sees what the other gave.")


def _remember() -> None:
    """Write the choice into the address, so that it survives a refresh and the way over Present."""
    st.query_params[PLACE] = st.session_state[PLACE_KEY]
    st.query_params[LEVEL] = st.session_state[LEVEL_KEY]


def _place(mock: Mock | None) -> Here:
    named = st.query_params.get(PLACE, mock.here if mock else "")
    return Here(named) if named in list(Here) else Here.BOTH


def _level(coach: Workspace, mock: Mock | None) -> str:
    return st.query_params.get(LEVEL) or (mock.level if mock else usual_level(coach))


def _begin(question: str) -> None:
    workspace, now = whose.workspace_of(open_workspace()), clock().now
    if workspace is None:
        return
    level, here = st.session_state[LEVEL_KEY], st.session_state[PLACE_KEY]
    item = MockItem(new_uuid(), question)
    round_id = st.query_params.get(ROUND, "")
    mock = repository.get(workspace.store, round_id) if round_id else None
    if mock is not None and rounds.continues(mock, level, here):
        repository.change(workspace.store, round_id, lambda stored: rounds.ask(stored, item), now)
    else:
        round_id = new_uuid()[:8]
        begun = rounds.begin("Round with a coach", level, here, item, now)
        repository.save(workspace.store, round_id, begun, now)
        st.query_params[ROUND] = round_id
    st.query_params.pop(OPEN, None)
