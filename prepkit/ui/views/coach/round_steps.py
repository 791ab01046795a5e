"""What the screens of a round share: the question on the board, and the change of the stored round."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from prepkit.coaching import rounds
from prepkit.material import NO_MATERIAL
from prepkit.mock import repository
from prepkit.mock.state import Mock, MockItem
from prepkit.store import Store
from prepkit.store.scores import Rater
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.demo_mode import in_demo
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.coach import whose
from prepkit.ui.widgets.components.round_board import AnswerClock, BothScores, ScoreSheet, round_board
from prepkit.ui.widgets.material import draw_material
from prepkit.ui.widgets.question import OPEN, tags
from prepkit.ui.widgets.wording import escape
from prepkit.workspace import Workspace

ROUND = "round"
"""The query parameter that holds the id of the open round."""
PROBLEM = "round_problem"
SIDES = {Rater.SELF: "Candidate", Rater.COACH: "Coach"}


def board(
    workspace: Workspace,
    question_id: str,
    where: str,
    *,
    card: str,
    part: AnswerClock | ScoreSheet | BothScores | None = None,
    on_choose: Callable[[int], None] | None = None,
    on_lock: Callable[[int], None] | None = None,
) -> None:
    """Draw where the round is and its question in large type, with one part and the material below it."""
    prompt, labels, material = "A question that is no longer in the bank", "", NO_MATERIAL
    if question_id in workspace.bank:
        question = workspace.bank.question(question_id)
        prompt, labels = question.prompt, " · ".join(text for text, _ in tags(workspace.bank, question))
        material = question.material
    demo = "Demo: nothing here is saved" if in_demo() else ""
    st.caption(". ".join(part for part in (where, demo, escape(labels)) if part))
    round_board(
        prompt,
        card=card,
        shortcuts=workspace.settings.shortcuts,
        part=part,
        group=question_id if whose.named() == whose.GROUP else "",
        on_choose=on_choose,
        on_lock=on_lock,
    )
    # While an answer is scored everything fits a projector: the material belongs to answering.
    if isinstance(part, AnswerClock):
        draw_material(material)


def place(mock: Mock, coach: Workspace, *, number: int | None = None) -> str:
    """Return whose answer it is and which of the round, for the head of each screen."""
    count = f"Answer {number or len(mock.items)} of this round"
    return ". ".join(part for part in (whose.in_words(coach), count) if part)


def card_of(mock: Mock, item: MockItem, step: str) -> str:
    """Return a text that changes with every screen of a round."""
    return f"{item.id} {rounds.turn(mock)} {mock.level} {item.is_done} {step}"


def to_present(label: str, *, at: int | None = None) -> None:
    """Draw the button that leads back to Present, to the question ``at`` this place of its list."""
    query = {name: value for name, value in st.query_params.to_dict().items() if name not in (ROUND, OPEN)}
    if at is not None:
        query = {**query, "at": str(at + 1)}
    st.button(
        label,
        key="round_to_present",
        type="tertiary",
        icon=":material/slideshow:",
        on_click=once(go_to),
        args=("present",),
        kwargs=query,
    )


def show_problem() -> None:
    """Draw what went wrong in the last callback."""
    problem = st.session_state.pop(PROBLEM, "")
    if problem:
        st.error(problem, icon=":material/error:")


def change(round_id: str, step: Callable[[Mock], Mock]) -> None:
    """Apply a step to the stored round. For callbacks."""
    store = store_of_round()
    if store is not None:
        repository.change(store, round_id, step, clock().now)


def store_of_round() -> Store | None:
    """Return the store of whoever's answers are scored; None where they are not this coach's client."""
    workspace = whose.workspace_of(open_workspace())
    return workspace.store if workspace else None
