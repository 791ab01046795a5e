"""Clocks set back, days of 23 and 25 hours, people who fly: a run of days is neither lost nor doubled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from prepkit.bank import load
from prepkit.card_ids import question_card
from prepkit.insight.today import never_was, streak
from prepkit.model import Clock, Rating, Settings
from prepkit.practice.clock import clock_at
from prepkit.practice.session import begin, current, rate, reveal
from prepkit.store import attempts, card_states, open_memory, profiles, tallies
from prepkit.workspace import Workspace, new_uuid


@pytest.fixture
def workspace(small_bank: Path) -> Iterator[Workspace]:
    database = open_memory()
    yield Workspace(profiles.latest(database, new_id="me", now=1), load(small_bank), Settings(), new_uuid)
    database.close()


def practise(workspace: Workspace, clock: Clock) -> None:
    """One card, rated."""
    begin(workspace, "All", [question_card(question) for question in workspace.bank.ids], clock)
    session = current(workspace)
    assert session is not None
    assert session.card is not None
    reveal(workspace, session.card.attempt_id, None, clock)
    rate(workspace, session.card.attempt_id, Rating.SOLID, clock)


def run(workspace: Workspace, clock: Clock) -> int:
    return streak(tallies.by_day(workspace.store), clock.day, partial(never_was, workspace.store))


def test_a_clock_set_back_a_day_loses_nothing_and_keeps_the_order(workspace: Workspace) -> None:
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    moments = [noon, noon + timedelta(minutes=5), noon - timedelta(days=1), noon + timedelta(minutes=10)]
    for moment in moments:
        practise(workspace, clock_at(moment, "UTC"))
    stored = attempts.list_all(workspace.store)
    assert [attempt.seq for attempt in stored] == [1, 2, 3, 4]
    assert [attempt.answered_at for attempt in stored] == [clock_at(m, "UTC").now for m in moments]
    assert run(workspace, clock_at(noon, "UTC")) == 2
    states = card_states.of_cards(workspace.store, [attempt.card_id for attempt in stored])
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
def test_days_of_23_and_25_hours_count_once_each(workspace: Workspace, first: datetime, zone: str) -> None:
    days = set()
    for hours in range(0, 49, 3):
        clock = clock_at(first + timedelta(hours=hours), zone)
        days.add(clock.day)
        practise(workspace, clock)
    assert len(days) == len(tallies.by_day(workspace.store)) in (3, 4)
    assert run(workspace, clock_at(first + timedelta(hours=48), zone)) == len(days)
    lengths = {(clock_at(first + timedelta(hours=h), zone)) for h in (0, 12, 24)}
    assert {(clock.day_end - clock.day_start) // 3_600_000_000 for clock in lengths} & {23, 25}


def test_crossing_the_date_line_neither_doubles_nor_breaks_a_run(workspace: Workspace) -> None:
    """Auckland to Honolulu has the same date twice, and back again skips one that was practised before."""
    start = datetime(2026, 6, 1, 20, tzinfo=UTC)
    for day in range(3):
        practise(workspace, clock_at(start + timedelta(days=day), "Pacific/Auckland"))
    there = clock_at(start + timedelta(days=2, hours=9), "Pacific/Honolulu")
    practise(workspace, there)
    assert run(workspace, there) == 2
    again = clock_at(start + timedelta(days=3, hours=9), "Pacific/Honolulu")
    practise(workspace, again)
    assert run(workspace, again) == 3
    home = clock_at(start + timedelta(days=4, hours=1), "Pacific/Auckland")
    practise(workspace, home)
    assert run(workspace, home) == 4
    assert tallies.total(workspace.store) == 6
    assert run(workspace, clock_at(start + timedelta(days=6), "Pacific/Auckland")) == 0
