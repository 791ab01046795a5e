"""What is weakest: of competencies; the order of cards is tested with sessions and with the figures."""

from __future__ import annotations

import pytest

from prepkit.card_ids import question_card
from prepkit.model import Mark, Rating
from prepkit.practice.recall import recall_at
from prepkit.practice.schedule import review
from prepkit.practice.weakest import competency_gaps, weakest_competency
from prepkit.store import card_states, marks
from prepkit.workspace import Workspace
from tests.practice.conftest import at


def rated(workspace: Workspace, question: str, rating: Rating, days: float = 0) -> str:
    card = question_card(question)
    card_states.save(workspace.store, review(None, card, rating, at(days=days).now, 0.9))
    return card


def other_than(workspace: Workspace, question: str) -> str:
    """A question of another competency, whose id comes later."""
    bank = workspace.bank
    mine = bank.question(question).competency
    return next(other for other in bank.ids if bank.question(other).competency > mine)


def first_of_all(workspace: Workspace) -> str:
    bank = workspace.bank
    return min(bank.ids, key=lambda question: bank.question(question).competency)


def test_the_weakest_competency_counts_a_miss_as_nothing(workspace: Workspace) -> None:
    bank = workspace.bank
    first = first_of_all(workspace)
    other = other_than(workspace, first)
    cards = [question_card(question) for question in bank.ids]
    assert weakest_competency(bank, workspace.store, cards, at(days=9)) is None
    rated(workspace, first, Rating.SOLID)
    missed = rated(workspace, other, Rating.SHAKY, days=9)
    assert recall_at(
        card_states.of_cards(workspace.store, [missed])[missed], at(days=9).now
    ) == pytest.approx(1)
    weakest = weakest_competency(bank, workspace.store, cards, at(days=9))
    assert weakest == bank.question(other).competency


def test_nothing_that_would_go_well_is_weak_and_the_untouched_are_counted(workspace: Workspace) -> None:
    bank = workspace.bank
    first = first_of_all(workspace)
    other = other_than(workspace, first)
    cards = [question_card(question) for question in bank.ids]
    competencies = {question.competency for question in map(bank.question, bank.ids)}
    rated(workspace, first, Rating.SOLID)
    rated(workspace, other, Rating.SHAKY)

    gaps = competency_gaps(bank, workspace.store, cards, at())

    assert gaps.weak == {bank.question(other).competency: 0}
    assert (gaps.practised, gaps.untouched) == (2, len(competencies) - 2)
    rated(workspace, other, Rating.SOLID)
    assert competency_gaps(bank, workspace.store, cards, at()).weak == {}
    assert weakest_competency(bank, workspace.store, cards, at()) is None


def test_of_competencies_alike_the_first_by_id_is_weakest_and_what_rests_does_not_count(
    workspace: Workspace,
) -> None:
    bank = workspace.bank
    first = first_of_all(workspace)
    other = other_than(workspace, first)
    cards = [rated(workspace, first, Rating.COULD_NOT), rated(workspace, other, Rating.COULD_NOT)]
    assert weakest_competency(bank, workspace.store, cards, at()) == bank.question(first).competency
    marks.save(workspace.store, Mark(cards[0], suspended=True), at().now)
    assert weakest_competency(bank, workspace.store, cards, at()) == bank.question(other).competency
