"""Forecasts recall day by day, with the plan and without practice, and with its range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from zlib import crc32

import numpy as np
import pandas as pd

from prepkit.model import CardState
from prepkit.study_plan import futures
from prepkit.study_plan.cards import Planned
from prepkit.study_plan.daily import StudyPlan
from prepkit.study_plan.learning import Flags, Memory, of_states
from prepkit.study_plan.order import Horizon, choose

FUTURES = 100
LOW, HIGH = 0.1, 0.9
"""The quantiles of the band, which holds eight futures of ten."""


def forecast(
    cards: Sequence[Planned], states: Mapping[str, CardState], plan: StudyPlan, day_start: int
) -> pd.DataFrame:
    """Forecast the recall of the core on each evening, by playing the plan in ``FUTURES`` possible ways.

    In each, memory follows FSRS with parameters of its own (``futures.SPREAD``), ratings fall by chance, and
    every day is chosen anew from what was rated. One row a day, the interview's last: ``day`` (str),
    ``practised``, ``low``, ``high``, ``without`` (float64, 0 to 1). Without a core there are no rows.
    """
    core = np.array([planned.core for planned in cards], dtype=np.bool_)
    weight = np.array([planned.weight for planned in cards])
    if not core.any() or not plan.horizons:
        return _frame([], [])
    memory = of_states([planned.card for planned in cards], states, day_start)
    rng = np.random.default_rng(crc32(plan.interview.isoformat().encode()))
    parameters = futures.learners(FUTURES, rng)

    shared = _shared(cards, plan)

    def choose_cards(believed: Memory, horizon: Horizon) -> Flags:
        if horizon in shared:
            return np.broadcast_to(shared[horizon], believed.last.shape)
        return choose(believed, core, weight, horizon)[1]

    counted = core.astype(np.float64)
    played = futures.play(memory.spread_over(FUTURES), parameters, plan.horizons, choose_cards, counted, rng)
    end = plan.horizons[0].end
    daily = [*played.daily, _share(played.true.recall(end, parameters), counted)]
    unpractised = [memory.recall(horizon.at) for horizon in plan.horizons] + [memory.recall(end)]
    days = [day.day for day in plan.days]
    names = [day.isoformat() for day in [*days, days[-1] + timedelta(days=1)]]
    rows = [
        (float(shares.mean()), *np.quantile(shares, (LOW, HIGH)).tolist(), float(_share(without, counted)))
        for shares, without in zip(daily, unpractised, strict=True)
    ]
    return _frame(names, rows)


def _shared(cards: Sequence[Planned], plan: StudyPlan) -> dict[Horizon, Flags]:
    """The cards of those days that belong to an earlier plan."""
    ids = np.array([planned.card for planned in cards], dtype=object)
    return {
        horizon: np.isin(ids, day.cards)
        for horizon, day in zip(plan.horizons, plan.days, strict=True)
        if plan.shared_until and day.day <= plan.shared_until
    }


def _share(recall: np.ndarray, counted: np.ndarray) -> np.ndarray:
    share: np.ndarray = (recall * counted).sum(axis=-1) / counted.sum()
    return share


def _frame(days: Sequence[str], rows: Sequence[tuple[float, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["practised", "low", "high", "without"], dtype="float64")
    frame.insert(0, "day", pd.Series(days, dtype="str"))
    return frame
