"""The practised days and the streak shown on Today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from prepkit.practice.clock import MICROS_A_DAY
from prepkit.store import Store, attempts


def practised_days(by_day: Iterable[Mapping[str, Any]], today: date, n: int = 14) -> list[bool]:
    """Whether anything was practised on each of the last ``n`` days, today last.

    ``by_day`` are rows of ``tallies.by_day``.
    """
    practised = {row["local_day"] for row in by_day}
    return [(today - timedelta(days=ago)).isoformat() in practised for ago in range(n - 1, -1, -1)]


def streak(
    by_day: Iterable[Mapping[str, Any]], today: date, never_was: Callable[[date], bool] = lambda _: False
) -> int:
    """Days practised without a gap, up to today, or up to yesterday while today is still open.

    ``by_day`` are rows of ``tallies.by_day``. A date that ``never_was`` for this person is neither counted
    nor a gap.
    """
    practised = {row["local_day"] for row in by_day}
    day = today if today.isoformat() in practised else today - timedelta(days=1)
    run = 0
    while day.isoformat() in practised or (run and never_was(day)):
        run += day.isoformat() in practised
        day -= timedelta(days=1)
    return run


def never_was(store: Store, day: date) -> bool:
    """Whether a person who flew across the date line skipped this date.

    Where less than 24 hours lie between the attempts around it, no whole day can have passed.
    """
    before = attempts.moments_on(store, (day - timedelta(days=1)).isoformat())
    after = attempts.moments_on(store, (day + timedelta(days=1)).isoformat())
    return before is not None and after is not None and after[0] - before[1] < MICROS_A_DAY
