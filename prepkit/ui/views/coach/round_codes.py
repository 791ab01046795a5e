"""Draw the exchange of score codes between two sides that sit at different screens."""

from __future__ import annotations

from secrets import randbelow

import streamlit as st

from prepkit.coaching import rounds
from prepkit.coaching.score_code import NONCES, as_code, read_code
from prepkit.errors import ScoredAtOtherLevel, UnusableScoreCode
from prepkit.mock import repository
from prepkit.mock.state import Mock, MockItem, Scored
from prepkit.question import level_label
from prepkit.store.scores import Rater
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock
from prepkit.ui.views.coach.round_answer import set_level
from prepkit.ui.views.coach.round_steps import (
    PROBLEM,
    ROUND,
    SIDES,
    board,
    card_of,
    change,
    place,
    show_problem,
    store_of_round,
)
from prepkit.workspace import Workspace, new_uuid

SHOWN_CODE, OTHER_CODE, OTHER_LEVEL = "round_code", "round_other_code", "round_other_level"
"""Session keys, each with the id of an answer and its level: this side's code, the code the other side read
out, and the level at which that was made."""


def exchange_codes(
    coach: Workspace, workspace: Workspace, round_id: str, mock: Mock, item: MockItem, other: Rater
) -> None:
    """Draw this side's code and the box for the other side's."""
    own = Rater.COACH if other is Rater.SELF else Rater.SELF
    board(workspace, item.question, place(mock, coach), card=card_of(mock, item, "codes"))
    other_level = st.session_state.get(OTHER_LEVEL)
    if other_level and other_level[:2] == (item.id, mock.level):
        _other_level(round_id, mock, item, other, other_level[2])
        return
    with st.container(key="round_notice"):
        st.header("Your score is locked", anchor=False)
        st.markdown(f"Read this code out to the {SIDES[other].lower()}. It does not show what you gave.")
        st.code(_own_code(mock, item, own), language=None)
    with st.form(f"round_code_{item.id}", border=True):
        st.text_input(
            f"The {SIDES[other].lower()}'s code",
            value=_code_read_before(item),
            placeholder="7QK-4M2",
            key=f"code_{item.id}",
            max_chars=20,
            autocomplete="off",
        )
        st.form_submit_button(
            "Show both scores", type="primary", on_click=once(_open_code), args=(round_id, mock, item, other)
        )
    show_problem()


def _own_code(mock: Mock, item: MockItem, own: Rater) -> str:
    """Return this side's code, which stays the same while the page is drawn again."""
    about = (item.id, mock.level)
    shown = st.session_state.get(SHOWN_CODE)
    if shown and shown[:2] == about:
        return str(shown[2])
    score = rounds.given(item, own)
    if score is None:
        return ""
    code = as_code(score.value, question=item.question, level=mock.level, rater=own, nonce=randbelow(NONCES))
    st.session_state[SHOWN_CODE] = (*about, code)
    return code


def _code_read_before(item: MockItem) -> str:
    """Return the code that was typed before this side scored again."""
    typed = st.session_state.get(OTHER_CODE)
    return str(typed[1]) if typed and typed[0] == item.id else ""


def _other_level(round_id: str, mock: Mock, item: MockItem, other: Rater, level: str) -> None:
    theirs, mine = level_label(level).lower(), level_label(mock.level).lower()
    with st.container(key="round_notice"):
        st.header(f"The {SIDES[other].lower()} scored at {theirs} level, you at {mine}.", anchor=False)
        st.markdown(
            "Two scores can be compared only at one level. Score the answer again, or go on without it: "
            "no score of it is kept then."
        )
    with st.container(horizontal=True):
        st.button(
            f"Score it again as a {theirs}",
            type="primary",
            key="once_score_again",
            on_click=once(_score_again),
            args=(round_id, item.id, level),
        )
        st.button(
            "Leave this answer", key="once_leave_answer", on_click=once(_leave), args=(round_id, item.id)
        )


def _open_code(round_id: str, mock: Mock, item: MockItem, other: Rater) -> None:
    typed = st.session_state[f"code_{item.id}"]
    try:
        value = read_code(typed, question=item.question, level=mock.level, rater=other)
    except ScoredAtOtherLevel as error:
        st.session_state[OTHER_LEVEL] = (item.id, mock.level, error.level)
        st.session_state[OTHER_CODE] = (item.id, typed)
        return
    except UnusableScoreCode as error:
        st.session_state[PROBLEM] = str(error)
        return
    change(round_id, lambda current: rounds.lock(current, item.id, other, Scored(value)))


def _score_again(round_id: str, item_id: str, level: str) -> None:
    store, now = store_of_round(), clock().now
    mock = repository.get(store, round_id) if store else None
    if store is None or mock is None:
        return
    earlier, again = rounds.score_again(mock, item_id, level, now)
    if earlier is not None:
        # A round has one level: the answers before keep theirs, and this one begins another round.
        repository.save(store, round_id, earlier, now)
        round_id = st.query_params[ROUND] = new_uuid()[:8]
    repository.save(store, round_id, again, now)
    set_level(level)


def _leave(round_id: str, item_id: str) -> None:
    now = clock().now
    change(round_id, lambda mock: rounds.leave(mock, item_id, now))
