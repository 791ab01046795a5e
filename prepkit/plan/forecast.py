"""What will be recalled from day to day, with the plan and without practice, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from zlib import crc32

import numpy as np
import pandas as pd

from prepkit.model import CardState
from prepkit.plan import futures
from prepkit.plan.cards import Planned
from prepkit.plan.daily import Plan
from prepkit.plan.learning import Flags, Memory, of_states
from prepkit.plan.order import Horizon, choose

FUTURES = 100
LOW, HIGH = 0.1, 0.9
"""The band holds eight futures of ten."""


def forecast(
    cards: Sequence[Planned], states: Mapping[str, CardState], plan: Plan, day_start: int
) -> pd.DataFrame:
    """Recall of the core, were it asked that evening: the plan played in ``FUTURES`` possible ways.

    In each, memory follows FSRS with parameters of its own (``futures.SPREAD``), ratings fall by chance, and
    every day is chosen anew from what was rated. One row a day, the interview's last: ``day`` (str),
    ``practised``, ``low``, ``high``, ``without`` (float64, 0 to 1). No core, no rows.
    """
    core = np.array([one.core for one in cards], dtype=np.bool_)
    weight = np.array([one.weight for one in cards])
    if not core.any() or not plan.horizons:
        return _frame([], [])
    known = of_states([one.card for one in cards], states, day_start)
    rng = np.random.default_rng(crc32(plan.interview.isoformat().encode()))
    w = futures.learners(FUTURES, rng)

    shared = _shared(cards, plan)

    def of_day(held: Memory, when: Horizon) -> Flags:
        if when in shared:
            return np.broadcast_to(shared[when], held.last.shape)
        return choose(held, core, weight, when)[1]

    counted = core.astype(np.float64)
    played = futures.play(known.spread_over(FUTURES), w, plan.horizons, of_day, counted, rng)
    end = plan.horizons[0].end
    daily = [*played.daily, _share(played.true.recall(end, w), counted)]
    still = [known.recall(when.at) for when in plan.horizons] + [known.recall(end)]
    days = [one.day for one in plan.days]
    names = [day.isoformat() for day in [*days, days[-1] + timedelta(days=1)]]
    rows = [
        (float(shares.mean()), *np.quantile(shares, (LOW, HIGH)).tolist(), float(_share(without, counted)))
        for shares, without in zip(daily, still, strict=True)
    ]
    return _frame(names, rows)


def _shared(cards: Sequence[Planned], plan: Plan) -> dict[Horizon, Flags]:
    """The cards of those days that belong to an earlier plan."""
    ids = np.array([one.card for one in cards], dtype=object)
    return {
        when: np.isin(ids, day.cards)
        for when, day in zip(plan.horizons, plan.days, strict=True)
        if plan.shared_until and day.day <= plan.shared_until
    }


def _share(recall: np.ndarray, counted: np.ndarray) -> np.ndarray:
    found: np.ndarray = (recall * counted).sum(axis=-1) / counted.sum()
    return found


def _frame(days: Sequence[str], rows: Sequence[tuple[float, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["practised", "low", "high", "without"], dtype="float64")
    frame.insert(0, "day", pd.Series(days, dtype="str"))
    return frame
