"""The interview and the days of its plan as a calendar file (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from prepkit.prepare.interview import USUAL_LENGTH, Interview, begins


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day, without an hour."""

    day: date
    title: str


def as_calendar(interview_id: str, interview: Interview, entries: Iterable[Entry], now: int) -> bytes:
    """A calendar with the interview (at its hour where it is known) and all-day entries.

    The ids stay the same, so that bringing in a newer file moves what is there. ``now`` is UTC microseconds.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//PrepKit//EN")
    calendar.add("version", "2.0")
    stamp = datetime.fromtimestamp(now // 1_000_000, UTC)
    if interview.day is not None:
        calendar.add_component(_interview(interview_id, interview, interview.day, stamp))
    for entry in entries:
        event = _event(f"{interview_id}-{entry.day.isoformat()}", entry.title, stamp)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _interview(interview_id: str, interview: Interview, day: date, stamp: datetime) -> Event:
    event = _event(interview_id, f"Interview: {interview.title}", stamp)
    start = begins(interview)
    if start is not None:
        # In UTC no reader needs to know the zone's rules.
        event.add("dtstart", start.astimezone(UTC))
        event.add("dtend", (start + USUAL_LENGTH).astimezone(UTC))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    if interview.place:
        event.add("location", interview.place)
    if interview.people:
        event.add("description", interview.people)
    return event


def _event(uid: str, title: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@prepkit")
    event.add("dtstamp", stamp)
    event.add("summary", title)
    return event
