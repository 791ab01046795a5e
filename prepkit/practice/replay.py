"""Card states from attempts, all at once: what py-fsrs does review by review, done in numpy.

The formulas are FSRS-6's (https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm) with
py-fsrs's parameters, clamps and rounding. py-fsrs stays the authority: a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import timedelta

import numpy as np
import numpy.typing as npt
from fsrs.scheduler import DEFAULT_PARAMETERS, MAX_DIFFICULTY, MIN_DIFFICULTY, STABILITY_MIN

from prepkit.model import CardState, Phase, Rating
from prepkit.practice.clock import MICROS_A_DAY
from prepkit.practice.recall import DECAY, FACTOR, recall
from prepkit.practice.schedule import LONGEST_INTERVAL_DAYS, STEP, review
from prepkit.store import Store, attempts, card_states

# So few cards at once are quicker one by one.
FEW = 8
STEP_MICROS = STEP // timedelta(microseconds=1)
REVIEW = np.dtype([("card", np.int64), ("rating", np.int64), ("at", np.int64)])

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
W: Floats = np.array(DEFAULT_PARAMETERS)


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
        cards.stability[:] = np.maximum(W[rating - 1], STABILITY_MIN)
        cards.difficulty[:] = np.clip(_initial_difficulty(rating), MIN_DIFFICULTY, MAX_DIFFICULTY)
    else:
        days = (at - cards.last_review) // MICROS_A_DAY
        cards.stability[:] = _next_stability(cards.stability, cards.difficulty, rating, days)
        cards.difficulty[:] = _next_difficulty(cards.difficulty, rating)
    cards.lapses[:] += reviewing & again
    fallen = np.where(reviewing | (cards.phase == Phase.RELEARNING), Phase.RELEARNING, Phase.LEARNING)
    held = shaky & ~reviewing
    cards.phase[:] = np.where(again, fallen, np.where(held, fallen, Phase.REVIEW))
    soon = np.where(again, STEP_MICROS, STEP_MICROS * 3 // 2)
    cards.due[:] = at + np.where(again | held, soon, _interval(cards.stability, retention) * MICROS_A_DAY)
    cards.last_review[:] = at
    cards.last_rating[:] = rating


def _next_stability(stability: Floats, difficulty: Floats, rating: Ints, days: Ints) -> Floats:
    again = rating == Rating.COULD_NOT
    forgetting = 1 - recall(stability, np.maximum(days, 0))
    bonus = np.choose(rating - 1, (1.0, W[15], 1.0, W[16]))
    recalled = stability * (
        1 + np.exp(W[8]) * (11 - difficulty) * stability ** -W[9] * (np.exp(forgetting * W[10]) - 1) * bonus
    )
    forgotten = np.minimum(
        W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1) * np.exp(forgetting * W[14]),
        stability / np.exp(W[17] * W[18]),
    )
    gain = np.exp(W[17] * (rating - 3 + W[18])) * stability ** -W[19]
    same_day = stability * np.where(again, gain, np.maximum(gain, 1.0))
    found = np.where(days < 1, same_day, np.where(again, forgotten, recalled))
    clamped: Floats = np.maximum(found, STABILITY_MIN)
    return clamped


def _initial_difficulty(rating: Ints) -> Floats:
    unclamped: Floats = W[4] - np.exp(W[5] * (rating - 1)) + 1
    return unclamped


def _next_difficulty(difficulty: Floats, rating: Ints) -> Floats:
    damped = difficulty - W[6] * (rating - 3) * (10.0 - difficulty) / 9.0
    easiest = W[4] - np.exp(W[5] * (Rating.READY - 1)) + 1
    clamped: Floats = np.clip(W[7] * easiest + (1 - W[7]) * damped, MIN_DIFFICULTY, MAX_DIFFICULTY)
    return clamped


def _interval(stability: Floats, retention: float) -> Ints:
    """Whole days until recall has fallen to ``retention``."""
    days = np.rint(stability / FACTOR * (retention ** (1 / DECAY) - 1))
    whole: Ints = np.clip(days, 1, LONGEST_INTERVAL_DAYS).astype(np.int64)
    return whole


def _unreviewed(many: int) -> _States:
    floats, ints = np.zeros((2, many)), np.zeros((5, many), dtype=np.int64)
    return _States(*floats, *ints)
