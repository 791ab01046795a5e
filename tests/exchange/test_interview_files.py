from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from prepkit.exchange.calendar import Entry, as_calendar
from prepkit.interviews.appointment import Interview

INTERVIEW = Interview(
    company="Larkfield; Söhne, <Co>",
    day=date(2026, 7, 10),
    start="10:30",
    tz="Europe/Berlin",
    stage="Second round",
    people="Hannah\nTomasz",
    place="Hauptstraße 1, 3rd floor",
)
NOW = 1_772_442_000_000_000
A_MINUTE = 60_000_000


def events_in(content: bytes) -> list[Any]:
    """The events of a calendar file; the type of what they hold depends on its name alone."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


def event_of(interview: Interview, changed_at: int = NOW) -> Any:
    """The interview as a calendar reads it."""
    (event,) = events_in(as_calendar("one", interview, [], NOW, changed_at))
    return event


def alarms_of(event: Any) -> list[datetime]:
    """When it rings, in UTC; what has no hour begins at midnight in UTC here."""
    start = event["dtstart"].dt
    begins = (
        start if isinstance(start, datetime) else datetime(start.year, start.month, start.day, tzinfo=UTC)
    )
    return [begins + alarm["trigger"].dt for alarm in event.walk("VALARM")]


def test_the_interview_stands_at_its_moment_and_each_day_of_the_plan_on_its_day() -> None:
    entries = [Entry(date(2026, 7, 8), "PrepKit: 3 new"), Entry(date(2026, 7, 9), "PrepKit: a mock")]
    events = events_in(as_calendar("one", INTERVIEW, entries, NOW, NOW))
    assert events[0]["dtstart"].dt == datetime(2026, 7, 10, 8, 30, tzinfo=UTC)
    assert str(events[0]["summary"]) == "Interview: Larkfield; Söhne, <Co>, Second round"
    assert str(events[0]["location"]) == INTERVIEW.place
    assert [event["dtstart"].dt for event in events[1:]] == [date(2026, 7, 8), date(2026, 7, 9)]
    again = events_in(as_calendar("one", INTERVIEW, entries, NOW + 10**9, NOW))
    assert [event["uid"] for event in events] == [event["uid"] for event in again]
    assert len({event["uid"] for event in events}) == 3


def test_without_an_hour_it_takes_the_day_and_without_a_day_there_is_only_the_plan() -> None:
    events = events_in(as_calendar("one", Interview(day=date(2026, 7, 10)), [], NOW, NOW))
    assert events[0]["dtstart"].dt == date(2026, 7, 10)
    assert events_in(as_calendar("one", Interview(), [], NOW, NOW)) == []


def test_a_moved_interview_is_the_newer_revision() -> None:
    before = event_of(INTERVIEW, NOW - A_MINUTE)
    moved = event_of(replace(INTERVIEW, day=date(2026, 7, 11)), NOW)
    assert before["uid"] == moved["uid"]
    assert before["sequence"] < moved["sequence"] < 2**31
    assert before["last-modified"].dt + timedelta(minutes=1) == moved["last-modified"].dt
    assert event_of(INTERVIEW, NOW)["sequence"] == moved["sequence"]


@pytest.mark.parametrize("changed_at", [0, 4_102_444_800_000_000])
def test_a_clock_far_off_still_gives_a_revision_that_calendars_read(changed_at: int) -> None:
    assert 0 <= event_of(INTERVIEW, changed_at)["sequence"] < 2**31


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_it_lasts_an_hour_also_on_the_night_the_clocks_change(day: date) -> None:
    event = event_of(replace(INTERVIEW, day=day, start="02:30"))
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=1)


def test_it_rings_the_evening_before_and_an_hour_before() -> None:
    assert alarms_of(event_of(INTERVIEW)) == [
        datetime(2026, 7, 9, 17, 0, tzinfo=UTC),
        datetime(2026, 7, 10, 7, 30, tzinfo=UTC),
    ]
    assert alarms_of(event_of(replace(INTERVIEW, day=date(2026, 3, 29)))) == [
        datetime(2026, 3, 28, 18, 0, tzinfo=UTC),
        datetime(2026, 3, 29, 7, 30, tzinfo=UTC),
    ]
    assert alarms_of(event_of(replace(INTERVIEW, start=""))) == [datetime(2026, 7, 9, 19, 0, tzinfo=UTC)]
