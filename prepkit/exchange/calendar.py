"""Writes the interview and the days of its plan as a calendar file (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from prepkit.interviews.appointment import Interview, begins, ends

EVENING = time(19)
"""The hour at which the alarm of the evening before rings, in the time zone of the interview."""
HOUR_BEFORE = timedelta(hours=1)
SEQUENCE_BEGINS = datetime(2020, 1, 1, tzinfo=UTC)
MOST_SEQUENCE = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """An all-day entry of the study plan."""

    day: date
    title: str


def as_calendar(
    interview_id: str, interview: Interview, entries: Iterable[Entry], now: int, changed_at: int
) -> bytes:
    """Make a calendar with the interview (at its hour where it is known) and all-day entries.

    The ids stay the same, so that importing a newer file moves the existing events. ``now``, when the file
    and its plan are made, and ``changed_at``, when the interview was last changed, are UTC microseconds.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//PrepKit//EN")
    calendar.add("version", "2.0")
    stamp = _moment(now)
    if interview.day is not None:
        calendar.add_component(_interview(interview_id, interview, interview.day, stamp, _moment(changed_at)))
    for entry in entries:
        # The plan is made anew with each file.
        event = _event(f"{interview_id}-{entry.day.isoformat()}", entry.title, stamp, stamp)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def sequence(changed: datetime) -> int:
    """Return the revision number of an event: the seconds from 2020 to its last change.

    RFC 5545, 3.8.7.4 wants a number that rises with each revision and says nothing of its steps; calendars
    (and RFC 5546, 2.1.5) take the file with the higher number for the newer one. Nothing counts the moves
    of an interview, but the store keeps when it was last changed: that alone gives a rising number, on every
    computer the same, also after a merge. A change that moves nothing raises it too, which does no harm.
    The number is an integer of 32 bits with a sign (3.3.8), which lasts until 2088.
    """
    return min(max(0, int((changed - SEQUENCE_BEGINS).total_seconds())), MOST_SEQUENCE)


def _moment(micros: int) -> datetime:
    """Convert UTC microseconds to whole seconds of UTC."""
    return datetime.fromtimestamp(micros // 1_000_000, UTC)


def _interview(
    interview_id: str, interview: Interview, day: date, stamp: datetime, changed: datetime
) -> Event:
    """Make the event of an interview with its alarms; all-day if the hour is not known."""
    title = f"Interview: {interview.title}"
    event = _event(interview_id, title, stamp, changed)
    start, end = begins(interview), ends(interview)
    if start is not None and end is not None:
        # Written in UTC, so that no reader needs the rules of the zone.
        begin = start.astimezone(UTC)
        event.add("dtstart", begin)
        event.add("dtend", end)
        evening = datetime.combine(day - timedelta(days=1), EVENING, ZoneInfo(interview.tz))
        event.add_component(_alarm(title, evening.astimezone(UTC) - begin))
        event.add_component(_alarm(title, -HOUR_BEFORE))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        # Without an hour the event begins at midnight: only the evening before is known.
        event.add_component(_alarm(title, timedelta(hours=EVENING.hour - 24)))
    if interview.place:
        event.add("location", interview.place)
    if interview.people:
        event.add("description", interview.people)
    return event


def _alarm(title: str, before: timedelta) -> Alarm:
    """Make an alarm at a span ``before`` the event, so that it moves with the event."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", before)
    return alarm


def _event(uid: str, title: str, stamp: datetime, changed: datetime) -> Event:
    """Make an event with its id, revision and title, but no time yet."""
    event = Event()
    event.add("uid", f"{uid}@prepkit")
    event.add("dtstamp", stamp)
    event.add("last-modified", changed)
    event.add("sequence", sequence(changed))
    event.add("summary", title)
    return event
