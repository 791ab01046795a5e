"""Chooses the cards of a day so that as much as possible is recalled on the day of the interview.

Three rules, in this order (docs/decisions/0010-plan-to-a-date.md says what they were measured against):

1. New questions of the core, so many a day that all are seen in the first half of the days left. In the
   last days, which are needed to see every seen card once more, they have no priority, and no other card
   is new.
2. In those last days, once the core is seen: core cards that were not yet practised in them.
3. The cards that add most to the chance of recall at the end for the time they take.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from prepkit.practice.memory import Floats, Ints
from prepkit.study_plan.learning import NEW_PASSES, Flags, Memory, cost, worth

MET = 0.5
"""The share of the days left within which every unseen core card is planned."""
FINAL_SLACK = 1.5
"""Passes per card of the final pass, because some cards are missed and seen again."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """The position of a day: ``at`` and ``end`` in days from day 0, ``capacity`` of the day in passes.

    ``left`` counts the days of practice from this one to the last, ``usual`` is the capacity of a day.
    """

    at: float
    end: float
    capacity: float
    left: int
    usual: float


def choose(memory: Memory, core: Flags, weight: Floats, horizon: Horizon) -> tuple[Ints, Flags]:
    """Rank all cards, most urgent first, and mark those that fit into the day.

    ``core`` and ``weight`` hold one entry a card: whether it is core, and the weight of its recall.
    """
    gain = _gain(memory, core, weight, horizon)
    ranked = _order(memory, core, gain, horizon)
    return ranked, _fitting(memory, ranked, gain, horizon)


def _order(memory: Memory, core: Flags, gain: Floats, horizon: Horizon) -> Ints:
    """Rank the cards of a day, most urgent first, in the last axis; those not worth a pass come last.

    Unseen cards keep the order given.
    """
    seen = memory.seen
    days = final_days(memory, core, horizon.usual)
    unmet = ~seen & core & ~_late(memory, core, horizon)
    waiting = unmet.sum(axis=-1, keepdims=True)
    quota = np.ceil(waiting / max(1, np.ceil(horizon.left * MET)))
    # Where the unseen core needs all the time that is left, it gets all of it.
    quota = np.where(waiting * NEW_PASSES >= horizon.left * horizon.usual, waiting, quota)
    first = unmet & (np.cumsum(unmet, axis=-1) <= quota)
    everything_met = ~(~seen & core).any(axis=-1, keepdims=True)
    passing = (
        everything_met
        & seen
        & core
        & (horizon.left <= days)
        & (memory.last < horizon.at + horizon.left - days)
        & (gain > 0)
    )
    places = np.arange(memory.last.shape[-1]) / memory.last.shape[-1]
    key = np.where(first, places - 30, np.where(passing, -10 - gain, -gain))
    # Of two unseen cards worth the same, the first one given comes first, because it is likelier.
    key = np.where(~seen & ~first, key + places * 1e-6, key)
    ranked: Ints = np.argsort(key, axis=-1, kind="stable")
    return ranked


def _gain(memory: Memory, core: Flags, weight: Floats, horizon: Horizon) -> Floats:
    """What a pass over each card adds for its time; in the last days 0 for unseen cards outside the core."""
    never = ~memory.seen & ~core & _late(memory, core, horizon)
    gain: Floats = np.where(never, 0, worth(memory, horizon.at, horizon.end) * weight)
    return gain


def _late(memory: Memory, core: Flags, horizon: Horizon) -> Flags:
    """Whether the last days have begun, in which seen cards are practised once more before new ones."""
    days = np.maximum(1, final_days(memory, core, horizon.usual))
    is_late: Flags = memory.seen.any(axis=-1, keepdims=True) & (horizon.left <= days)
    return is_late


def final_days(memory: Memory, core: Flags, usual: float) -> Floats:
    """How many days of ``usual`` passes the final pass takes; the last axis has one entry."""
    days: Floats = FINAL_SLACK * (memory.seen & core).sum(axis=-1, keepdims=True) / max(usual, 1e-9)
    return days


def _fitting(memory: Memory, ranked: Ints, gain: Floats, horizon: Horizon) -> Flags:
    """Mark the cards that fit into the day, in the order of ``ranked``."""
    gain = np.take_along_axis(gain, ranked, axis=-1)
    price = np.take_along_axis(cost(memory, horizon.at), ranked, axis=-1)
    price = np.where(gain > 0, price, 0)
    # A card fits if half of it does, so that the days have the right length on average.
    fits = (gain > 0) & (np.cumsum(price, axis=-1) - price / 2 <= horizon.capacity)
    chosen = np.zeros_like(fits)
    np.put_along_axis(chosen, ranked, fits, axis=-1)
    return chosen
