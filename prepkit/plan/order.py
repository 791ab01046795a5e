"""Which cards a day goes to, so that as much as possible is recalled on the day of the interview.

Three rules, in this order (docs/decisions/0010-plan-to-a-date.md says what they were measured against):

1. New questions of the core, so many that the rest would be met in the first half of what is left. In the
   last days, which one look at everything seen takes, they have no right of way, and nothing else is new.
2. In those last days, once the core is met: what was not looked at in them yet.
3. Whatever adds most to the chance of recall at the end for the time it takes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from prepkit.plan.learning import NEW_PASSES, Flags, Memory, cost, worth
from prepkit.practice.memory import Floats, Ints

MET = 0.5
"""The share of the days left in which what is still unmet is to be met."""
FINAL_SLACK = 1.5
"""A final pass takes more than one look a card: some are missed and seen again."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """Where a day stands: ``at`` and ``end`` in days from day 0, ``capacity`` of the day in passes.

    ``left`` counts the days of practice from this one to the last, ``usual`` is the capacity of a day.
    """

    at: float
    end: float
    capacity: float
    left: int
    usual: float


def choose(known: Memory, core: Flags, weight: Floats, when: Horizon) -> tuple[Ints, Flags]:
    """All cards, most urgent first, and which of them fit into the day.

    ``core`` and ``weight`` hold one entry a card: whether it must be met, and what its recall counts.
    """
    gain = _gain(known, core, weight, when)
    ranked = _order(known, core, gain, when)
    return ranked, _fitting(known, ranked, gain, when)


def _order(known: Memory, core: Flags, gain: Floats, when: Horizon) -> Ints:
    """The cards of a day, most urgent first, in the last axis; those not worth a pass come last.

    Unseen cards are taken in the order they stand.
    """
    seen = known.seen
    days = final_days(known, core, when.usual)
    unmet = ~seen & core & ~_late(known, core, when)
    waiting = unmet.sum(axis=-1, keepdims=True)
    quota = np.ceil(waiting / max(1, np.ceil(when.left * MET)))
    # Where meeting everything takes all the time that is left, it gets all of it.
    quota = np.where(waiting * NEW_PASSES >= when.left * when.usual, waiting, quota)
    first = unmet & (np.cumsum(unmet, axis=-1) <= quota)
    everything_met = ~(~seen & core).any(axis=-1, keepdims=True)
    passing = (
        everything_met
        & seen
        & core
        & (when.left <= days)
        & (known.last < when.at + when.left - days)
        & (gain > 0)
    )
    places = np.arange(known.last.shape[-1]) / known.last.shape[-1]
    key = np.where(first, places - 30, np.where(passing, -10 - gain, -gain))
    # Of two unseen cards worth the same the one that stands first, which is the likelier.
    key = np.where(~seen & ~first, key + places * 1e-6, key)
    found: Ints = np.argsort(key, axis=-1, kind="stable")
    return found


def _gain(known: Memory, core: Flags, weight: Floats, when: Horizon) -> Floats:
    """What a pass over each card adds for its time; in the last days nothing new is worth it but the core."""
    never = ~known.seen & ~core & _late(known, core, when)
    found: Floats = np.where(never, 0, worth(known, when.at, when.end) * weight)
    return found


def _late(known: Memory, core: Flags, when: Horizon) -> Flags:
    """Whether new cards have no right of way any more: it is time for a last look at what is seen already."""
    days = np.maximum(1, final_days(known, core, when.usual))
    found: Flags = known.seen.any(axis=-1, keepdims=True) & (when.left <= days)
    return found


def final_days(known: Memory, core: Flags, usual: float) -> Floats:
    """How many days of ``usual`` passes the final pass takes; the last axis has one entry."""
    found: Floats = FINAL_SLACK * (known.seen & core).sum(axis=-1, keepdims=True) / max(usual, 1e-9)
    return found


def _fitting(known: Memory, ranked: Ints, gain: Floats, when: Horizon) -> Flags:
    """Which cards fit into the day, taken in the order of ``ranked``."""
    gain = np.take_along_axis(gain, ranked, axis=-1)
    price = np.take_along_axis(cost(known, when.at), ranked, axis=-1)
    price = np.where(gain > 0, price, 0)
    # The card that crosses the line is in if half of it is: days come out right on average.
    fits = (gain > 0) & (np.cumsum(price, axis=-1) - price / 2 <= when.capacity)
    found = np.zeros_like(fits)
    np.put_along_axis(found, ranked, fits, axis=-1)
    return found
