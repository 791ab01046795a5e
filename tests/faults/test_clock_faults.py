"""Clocks set back, days of 23 and 25 hours, people who fly: a run of days is neither lost nor doubled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from prepkit.bank import load
from prepkit.insight.today import never_was, streak
from prepkit.model import Clock, Rating, Settings, question_card
from prepkit.practice.clock import clock_at
from prepkit.practice.session import Desk, begin, current, new_uuid, rate, reveal
from prepkit.store import attempts, card_states, open_memory, profiles, tallies


@pytest.fixture
def desk(small_bank: Path) -> Iterator[Desk]:
    database = open_memory()
    yield Desk(profiles.latest(database, new_id="me", now=1), load(small_bank), Settings(), new_uuid)
    database.close()


def practise(desk: Desk, clock: Clock) -> None:
    """One card, rated."""
    begin(desk, "All", [question_card(question) for question in desk.bank.ids], clock)
    session = current(desk)
    assert session is not None
    assert session.card is not None
    reveal(desk, session.card.attempt_id, None, clock)
    rate(desk, session.card.attempt_id, Rating.SOLID, clock)


def run(desk: Desk, clock: Clock) -> int:
    return streak(tallies.by_day(desk.store), clock.day, partial(never_was, desk.store))


def test_a_clock_set_back_a_day_loses_nothing_and_keeps_the_order(desk: Desk) -> None:
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    moments = [noon, noon + timedelta(minutes=5), noon - timedelta(days=1), noon + timedelta(minutes=10)]
    for moment in moments:
        practise(desk, clock_at(moment, "UTC"))
    stored = attempts.every(desk.store)
    assert [attempt.seq for attempt in stored] == [1, 2, 3, 4]
    assert [attempt.answered_at for attempt in stored] == [clock_at(m, "UTC").now for m in moments]
    assert run(desk, clock_at(noon, "UTC")) == 2
    states = card_states.of_cards(desk.store, [attempt.card_id for attempt in stored])
    horizon = clock_at(noon + timedelta(days=400), "UTC").now
    assert all(0 < state.due < horizon for state in states.values())


@pytest.mark.parametrize(
    ("first", "zone"),
    [
        (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), "Europe/Berlin"),  # the night that lost an hour
        (datetime(2026, 10, 24, 21, 30, tzinfo=UTC), "Europe/Berlin"),  # the night that had one twice
        (datetime(2026, 3, 8, 4, 30, tzinfo=UTC), "America/New_York"),
        (datetime(2026, 11, 1, 3, 30, tzinfo=UTC), "America/New_York"),
    ],
)
def test_days_of_23_and_25_hours_count_once_each(desk: Desk, first: datetime, zone: str) -> None:
    days = set()
    for hours in range(0, 49, 3):
        clock = clock_at(first + timedelta(hours=hours), zone)
        days.add(clock.day)
        practise(desk, clock)
    assert len(days) == len(tallies.by_day(desk.store)) in (3, 4)
    assert run(desk, clock_at(first + timedelta(hours=48), zone)) == len(days)
    lengths = {(clock_at(first + timedelta(hours=h), zone)) for h in (0, 12, 24)}
    assert {(clock.day_end - clock.day_start) // 3_600_000_000 for clock in lengths} & {23, 25}


def test_crossing_the_date_line_neither_doubles_nor_breaks_a_run(desk: Desk) -> None:
    """Auckland to Honolulu has the same date twice, and back again skips one that was practised before."""
    start = datetime(2026, 6, 1, 20, tzinfo=UTC)
    for day in range(3):
        practise(desk, clock_at(start + timedelta(days=day), "Pacific/Auckland"))
    there = clock_at(start + timedelta(days=2, hours=9), "Pacific/Honolulu")
    practise(desk, there)
    assert run(desk, there) == 2
    again = clock_at(start + timedelta(days=3, hours=9), "Pacific/Honolulu")
    practise(desk, again)
    assert run(desk, again) == 3
    home = clock_at(start + timedelta(days=4, hours=1), "Pacific/Auckland")
    practise(desk, home)
    assert run(desk, home) == 4
    assert tallies.total(desk.store) == 6
    assert run(desk, clock_at(start + timedelta(days=6), "Pacific/Auckland")) == 0
