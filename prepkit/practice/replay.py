"""Computes card states from all attempts at once in numpy, as py-fsrs does review by review.

py-fsrs stays the authority: a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import timedelta

import numpy as np

from prepkit.model import CardPhase, CardState, Rating
from prepkit.practice import memory
from prepkit.practice.clock import MICROS_A_DAY
from prepkit.practice.memory import Floats, Ints
from prepkit.practice.schedule import STEP, review
from prepkit.store import Store, attempts, card_states

# Fewer cards than this at once are computed faster one by one.
FEW = 8
STEP_MICROS = STEP // timedelta(microseconds=1)
REVIEW = np.dtype([("card", np.int64), ("rating", np.int64), ("at", np.int64)])


@dataclass(frozen=True, slots=True)
class _States:
    """The states of many cards, an entry a card. Methods change the arrays in place."""

    stability: Floats
    difficulty: Floats
    last_review: Ints
    phase: Ints
    due: Ints
    lapses: Ints
    last_rating: Ints

    def first(self, count: int) -> _States:
        """A view of the first ``count`` cards."""
        return _States(*(getattr(self, column.name)[:count] for column in fields(self)))

    def card(self, place: int, card_id: str, reps: int) -> CardState:
        """The state of one card after ``reps`` reviews."""
        phase = CardPhase(int(self.phase[place]))
        return CardState(
            card_id=card_id,
            stability=float(self.stability[place]),
            difficulty=float(self.difficulty[place]),
            last_review=int(self.last_review[place]),
            phase=phase,
            step=None if phase is CardPhase.REVIEW else 0,
            due=int(self.due[place]),
            reps=reps,
            lapses=int(self.lapses[place]),
            last_rating=Rating(int(self.last_rating[place])),
        )


@dataclass(frozen=True, slots=True)
class Reviews:
    """Reviews in the order of their history: each card's place in ``cards``, its rating, when it was (UTC
    microseconds), and the card's stability in days after it.
    """

    cards: tuple[str, ...]
    card: Ints
    rating: Ints
    at: Ints
    stability: Floats


@dataclass(frozen=True, slots=True)
class _ByCard:
    """A history grouped by card, the card with the most reviews first.

    ``order`` sorts the rows of the history by card; ``first`` is where a card's reviews begin in it, and
    ``reviews`` how many there are.
    """

    names: tuple[str, ...]
    rows: np.ndarray
    order: Ints
    busiest: Ints
    first: Ints
    reviews: Ints

    def round(self, number: int) -> Ints:
        """The rows of the review by this number (from 0), of every card that has one, the busiest first."""
        count = int(np.searchsorted(-self.reviews, -number, side="left"))
        rows: Ints = self.order[self.first[:count] + number]
        return rows


def rebuild(store: Store, retention: float = 0.9) -> int:
    """Recompute every card state of the profile from its attempts; returns how many there are."""
    with store.transaction():
        states = list(replay_all(attempts.in_order(store), retention))
        card_states.replace_every(store, states)
    return len(states)


def replay_all(history: Iterable[tuple[str, int, int]], retention: float) -> Iterator[CardState]:
    """Compute the state of every card in a history of (card id, rating, UTC microseconds), oldest first.

    Each round takes the n-th review of every card that has one, so that a million reviews of ten thousand
    cards take some hundred rounds.
    """
    grouped = _by_card(history)
    if not grouped.names:
        return
    reviews = grouped.reviews
    states = _unreviewed(len(grouped.names))
    rounds = int(reviews[FEW - 1]) if len(reviews) >= FEW else 0
    for number in range(rounds):
        rows = grouped.rows[grouped.round(number)]
        _review(states.first(len(rows)), rows["rating"], rows["at"], retention, first=number == 0)
    for place, name_number in enumerate(grouped.busiest.tolist()):
        name, reps = grouped.names[name_number], int(min(reviews[place], rounds))
        state = states.card(place, name, reps) if reps else None
        first = grouped.first[place]
        remaining_rows = grouped.rows[grouped.order[first + reps : first + reviews[place]]]
        for _, rating, at in remaining_rows.tolist():
            state = review(state, name, Rating(rating), at, retention)
        if state is not None:
            yield state


def reviews_with_stability(history: Iterable[tuple[str, int, int]]) -> Reviews:
    """Compute a card's stability after each review of a history, oldest first, as ``replay_all`` does."""
    grouped = _by_card(history)
    rows = grouped.rows
    stability, difficulty = np.zeros((2, len(grouped.names)))
    last_review = np.zeros(len(grouped.names), dtype=np.int64)
    after_each = np.zeros(len(rows))
    for number in range(int(grouped.reviews.max(initial=0))):
        places = grouped.round(number)
        count, rating, at = len(places), rows["rating"][places], rows["at"][places]
        if number == 0:
            stability[:] = memory.first_stability(rating)
            difficulty[:] = memory.first_difficulty(rating)
        else:
            days = (at - last_review[:count]) // MICROS_A_DAY
            stability[:count] = memory.next_stability(stability[:count], difficulty[:count], rating, days)
            difficulty[:count] = memory.next_difficulty(difficulty[:count], rating)
        last_review[:count] = at
        after_each[places] = stability[:count]
    return Reviews(grouped.names, rows["card"], rows["rating"], rows["at"], after_each)


def _by_card(history: Iterable[tuple[str, int, int]]) -> _ByCard:
    numbers: dict[str, int] = {}
    rows = np.fromiter(
        ((numbers.setdefault(card, len(numbers)), rating, at) for card, rating, at in history), REVIEW
    )
    reviews = np.bincount(rows["card"])
    busiest = np.argsort(-reviews, kind="stable")
    return _ByCard(
        tuple(numbers),
        rows,
        np.argsort(rows["card"], kind="stable"),
        busiest,
        (np.cumsum(reviews) - reviews)[busiest],
        reviews[busiest],
    )


def _review(cards: _States, rating: Ints, at: Ints, retention: float, *, first: bool) -> None:
    """Apply one more review to each card."""
    again, shaky = rating == Rating.COULD_NOT, rating == Rating.SHAKY
    reviewing = cards.phase == CardPhase.REVIEW
    if first:
        cards.stability[:] = memory.first_stability(rating)
        cards.difficulty[:] = memory.first_difficulty(rating)
    else:
        days = (at - cards.last_review) // MICROS_A_DAY
        cards.stability[:] = memory.next_stability(cards.stability, cards.difficulty, rating, days)
        cards.difficulty[:] = memory.next_difficulty(cards.difficulty, rating)
    cards.lapses[:] += reviewing & again
    learning_phase = np.where(
        reviewing | (cards.phase == CardPhase.RELEARNING), CardPhase.RELEARNING, CardPhase.LEARNING
    )
    is_shaky = shaky & ~reviewing
    cards.phase[:] = np.where(again, learning_phase, np.where(is_shaky, learning_phase, CardPhase.REVIEW))
    step_micros = np.where(again, STEP_MICROS, STEP_MICROS * 3 // 2)
    cards.due[:] = at + np.where(
        again | is_shaky, step_micros, memory.interval(cards.stability, retention) * MICROS_A_DAY
    )
    cards.last_review[:] = at
    cards.last_rating[:] = rating


def _unreviewed(count: int) -> _States:
    floats, ints = np.zeros((2, count)), np.zeros((5, count), dtype=np.int64)
    return _States(*floats, *ints)
