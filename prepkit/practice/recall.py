"""The FSRS forgetting curve in fractional days.

R(t, S) = (1 + F * t / S) ** D with D = -w20 and F = 0.9 ** (1 / D) - 1, as published for
FSRS-6 (https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm). py-fsrs
floors t to whole days, which makes a readiness curve jump at midnight.
"""

from __future__ import annotations

from typing import Any, TypeVar

from prepkit.model import CardState, Rating
from prepkit.practice.clock import MICROS_A_DAY

DECAY = -0.1542
FACTOR = 0.9 ** (1 / DECAY) - 1

Number = TypeVar("Number")


def recall(stability: Number, elapsed_days: Number, decay: Any = DECAY) -> Number:
    """Chance of recalling, 0 to 1; both in days. Takes floats, numpy arrays or Series.

    ``decay`` replaces the published one where learners are simulated.
    """
    factor = FACTOR if decay is DECAY else 0.9 ** (1 / decay) - 1
    return (1 + factor * elapsed_days / stability) ** decay  # type: ignore[no-any-return]


def days_until(stability: Number, retention: float) -> Number:
    """Days until recall has fallen to ``retention``: the inverse of the curve."""
    return stability / FACTOR * (retention ** (1 / DECAY) - 1)  # type: ignore[no-any-return]


def recall_at(state: CardState, at: int) -> float:
    """A card's recall at a moment in UTC microseconds (1.0 before its last review)."""
    elapsed = max(0, at - state.last_review) / MICROS_A_DAY
    return recall(state.stability, elapsed)


def ready_recall(state: CardState, at: int) -> float:
    """A card's recall at a moment as far as it is ready: 0 where the last rating was below Solid."""
    return recall_at(state, at) if state.last_rating >= Rating.SOLID else 0.0
