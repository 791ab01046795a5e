"""Plays days of practice for many possible futures of one memory, or for many learners.

The true memory follows FSRS with parameters that differ from learner to learner; the known memory (the
schedule's view) follows FSRS with its default parameters, from the same ratings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from prepkit.model import Rating
from prepkit.practice.memory import PARAMETERS, Floats
from prepkit.study_plan.learning import FIRST_RATINGS, Flags, Memory, rate
from prepkit.study_plan.order import Horizon

SPREAD = 0.3
"""How much each FSRS parameter differs between learners: the standard deviation of its logarithm."""
RECALLED = {Rating.SHAKY: 0.25, Rating.SOLID: 0.55, Rating.READY: 0.2}
"""The shares of ratings of a recalled question."""
_LOWEST = {4: 1.0, 15: 0.0, 16: 1.0, 20: 0.1}
_HIGHEST = {4: 10.0, 7: 0.75, 13: 0.9, 15: 1.0, 19: 0.8, 20: 0.8}

Choice = Callable[[Memory, Horizon], Flags]
"""Chooses the cards of a day from the known memory and the day's horizon."""


@dataclass(frozen=True, slots=True)
class Played:
    """The outcome: both memories at the end, and ``daily``: the true recall at the end of each day, averaged
    over the cards by ``weight``, one row a day, one column a learner. ``w`` are the learners' parameters.
    """

    true: Memory
    known: Memory
    w: Floats
    daily: Floats


def learners(many: int, rng: np.random.Generator, spread: float = SPREAD) -> Floats:
    """Draw the parameters of ``many`` learners, in the shape (21, many, 1), within the bounds of FSRS."""
    drawn = PARAMETERS[:, None] * np.exp(rng.normal(0, spread, size=(len(PARAMETERS), many)))
    drawn[:4] = np.sort(drawn[:4], axis=0)
    for place, least in _LOWEST.items():
        drawn[place] = np.maximum(drawn[place], least)
    for place, most in _HIGHEST.items():
        drawn[place] = np.minimum(drawn[place], most)
    parameters: Floats = drawn[:, :, None]
    return parameters


def play(
    known: Memory,
    w: Floats,
    days: Sequence[Horizon],
    choose: Choice,
    weight: Floats,
    rng: np.random.Generator,
) -> Played:
    """Play the days through. ``known`` has the shape (learners, cards); it is also true at the start."""
    true = known
    daily = []
    for horizon in days:
        cards = choose(known, horizon)
        true, known = _practise(true, known, cards, horizon.at, w, rng)
        daily.append((true.recall(horizon.at, w) * weight).sum(axis=-1) / weight.sum())
    return Played(true, known, w, np.array(daily))


def _practise(
    true: Memory, known: Memory, cards: Flags, at: float, w: Floats, rng: np.random.Generator
) -> tuple[Memory, Memory]:
    """Practise ``cards`` once; missed ones a second time, after which they are rated Solid."""
    recalled = true.recall(at, w)
    is_recalled = rng.random(recalled.shape) < recalled
    later_ratings = rng.choice(list(map(int, RECALLED)), size=recalled.shape, p=list(RECALLED.values()))
    first_ratings = rng.choice(
        list(map(int, FIRST_RATINGS)), size=recalled.shape, p=list(FIRST_RATINGS.values())
    )
    rating = np.where(true.seen, np.where(is_recalled, later_ratings, int(Rating.COULD_NOT)), first_ratings)
    true = rate(true, cards, rating, at, w, 1 - recalled)
    known = rate(known, cards, rating, at)
    missed = cards & (rating == Rating.COULD_NOT)
    solid = np.full(rating.shape, int(Rating.SOLID))
    return rate(true, missed, solid, at, w), rate(known, missed, solid, at)
