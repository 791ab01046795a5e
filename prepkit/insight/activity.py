"""Frames of how much was practised on each day, and of the ratings week by week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from prepkit.model import Rating

WEEKS_SHOWN = 26
DAYS_SHOWN = 60
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MS_A_MINUTE = 60_000

Rows = Iterable[Mapping[str, Any]]


def first_day(today: date, weeks: int = WEEKS_SHOWN) -> date:
    """The Monday that opens the last ``weeks`` weeks, this week included."""
    return _monday(today) - timedelta(weeks=weeks - 1)


def daily(by_day: Rows, today: date, days: int = DAYS_SHOWN) -> pd.DataFrame:
    """The last ``days`` days, today last, days without an attempt included.

    ``by_day`` are rows of ``tallies.by_day``. Columns: ``day`` (str, YYYY-MM-DD), ``attempts``
    (int64), ``minutes`` (float64).
    """
    return _filled(by_day, today - timedelta(days=days - 1), today)


def calendar(by_day: Rows, today: date, weeks: int = WEEKS_SHOWN) -> pd.DataFrame:
    """Every day of the last ``weeks`` weeks up to today.

    Columns as in daily, and ``week`` (str, its Monday), ``weekday`` (str, Mon to Sun), ``today``
    (bool).
    """
    frame = _filled(by_day, first_day(today, weeks), today)
    days = [date.fromisoformat(day) for day in frame["day"]]
    frame["week"] = pd.Series([_monday(day).isoformat() for day in days], dtype="str")
    frame["weekday"] = pd.Series([WEEKDAYS[day.weekday()] for day in days], dtype="str")
    frame["today"] = pd.Series([day == today for day in days], dtype="bool")
    return frame


def weekly_mix(ratings_by_day: Rows, today: date, weeks: int = WEEKS_SHOWN) -> pd.DataFrame:
    """The share of each rating week by week, from the first practised week shown to this one.

    ``ratings_by_day`` are rows of ``tallies.ratings_by_day``. Four rows a week, lowest rating
    first: ``week`` (str, its Monday), ``rating`` (int64), ``label`` (str), ``attempts`` (int64),
    ``share`` (float64 of the week, 0 in a week without an attempt). Empty when nothing was
    practised.
    """
    counts: dict[tuple[str, int], int] = {}
    opens = first_day(today, weeks)
    for row in ratings_by_day:
        day = date.fromisoformat(row["local_day"])
        if opens <= day <= today:
            key = (_monday(day).isoformat(), int(row["rating"]))
            counts[key] = counts.get(key, 0) + int(row["attempts"])
    rows = []
    if counts:
        week = date.fromisoformat(min(counts)[0])
        while week <= today:
            rows += _mix_of_week(week.isoformat(), counts)
            week += timedelta(weeks=1)
    dtypes = {"week": "str", "rating": "int64", "label": "str", "attempts": "int64", "share": "float64"}
    return pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)


def _mix_of_week(week: str, counts: Mapping[tuple[str, int], int]) -> list[tuple[str, int, str, int, float]]:
    total = sum(counts.get((week, rating), 0) for rating in Rating)
    mix = []
    for rating in Rating:
        attempts = counts.get((week, int(rating)), 0)
        mix.append((week, int(rating), rating.label, attempts, attempts / total if total else 0.0))
    return mix


def _filled(by_day: Rows, first: date, last: date) -> pd.DataFrame:
    rows_by_day = {row["local_day"]: row for row in by_day}
    days = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    attempts = [int(rows_by_day[day]["attempts"]) if day in rows_by_day else 0 for day in days]
    minutes = [rows_by_day[day]["duration_ms"] / MS_A_MINUTE if day in rows_by_day else 0.0 for day in days]
    return pd.DataFrame({"day": days, "attempts": attempts, "minutes": minutes}).astype(
        {"day": "str", "attempts": "int64", "minutes": "float64"}
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
