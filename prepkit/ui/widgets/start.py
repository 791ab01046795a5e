"""Begin a practice session over given cards, and find the cards that pass the filters."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from prepkit.bank import select
from prepkit.bank.filters import Filters
from prepkit.card_ids import question_card, question_id
from prepkit.model import Clock, Status
from prepkit.practice.session import begin
from prepkit.store import marks
from prepkit.study_plan.planning import statuses_of
from prepkit.ui.runtime.opening import clock, open_workspace, search_index
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.practise.keys import FINISHED, NOTICE
from prepkit.workspace import Workspace

FIRST_CARDS = 5
"""The number of cards in a newcomer's first session."""


def practise(title: str, cards: Sequence[str]) -> None:
    """Begin a session over ``cards`` and go to it. For callbacks on other pages."""
    if _begin(title, cards):
        go_to("practise")


def practise_questions(title: str, questions: Sequence[str]) -> None:
    """Begin a session over the cards of ``questions`` and go to it. For callbacks on other pages."""
    practise(title, [question_card(question) for question in questions])


def practise_here(title: str, cards: Sequence[str]) -> None:
    """Begin a session over ``cards``. For callbacks on the Practise page."""
    _begin(title, cards)


def _begin(title: str, cards: Sequence[str]) -> bool:
    """Begin a session and return whether it began; show a message if all its cards are at rest."""
    if begin(open_workspace(), title, cards, clock()) is None:
        st.toast("All of these are suspended or buried. Resume them in Questions.", icon=":material/bedtime:")
        return False
    st.session_state.pop(NOTICE, None)
    st.session_state.pop(FINISHED, None)
    return True


def matching(workspace: Workspace, filters: Filters, now: Clock) -> list[str]:
    """Return the card ids of the questions that pass the filters, in order."""
    return [question_card(question) for question in matching_questions(workspace, filters, now)]


def matching_questions(workspace: Workspace, filters: Filters, now: Clock) -> Sequence[str]:
    """Return the ids of the questions that pass the filters, in order."""
    statuses: dict[str, Status] = {}
    flagged: set[str] = set()
    if filters.statuses:
        cards = [question_card(question) for question in workspace.bank.ids]
        status_by_card = statuses_of(workspace, cards, now)
        statuses = {question_id(card): status for card, status in status_by_card.items()}
    if filters.flagged:
        flagged = {
            question_id(card) for card, mark in marks.list_all(workspace.store).items() if mark.flagged
        }
    return select(
        workspace.bank, filters, search=search_index(workspace.bank), statuses=statuses, flagged=flagged
    )
