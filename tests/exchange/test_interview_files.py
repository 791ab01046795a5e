from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar

from prepkit.exchange.calendar import Entry, as_calendar
from prepkit.prepare.interview import Interview

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


def test_the_interview_stands_at_its_moment_and_each_day_of_the_plan_on_its_day() -> None:
    entries = [Entry(date(2026, 7, 8), "PrepKit: 3 new"), Entry(date(2026, 7, 9), "PrepKit: a mock")]
    calendar = Calendar.from_ical(as_calendar("one", INTERVIEW, entries, NOW))
    events = calendar.walk("VEVENT")
    assert events[0]["dtstart"].dt == datetime(2026, 7, 10, 8, 30, tzinfo=UTC)
    assert str(events[0]["summary"]) == "Interview: Larkfield; Söhne, <Co>, Second round"
    assert str(events[0]["location"]) == INTERVIEW.place
    assert [event["dtstart"].dt for event in events[1:]] == [date(2026, 7, 8), date(2026, 7, 9)]
    again = Calendar.from_ical(as_calendar("one", INTERVIEW, entries, NOW + 10**9)).walk("VEVENT")
    assert [event["uid"] for event in events] == [event["uid"] for event in again]
    assert len({event["uid"] for event in events}) == 3


def test_without_an_hour_it_takes_the_day_and_without_a_day_there_is_only_the_plan() -> None:
    calendar = Calendar.from_ical(as_calendar("one", Interview(day=date(2026, 7, 10)), [], NOW))
    assert calendar.walk("VEVENT")[0]["dtstart"].dt == date(2026, 7, 10)
    assert Calendar.from_ical(as_calendar("one", Interview(), [], NOW)).walk("VEVENT") == []
