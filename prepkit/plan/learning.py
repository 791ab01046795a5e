"""What many cards are known like, and what another pass would do to them. Times are days from a day 0.

Arrays hold cards in their last axis; there may be learners before it. A card never seen was last seen at
minus infinity, which makes its recall 0 by the same formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from prepkit.model import CardState, Rating
from prepkit.practice import memory
from prepkit.practice.clock import MICROS_A_DAY
from prepkit.practice.memory import Floats, Ints, W
from prepkit.practice.recall import recall

Flags = npt.NDArray[np.bool_]

FIRST_RATINGS: Mapping[Rating, float] = {
    Rating.COULD_NOT: 0.25,
    Rating.SHAKY: 0.35,
    Rating.SOLID: 0.3,
    Rating.READY: 0.1,
}
"""How a question goes when it is met for the first time: our guess, to compare uses of a minute by."""
NEW_PASSES = 1.25 + FIRST_RATINGS[Rating.COULD_NOT]
"""A first meeting, in passes: the answer is read and not only compared, and a miss is seen again."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of cards: stability and moment of the last review in days, difficulty 1 to 10."""

    stability: Floats
    difficulty: Floats
    last: Floats

    @property
    def seen(self) -> Flags:
        found: Flags = np.isfinite(self.last)
        return found

    def recall(self, at: float, w: Floats = W) -> Floats:
        """The chance of recalling each card at a moment."""
        decay = -w[20]
        elapsed = np.maximum(at - self.last, 0)
        found: Floats = (1 + (0.9 ** (1 / decay) - 1) * elapsed / self.stability) ** decay
        return found

    def spread_over(self, learners: int) -> Memory:
        """The same cards for each of many learners."""
        return Memory(*(np.tile(one, (learners, 1)) for one in (self.stability, self.difficulty, self.last)))


def of_states(cards: Sequence[str], states: Mapping[str, CardState], day_start: int) -> Memory:
    """What is known of ``cards``, day 0 beginning at ``day_start`` (UTC microseconds)."""
    known = [states.get(card) for card in cards]
    return Memory(
        np.array([state.stability if state else 1.0 for state in known]),
        np.array([state.difficulty if state else 5.0 for state in known]),
        np.array([(state.last_review - day_start) / MICROS_A_DAY if state else -np.inf for state in known]),
    )


def rate(
    known: Memory, which: Flags, rating: Ints, at: float, w: Floats = W, forgetting: Floats | None = None
) -> Memory:
    """The cards of ``which`` rated at a moment; the others as they were."""
    first = ~known.seen
    days = np.where(first, 0, np.floor(at - np.where(first, at, known.last)).clip(0)).astype(np.int64)
    stability = np.where(
        first,
        memory.first_stability(rating, w),
        memory.next_stability(known.stability, known.difficulty, rating, days, w, forgetting),
    )
    difficulty = np.where(
        first,
        memory.first_difficulty(rating, w),
        memory.next_difficulty(known.difficulty, rating, w),
    )
    return Memory(
        np.where(which, stability, known.stability),
        np.where(which, difficulty, known.difficulty),
        np.where(which, at, known.last),
    )


def cost(known: Memory, at: float) -> Floats:
    """What a pass over each card is expected to take, in passes: a miss is seen twice."""
    missed = 1 - known.recall(at)
    found: Floats = np.where(known.seen, 1 + missed, NEW_PASSES)
    return found


def worth(known: Memory, at: float, end: float) -> Floats:
    """What a pass now adds to each card's chance of recall at ``end``, for each pass it takes.

    A pass succeeds as often as the card is recalled now; a miss is repaired by a second look.
    """
    recalled = known.recall(at)
    everything = np.ones_like(recalled, dtype=np.bool_)
    solid = np.full(recalled.shape, int(Rating.SOLID))
    passed = rate(known, everything, solid, at).recall(end)
    missed = rate(known, everything, np.full_like(solid, int(Rating.COULD_NOT)), at)
    repaired = rate(missed, everything, solid, at).recall(end)
    after = np.where(known.seen, recalled * passed + (1 - recalled) * repaired, _new(end - at))
    found: Floats = (after - known.recall(end)) / cost(known, at)
    return found


def _new(days: float) -> float:
    """Recall of a card so many days after it was first met."""
    total = 0.0
    for rating, share in FIRST_RATINGS.items():
        rated = np.array([int(rating)])
        stability = memory.first_stability(rated)
        if rating is Rating.COULD_NOT:
            difficulty, zero = memory.first_difficulty(rated), np.zeros(1, dtype=np.int64)
            stability = memory.next_stability(stability, difficulty, np.array([int(Rating.SOLID)]), zero)
        total += share * float(recall(stability, np.array([max(days, 0.0)]))[0])
    return total
