"""FSRS-6 for many cards at once: the effect of a review on stability and difficulty, in numpy.

The formulas are those of https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm with
py-fsrs's parameters, clamps and rounding. py-fsrs stays the authority: a test compares the two.
Every function takes the 21 parameters as ``w``: one set, or an array of sets in a shape that fits
the cards' (``(21, learners, 1)`` beside ``(learners, cards)``).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from fsrs.scheduler import DEFAULT_PARAMETERS, MAX_DIFFICULTY, MIN_DIFFICULTY, STABILITY_MIN

from prepkit.model import Rating
from prepkit.practice.recall import days_until, recall
from prepkit.practice.schedule import LONGEST_INTERVAL_DAYS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
PARAMETERS: Floats = np.array(DEFAULT_PARAMETERS)


def first_stability(rating: Ints, w: Floats = PARAMETERS) -> Floats:
    """Days of stability after a card's first rating."""
    clamped: Floats = np.maximum(np.choose(rating - 1, w[:4]), STABILITY_MIN)
    return clamped


def first_difficulty(rating: Ints, w: Floats = PARAMETERS) -> Floats:
    """Difficulty, 1 to 10, after a card's first rating."""
    clamped: Floats = np.clip(w[4] - np.exp(w[5] * (rating - 1)) + 1, MIN_DIFFICULTY, MAX_DIFFICULTY)
    return clamped


def next_stability(
    stability: Floats,
    difficulty: Floats,
    rating: Ints,
    days: Ints,
    w: Floats = PARAMETERS,
    forgetting: Floats | None = None,
) -> Floats:
    """Days of stability after another rating, ``days`` whole days after the one before.

    ``forgetting`` is the chance that the card was forgotten; by default that of the curve after ``days``.
    """
    again = rating == Rating.COULD_NOT
    if forgetting is None:
        forgetting = 1 - recall(stability, np.maximum(days, 0))
    bonus = np.select([rating == Rating.SHAKY, rating == Rating.READY], [w[15], w[16]], 1.0)
    recalled = stability * (
        1 + np.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (np.exp(forgetting * w[10]) - 1) * bonus
    )
    forgotten = np.minimum(
        w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * np.exp(forgetting * w[14]),
        stability / np.exp(w[17] * w[18]),
    )
    gain = np.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
    same_day = stability * np.where(again, gain, np.maximum(gain, 1.0))
    unclamped = np.where(days < 1, same_day, np.where(again, forgotten, recalled))
    clamped: Floats = np.maximum(unclamped, STABILITY_MIN)
    return clamped


def next_difficulty(difficulty: Floats, rating: Ints, w: Floats = PARAMETERS) -> Floats:
    """Difficulty after another rating."""
    damped = difficulty - w[6] * (rating - 3) * (10.0 - difficulty) / 9.0
    easiest = w[4] - np.exp(w[5] * (Rating.READY - 1)) + 1
    clamped: Floats = np.clip(w[7] * easiest + (1 - w[7]) * damped, MIN_DIFFICULTY, MAX_DIFFICULTY)
    return clamped


def interval(stability: Floats, retention: float) -> Ints:
    """Whole days until recall has fallen to ``retention``."""
    days = np.rint(days_until(stability, retention))
    whole: Ints = np.clip(days, 1, LONGEST_INTERVAL_DAYS).astype(np.int64)
    return whole
