"""Starting a session: from anywhere, over any cards."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from prepkit.bank import select
from prepkit.model import Clock, Filters, Status, question_card, question_id
from prepkit.practice.session import Desk, begin
from prepkit.store import marks
from prepkit.ui.desk import clock, open_desk, search_index
from prepkit.ui.navigate import go_to
from prepkit.ui.practise_keys import FINISHED, NOTICE
from prepkit.ui.prepare.planning import statuses_of

FIRST_CARDS = 5


def practise(title: str, cards: Sequence[str]) -> None:
    """Begin a session over ``cards`` and go to it. For callbacks on other pages."""
    if _begun(title, cards):
        go_to("practise")


def practise_questions(title: str, questions: Sequence[str]) -> None:
    """The same over the cards of ``questions``."""
    practise(title, [question_card(question) for question in questions])


def practise_here(title: str, cards: Sequence[str]) -> None:
    """Begin a session over ``cards``, on the Practise page already."""
    _begun(title, cards)


def _begun(title: str, cards: Sequence[str]) -> bool:
    """Whether a session began; if all its cards are at rest, the person is told."""
    if begin(open_desk(), title, cards, clock()) is None:
        st.toast("All of these are suspended or buried. Browse brings them back.", icon=":material/bedtime:")
        return False
    st.session_state.pop(NOTICE, None)
    st.session_state.pop(FINISHED, None)
    return True


def matching(desk: Desk, filters: Filters, now: Clock) -> list[str]:
    """The card ids of the questions that pass the filters, in order."""
    return [question_card(question) for question in matching_questions(desk, filters, now)]


def matching_questions(desk: Desk, filters: Filters, now: Clock) -> Sequence[str]:
    """The ids of the questions that pass the filters, in order."""
    statuses: dict[str, Status] = {}
    flagged: set[str] = set()
    if filters.statuses:
        cards = [question_card(question) for question in desk.bank.ids]
        found = statuses_of(desk, cards, now)
        statuses = {question_id(card): status for card, status in found.items()}
    if filters.flagged:
        flagged = {question_id(card) for card, mark in marks.every(desk.store).items() if mark.flagged}
    return select(desk.bank, filters, search=search_index(desk.bank), statuses=statuses, flagged=flagged)
