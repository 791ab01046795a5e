"""Card states from attempts, all at once: what py-fsrs does review by review, done in numpy.

py-fsrs stays the authority: a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import timedelta

import numpy as np

from prepkit.model import CardState, Phase, Rating
from prepkit.practice import memory
from prepkit.practice.clock import MICROS_A_DAY
from prepkit.practice.memory import Floats, Ints
from prepkit.practice.schedule import STEP, review
from prepkit.store import Store, attempts, card_states

# So few cards at once are quicker one by one.
FEW = 8
STEP_MICROS = STEP // timedelta(microseconds=1)
REVIEW = np.dtype([("card", np.int64), ("rating", np.int64), ("at", np.int64)])


@dataclass(frozen=True, slots=True)
class _States:
    """Many cards' states, an entry a card. Methods change the arrays in place."""

    stability: Floats
    difficulty: Floats
    last_review: Ints
    phase: Ints
    due: Ints
    lapses: Ints
    last_rating: Ints

    def first(self, many: int) -> _States:
        """A view of the first so many cards."""
        return _States(*(getattr(self, column.name)[:many] for column in fields(self)))

    def card(self, place: int, card_id: str, reps: int) -> CardState:
        """One card's state after ``reps`` reviews."""
        phase = Phase(int(self.phase[place]))
        return CardState(
            card_id=card_id,
            stability=float(self.stability[place]),
            difficulty=float(self.difficulty[place]),
            last_review=int(self.last_review[place]),
            phase=phase,
            step=None if phase is Phase.REVIEW else 0,
            due=int(self.due[place]),
            reps=reps,
            lapses=int(self.lapses[place]),
            last_rating=Rating(int(self.last_rating[place])),
        )


def rebuild(store: Store, retention: float = 0.9) -> int:
    """Recompute every card state of the profile from its attempts; how many there are."""
    with store.transaction():
        states = list(replay_all(attempts.in_order(store), retention))
        card_states.replace_every(store, states)
    return len(states)


def replay_all(history: Iterable[tuple[str, int, int]], retention: float) -> Iterator[CardState]:
    """The state of every card in a history of (card id, rating, UTC microseconds), oldest first.

    Each round takes the n-th review of every card that has so many: a million reviews of ten thousand
    cards are some hundred rounds.
    """
    numbers: dict[str, int] = {}
    rows = np.fromiter(
        ((numbers.setdefault(card, len(numbers)), rating, at) for card, rating, at in history), REVIEW
    )
    if not numbers:
        return
    rows = rows[np.argsort(rows["card"], kind="stable")]
    reviews = np.bincount(rows["card"])
    busiest = np.argsort(-reviews, kind="stable")
    first_row = (np.cumsum(reviews) - reviews)[busiest]
    reviews = reviews[busiest]
    states = _unreviewed(len(numbers))
    rounds = int(reviews[FEW - 1]) if len(reviews) >= FEW else 0
    for done in range(rounds):
        many = int(np.searchsorted(-reviews, -done, side="left"))
        now = rows[first_row[:many] + done]
        _review(states.first(many), now["rating"], now["at"], retention, first=done == 0)
    names = list(numbers)
    for place, number in enumerate(busiest.tolist()):
        name, reps = names[number], int(min(reviews[place], rounds))
        state = states.card(place, name, reps) if reps else None
        rest = rows[first_row[place] + reps : first_row[place] + reviews[place]]
        for _, rating, at in rest.tolist():
            state = review(state, name, Rating(rating), at, retention)
        if state is not None:
            yield state


def _review(cards: _States, rating: Ints, at: Ints, retention: float, *, first: bool) -> None:
    """One more review of each card."""
    again, shaky = rating == Rating.COULD_NOT, rating == Rating.SHAKY
    reviewing = cards.phase == Phase.REVIEW
    if first:
        cards.stability[:] = memory.first_stability(rating)
        cards.difficulty[:] = memory.first_difficulty(rating)
    else:
        days = (at - cards.last_review) // MICROS_A_DAY
        cards.stability[:] = memory.next_stability(cards.stability, cards.difficulty, rating, days)
        cards.difficulty[:] = memory.next_difficulty(cards.difficulty, rating)
    cards.lapses[:] += reviewing & again
    fallen = np.where(reviewing | (cards.phase == Phase.RELEARNING), Phase.RELEARNING, Phase.LEARNING)
    held = shaky & ~reviewing
    cards.phase[:] = np.where(again, fallen, np.where(held, fallen, Phase.REVIEW))
    soon = np.where(again, STEP_MICROS, STEP_MICROS * 3 // 2)
    cards.due[:] = at + np.where(
        again | held, soon, memory.interval(cards.stability, retention) * MICROS_A_DAY
    )
    cards.last_review[:] = at
    cards.last_rating[:] = rating


def _unreviewed(many: int) -> _States:
    floats, ints = np.zeros((2, many)), np.zeros((5, many), dtype=np.int64)
    return _States(*floats, *ints)
