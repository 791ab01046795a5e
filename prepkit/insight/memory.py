"""What is likely remembered now, and what comes back when."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from prepkit.model import Clock

BINS = 10
FORECAST_DAYS = 30
BIN_NAMES = tuple(f"{low}–{low + 100 // BINS}%" for low in range(0, 100, 100 // BINS))


def binned(cards: pd.DataFrame) -> pd.DataFrame:
    """The frame of ``cards.attempted`` with ``bin`` (str, one of BIN_NAMES), lowest recall first.

    A bin holds its lower bound and not its upper one; the last holds 100 % as well.
    """
    place = np.minimum((cards["recall"] * BINS).astype("int64"), BINS - 1)
    names = pd.Series([BIN_NAMES[n] for n in place], index=cards.index, dtype="str")
    return cards.assign(bin=names).sort_values(["recall", "card"], ignore_index=True)


def distribution(cards: pd.DataFrame) -> pd.DataFrame:
    """How many attempted questions lie in each tenth of recall, from ``binned``.

    Ten rows: ``bin`` (str), ``cards`` (int64).
    """
    counts = cards["bin"].value_counts().reindex(list(BIN_NAMES), fill_value=0)
    return pd.DataFrame({"bin": list(BIN_NAMES), "cards": counts.to_numpy()}).astype(
        {"bin": "str", "cards": "int64"}
    )


def dated(cards: pd.DataFrame, clock: Clock, days: int = FORECAST_DAYS) -> pd.DataFrame:
    """The cards that come back within ``days`` days, with ``day`` (str), soonest first.

    Columns as in ``cards.attempted``. ``day`` is the person's local day; what is overdue has
    today's. Later cards are left out.
    """
    moments = pd.to_datetime(cards["due"], unit="us", utc=True).dt.tz_convert(ZoneInfo(clock.tz))
    day = np.maximum(moments.dt.strftime("%Y-%m-%d").to_numpy(dtype="object"), clock.day.isoformat())
    frame = cards.assign(day=pd.Series(day, index=cards.index, dtype="str"))
    last = (clock.day + timedelta(days=days - 1)).isoformat()
    kept = frame[frame["day"] <= last]
    return kept.sort_values(["due", "card"], ignore_index=True)


def forecast(cards: pd.DataFrame, today: date, days: int = FORECAST_DAYS) -> pd.DataFrame:
    """How many cards come back on each of the next ``days`` days, from ``dated``.

    One row a day, today first: ``day`` (str), ``cards`` (int64), ``today`` (bool).
    """
    names = [(today + timedelta(days=n)).isoformat() for n in range(days)]
    counts = cards["day"].value_counts().reindex(names, fill_value=0)
    return pd.DataFrame(
        {"day": names, "cards": counts.to_numpy(), "today": [n == 0 for n in range(days)]}
    ).astype({"day": "str", "cards": "int64", "today": "bool"})
