"""The memory of many cards at once, and what another pass does to it. Times are in days from a day 0.

Arrays hold cards in their last axis; learners may be in an axis before it. The last review of an unseen
card is minus infinity, which makes its recall 0 by the same formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from prepkit.model import CardState, Rating
from prepkit.practice import memory as fsrs
from prepkit.practice.clock import MICROS_A_DAY
from prepkit.practice.memory import PARAMETERS, Floats, Ints
from prepkit.practice.recall import recall

Flags = npt.NDArray[np.bool_]

FIRST_RATINGS: Mapping[Rating, float] = {
    Rating.COULD_NOT: 0.25,
    Rating.SHAKY: 0.35,
    Rating.SOLID: 0.3,
    Rating.READY: 0.1,
}
"""The shares of ratings at a first attempt: our guess, needed to compare uses of a minute."""
NEW_PASSES = 1.25 + FIRST_RATINGS[Rating.COULD_NOT]
"""The cost of a first attempt in passes: the answer must be read, and a missed card is seen again."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of cards: stability and moment of the last review in days, difficulty from 1 to 10."""

    stability: Floats
    difficulty: Floats
    last: Floats

    @property
    def seen(self) -> Flags:
        is_seen: Flags = np.isfinite(self.last)
        return is_seen

    def recall(self, at: float, w: Floats = PARAMETERS) -> Floats:
        """The chance of recalling each card at a moment."""
        return recall(self.stability, np.maximum(at - self.last, 0), -w[20])

    def spread_over(self, learners: int) -> Memory:
        """Repeat the cards for each of many learners."""
        return Memory(
            *(np.tile(column, (learners, 1)) for column in (self.stability, self.difficulty, self.last))
        )


def of_states(cards: Sequence[str], states: Mapping[str, CardState], day_start: int) -> Memory:
    """Make the memory of ``cards`` from their states; day 0 begins at ``day_start`` (UTC microseconds)."""
    card_states = [states.get(card) for card in cards]
    return Memory(
        np.array([state.stability if state else 1.0 for state in card_states]),
        np.array([state.difficulty if state else 5.0 for state in card_states]),
        np.array(
            [(state.last_review - day_start) / MICROS_A_DAY if state else -np.inf for state in card_states]
        ),
    )


def rate(
    memory: Memory,
    rated: Flags,
    rating: Ints,
    at: float,
    w: Floats = PARAMETERS,
    forgetting: Floats | None = None,
) -> Memory:
    """The memory after the ``rated`` cards were rated at a moment; the others stay unchanged."""
    first = ~memory.seen
    days = np.where(first, 0, np.floor(at - np.where(first, at, memory.last)).clip(0)).astype(np.int64)
    stability = np.where(
        first,
        fsrs.first_stability(rating, w),
        fsrs.next_stability(memory.stability, memory.difficulty, rating, days, w, forgetting),
    )
    difficulty = np.where(
        first,
        fsrs.first_difficulty(rating, w),
        fsrs.next_difficulty(memory.difficulty, rating, w),
    )
    return Memory(
        np.where(rated, stability, memory.stability),
        np.where(rated, difficulty, memory.difficulty),
        np.where(rated, at, memory.last),
    )


def cost(memory: Memory, at: float) -> Floats:
    """The expected cost of a pass over each card, in passes; a missed card is seen twice."""
    missed = 1 - memory.recall(at)
    passes: Floats = np.where(memory.seen, 1 + missed, NEW_PASSES)
    return passes


def worth(memory: Memory, at: float, end: float) -> Floats:
    """What a pass now adds to each card's chance of recall at ``end``, for each pass it takes.

    A pass succeeds with the present chance of recall; a missed card is repaired by a second attempt.
    """
    recalled = memory.recall(at)
    everything = np.ones_like(recalled, dtype=np.bool_)
    solid = np.full(recalled.shape, int(Rating.SOLID))
    passed = rate(memory, everything, solid, at).recall(end)
    missed = rate(memory, everything, np.full_like(solid, int(Rating.COULD_NOT)), at)
    repaired = rate(missed, everything, solid, at).recall(end)
    after = np.where(memory.seen, recalled * passed + (1 - recalled) * repaired, _new(end - at))
    gain: Floats = (after - memory.recall(end)) / cost(memory, at)
    return gain


def _new(days: float) -> float:
    """Recall of a card ``days`` after its first attempt."""
    total = 0.0
    for rating, share in FIRST_RATINGS.items():
        rated = np.array([int(rating)])
        stability = fsrs.first_stability(rated)
        if rating is Rating.COULD_NOT:
            difficulty, zero = fsrs.first_difficulty(rated), np.zeros(1, dtype=np.int64)
            stability = fsrs.next_stability(stability, difficulty, np.array([int(Rating.SOLID)]), zero)
        total += share * float(recall(stability, np.array([max(days, 0.0)]))[0])
    return total
