"""Many possible futures of one memory, or many learners with a memory of their own: days played through.

What is remembered follows FSRS with parameters that differ from learner to learner; what is known about it
(the schedule's view) follows FSRS with its usual ones, from the same ratings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from prepkit.model import Rating
from prepkit.plan.learning import FIRST_RATINGS, Flags, Memory, rate
from prepkit.plan.order import Horizon
from prepkit.practice.memory import Floats, W

SPREAD = 0.3
"""How much each FSRS parameter differs between learners: the standard deviation of its logarithm."""
RECALLED = {Rating.SHAKY: 0.25, Rating.SOLID: 0.55, Rating.READY: 0.2}
"""How a question that is recalled is rated."""
_LOWEST = {4: 1.0, 15: 0.0, 16: 1.0, 20: 0.1}
_HIGHEST = {4: 10.0, 7: 0.75, 13: 0.9, 15: 1.0, 19: 0.8, 20: 0.8}

Choice = Callable[[Memory, Horizon], Flags]
"""Which cards a day goes to, from what is known and where the day stands."""


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it: both views at the end, and at the end of each day the true recall of each card at
    that moment, averaged as ``weight`` has it: one row a day, one column a learner.
    """

    true: Memory
    known: Memory
    w: Floats
    daily: Floats


def learners(many: int, rng: np.random.Generator, spread: float = SPREAD) -> Floats:
    """Parameters of so many learners, in the shape (21, many, 1), within the bounds FSRS sets."""
    drawn = W[:, None] * np.exp(rng.normal(0, spread, size=(len(W), many)))
    drawn[:4] = np.sort(drawn[:4], axis=0)
    for place, least in _LOWEST.items():
        drawn[place] = np.maximum(drawn[place], least)
    for place, most in _HIGHEST.items():
        drawn[place] = np.minimum(drawn[place], most)
    found: Floats = drawn[:, :, None]
    return found


def play(
    known: Memory,
    w: Floats,
    days: Sequence[Horizon],
    choose: Choice,
    weight: Floats,
    rng: np.random.Generator,
) -> Played:
    """Play the days through. ``known`` has the shape (learners, cards); at the start it is also true."""
    true = known
    daily = []
    for when in days:
        which = choose(known, when)
        true, known = _practise(true, known, which, when.at, w, rng)
        daily.append((true.recall(when.at, w) * weight).sum(axis=-1) / weight.sum())
    return Played(true, known, w, np.array(daily))


def _practise(
    true: Memory, known: Memory, which: Flags, at: float, w: Floats, rng: np.random.Generator
) -> tuple[Memory, Memory]:
    """A pass over the cards of ``which``; what is missed is seen a second time and then known."""
    recalled = true.recall(at, w)
    held = rng.random(recalled.shape) < recalled
    later = rng.choice(list(map(int, RECALLED)), size=recalled.shape, p=list(RECALLED.values()))
    first = rng.choice(list(map(int, FIRST_RATINGS)), size=recalled.shape, p=list(FIRST_RATINGS.values()))
    rating = np.where(true.seen, np.where(held, later, int(Rating.COULD_NOT)), first)
    true = rate(true, which, rating, at, w, 1 - recalled)
    known = rate(known, which, rating, at)
    missed = which & (rating == Rating.COULD_NOT)
    again = np.full(rating.shape, int(Rating.SOLID))
    return rate(true, missed, again, at, w), rate(known, missed, again, at)
