"""Draw the score sheet of one side of a round, and the hand-over to the other side."""

from __future__ import annotations

from functools import partial

import streamlit as st

from prepkit.coaching import rounds, rubric
from prepkit.coaching.rubric import AnchorTexts
from prepkit.mock.state import Mock, MockItem, Scored
from prepkit.question import level_label
from prepkit.store import drafts
from prepkit.store.scores import Rater
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock
from prepkit.ui.views.coach import whose
from prepkit.ui.views.coach.round_steps import (
    PROBLEM,
    SIDES,
    board,
    card_of,
    change,
    place,
    store_of_round,
)
from prepkit.ui.widgets.components.round_board import ScoreSheet
from prepkit.ui.widgets.draft_box import draft_box, draft_text, finish_drafts
from prepkit.ui.widgets.reference import ANCHOR_WORDS
from prepkit.workspace import Workspace

HANDED = "round_handed"
MOST_EVIDENCE = 2_000


def is_handed_over(item: MockItem) -> bool:
    """Whether the coach has said that they sit at the screen now."""
    return bool(st.session_state.get(HANDED) == item.id)


def hand_over(coach: Workspace, workspace: Workspace, mock: Mock, item: MockItem) -> None:
    """Draw the screen between the two sides, which shows no score."""
    is_group = whose.named() == whose.GROUP
    other = "whoever scores" if is_group else "the coach"
    board(workspace, item.question, place(mock, coach), card=card_of(mock, item, "hand over"))
    with st.container(key="round_notice"):
        st.header("The candidate's score is locked", anchor=False)
        st.markdown(f"Hand over to {other}. Both scores show once the other is locked as well.")
    st.button(
        "Score it" if is_group else "I am the coach: score it",
        type="primary",
        key="once_hand_over",
        icon=":material/swap_horiz:",
        on_click=once(partial(st.session_state.__setitem__, HANDED, item.id)),
    )


def sheet(
    coach: Workspace, workspace: Workspace, round_id: str, mock: Mock, item: MockItem, rater: Rater
) -> None:
    """Draw the anchors, the scores to choose from, and the box for the evidence."""
    level = level_label(mock.level).lower()
    board(
        workspace,
        item.question,
        place(mock, coach),
        card=card_of(mock, item, "sheet"),
        part=ScoreSheet(
            f"{SIDES[rater]}: your score, against a {level}",
            _anchors(coach, mock, item),
            _chosen(workspace, item, rater),
            "Lock my score",
            st.session_state.pop(PROBLEM, ""),
        ),
        on_choose=partial(_choose, item.id, rater),
        on_lock=partial(_lock, round_id, item.id, rater),
    )
    # Give each side a box of its own: undoing in a shared box would bring back the other's words.
    draft_box(
        workspace.store,
        _evidence(item.id, rater),
        key=f"round_evidence_{rater}",
        label="Evidence: which words earn that score?",
        rows=1,
        longest=MOST_EVIDENCE,
        store_now=store_of_round,
    )


def _anchors(coach: Workspace, mock: Mock, item: MockItem) -> list[tuple[int, str, str]]:
    """Return the anchors to score against, the coach's own above PrepKit's: both sides see the same."""
    if item.question not in coach.bank:
        return []
    competency = coach.bank.question(item.question).competency
    anchors = rubric.anchors(coach.bank, coach.store, competency, mock.level)
    return [(anchor.score, ANCHOR_WORDS.get(anchor.score, ""), _anchor_text(anchor)) for anchor in anchors]


def _anchor_text(anchor: AnchorTexts) -> str:
    if not anchor.own:
        return anchor.bank
    return "\n".join([f"Coach's: {anchor.own}", f"PrepKit's: {anchor.bank}"] if anchor.bank else [anchor.own])


def _evidence(item_id: str, rater: Rater) -> str:
    """Return the name of the draft that holds one side's evidence until it locks its score."""
    return f"evidence {item_id} {rater}"


def _value(item_id: str, rater: Rater) -> str:
    """Return the name of the draft that holds the score one side has chosen and not locked."""
    return f"score {item_id} {rater}"


def _chosen(workspace: Workspace, item: MockItem, rater: Rater) -> int:
    text = drafts.get(workspace.store, _value(item.id, rater))
    return int(text) if text in ("1", "2", "3", "4", "5") else 0


def _choose(item_id: str, rater: Rater, value: int) -> None:
    store = store_of_round()
    if store is not None and value:
        drafts.save(store, _value(item_id, rater), str(value), clock().now)


def _lock(round_id: str, item_id: str, rater: Rater, value: int) -> None:
    store = store_of_round()
    if store is None:
        return
    if not value:
        st.session_state[PROBLEM] = "Choose a score from 1 to 5 first."
        return
    evidence, chosen = _evidence(item_id, rater), _value(item_id, rater)
    score = Scored(value, draft_text(store, evidence, f"round_evidence_{rater}", MOST_EVIDENCE).strip())
    change(round_id, lambda mock: rounds.lock(mock, item_id, rater, score))
    finish_drafts(store, evidence, chosen)
