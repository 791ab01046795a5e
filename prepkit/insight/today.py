"""The small numbers on Today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any


def practised_days(by_day: Iterable[Mapping[str, Any]], today: date, n: int = 14) -> list[bool]:
    """For each of the last ``n`` days, today last: was anything practised?

    ``by_day`` are rows of ``tallies.by_day``.
    """
    practised = {row["local_day"] for row in by_day}
    return [(today - timedelta(days=ago)).isoformat() in practised for ago in range(n - 1, -1, -1)]


def streak(by_day: Iterable[Mapping[str, Any]], today: date) -> int:
    """Days practised without a gap, up to today, or up to yesterday while today is still open."""
    practised = {row["local_day"] for row in by_day}
    day = today if today.isoformat() in practised else today - timedelta(days=1)
    run = 0
    while day.isoformat() in practised:
        run += 1
        day -= timedelta(days=1)
    return run
