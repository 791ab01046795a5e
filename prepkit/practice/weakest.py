"""The only definition of the weakest cards and competencies.

Only attempted cards count, and suspended or buried cards are left out.

- Cards: those last rated below Solid first; within both groups the least likely to be recalled now; equal
  cards are ordered by id.
- Competencies: the one least ready over its attempted questions, which is the mean of their recall now, a
  question last rated below Solid counting as 0; equal competencies are ordered by id. One that is
  ``WEAK_BELOW`` or more is not weak, and one without an attempted question is untouched, not weak.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from prepkit.bank import Bank
from prepkit.card_ids import question_id
from prepkit.model import CardState, Clock, Rating
from prepkit.practice.recall import ready_recall, recall_at
from prepkit.store import Store, card_states, marks

WEAKEST_CARDS = 10
WEAKEST_COMPETENCIES = 3
WEAK_BELOW = 0.8
"""A competency of which at least four of five attempted questions would go well is not weak."""


@dataclass(frozen=True, slots=True)
class CompetencyGaps:
    """``weak`` holds the weakest competencies by id, the weakest first, each with its readiness;
    ``practised`` and ``untouched`` count the competencies with and without an attempted question.
    """

    weak: Mapping[str, float]
    practised: int
    untouched: int


def weakness(card: str, last_rating: int, recall: float) -> tuple[bool, float, str]:
    """The sort key of a card; the weakest card has the smallest."""
    return (last_rating >= Rating.SOLID, recall, card)


def weakest_cards(store: Store, cards: Sequence[str], clock: Clock, n: int = WEAKEST_CARDS) -> list[str]:
    """The ``n`` weakest of ``cards``."""
    states = _attempted(store, cards, clock)
    keys = [weakness(card, state.last_rating, recall_at(state, clock.now)) for card, state in states.items()]
    return [card for _, _, card in sorted(keys)[:n]]


def weakest_competency(bank: Bank, store: Store, cards: Sequence[str], clock: Clock) -> str | None:
    """The weakest competency (its id) over ``cards``; None where none of them is weak."""
    return next(iter(competency_gaps(bank, store, cards, clock, n=1).weak), None)


def competency_gaps(
    bank: Bank, store: Store, cards: Sequence[str], clock: Clock, n: int = WEAKEST_COMPETENCIES
) -> CompetencyGaps:
    """The ``n`` weakest competencies over ``cards``, and how many are practised and untouched."""
    every = {bank.question(question_id(card)).competency for card in cards if question_id(card) in bank}
    by_competency: dict[str, list[float]] = {}
    for state in _in_bank(bank, _attempted(store, cards, clock).values()):
        competency = bank.question(question_id(state.card_id)).competency
        by_competency.setdefault(competency, []).append(ready_recall(state, clock.now))
    ready = {competency: fmean(recalls) for competency, recalls in by_competency.items()}
    ranked = sorted(ready.items(), key=lambda entry: (entry[1], entry[0]))
    weak = {competency: share for competency, share in ranked if share < WEAK_BELOW}
    return CompetencyGaps(dict(list(weak.items())[:n]), len(ready), len(every - ready.keys()))


def _attempted(store: Store, cards: Sequence[str], clock: Clock) -> Mapping[str, CardState]:
    resting = marks.resting(store, clock.day.isoformat())
    return card_states.of_cards(store, [card for card in cards if card not in resting])


def _in_bank(bank: Bank, states: Iterable[CardState]) -> Iterable[CardState]:
    return (state for state in states if question_id(state.card_id) in bank)
