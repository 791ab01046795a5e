"""Define an interview that somebody is invited to: when, where, with whom, and what is prepared for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from prepkit.field_types import Day, ZoneName, load_zone
from prepkit.model import Clock

MAX_ADVERT = 50_000
USUAL_LENGTH = timedelta(hours=1)

Line = Annotated[str, Field(max_length=300)]
Text = Annotated[str, Field(max_length=20_000)]


class Format(StrEnum):
    """How the people meet."""

    UNKNOWN = ""
    PHONE = "phone"
    VIDEO = "video"
    PANEL = "panel"
    ON_SITE = "on_site"

    @property
    def label(self) -> str:
        names = {"": "Not known yet", "phone": "By phone", "video": "By video", "panel": "Panel"}
        return names.get(self.value, "On site")


class InterviewOutcome(StrEnum):
    """The result of an interview; ``OPEN`` until there is anything to say about it."""

    OPEN = ""
    WAITING = "waiting"
    NEXT_ROUND = "next_round"
    OFFER = "offer"
    REFUSED = "refused"
    WITHDREW = "withdrew"

    @property
    def label(self) -> str:
        return {
            "": "Not held yet",
            "waiting": "Waiting to hear",
            "next_round": "On to the next round",
            "offer": "An offer",
            "refused": "They said no",
            "withdrew": "I said no",
        }[self.value]


CALLED_OFF = frozenset({InterviewOutcome.REFUSED, InterviewOutcome.WITHDREW})


@dataclass(frozen=True, slots=True)
class Asking:
    """A question for the interviewer, whether it was asked, and what they said."""

    text: Line
    asked: bool = False
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to bring or to do that is the person's own."""

    text: Line
    done: bool = False


@dataclass(frozen=True, slots=True)
class QuestionHeard:
    """A question asked in the interview, the bank's question it matches, and how the answer went.

    ``question`` is an id, empty for none. ``went`` is a rating from 1 to 4, 0 while not rated.
    """

    text: Line
    question: Annotated[str, Field(max_length=200)] = ""
    went: Annotated[int, Field(ge=0, le=4)] = 0
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview; anything about it may still be unknown.

    ``start`` is ``HH:MM`` in the IANA zone ``tz``; ``job`` is the job as they call it, ``role`` a role of the
    bank; ``people`` one interviewer
    a line; ``done`` holds the ids of the checklist's items that are ticked; ``previous`` the round before.
    """

    company: Line = ""
    role: Annotated[str, Field(max_length=100)] = ""
    day: Day | None = None
    start: Annotated[str, Field(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")] = ""
    tz: ZoneName = ""
    stage: Line = ""
    format: Format = Format.UNKNOWN
    people: Annotated[str, Field(max_length=2_000)] = ""
    place: Annotated[str, Field(max_length=2_000)] = ""
    advert: Annotated[str, Field(max_length=MAX_ADVERT)] = ""
    notes: Text = ""
    outcome: InterviewOutcome = InterviewOutcome.OPEN
    previous: Annotated[str, Field(max_length=200)] = ""
    ask: Annotated[tuple[Asking, ...], Field(max_length=50)] = ()
    done: Annotated[tuple[Line, ...], Field(max_length=200)] = ()
    items: Annotated[tuple[Item, ...], Field(max_length=100)] = ()
    heard: Annotated[tuple[QuestionHeard, ...], Field(max_length=100)] = ()
    surprised: Text = ""
    thanks: Text = ""
    job: Line = ""

    @property
    def title(self) -> str:
        """The company and the stage, as far as they are known."""
        return ", ".join(part for part in (self.company.strip(), self.stage.strip()) if part) or "Interview"


def is_ahead(interview: Interview, clock: Clock) -> bool:
    """Whether the interview still takes place: not called off, and not over."""
    return interview.outcome not in CALLED_OFF and not is_over(interview, clock)


def has_begun(interview: Interview) -> bool:
    """Whether what somebody recorded shows that it took place or was called off, whatever its date says."""
    asked_them = any(asking.asked for asking in interview.ask)
    return bool(interview.outcome or interview.heard or asked_them)


def outcome_label(outcome: InterviewOutcome, *, over: bool) -> str:
    """Return the words for an outcome; for an interview that is ``over``, none recorded is not "not held"."""
    return "Not recorded yet" if over and outcome is InterviewOutcome.OPEN else outcome.label


def is_over(interview: Interview, clock: Clock) -> bool:
    """Whether it has taken place: an hour after its start, or from the next day on if the hour is unknown."""
    end = ends(interview)
    if end is not None:
        return end <= _moment(clock)
    return interview.day is not None and interview.day < clock.day


def day_here(interview: Interview, clock: Clock) -> date | None:
    """Return its date in the time zone where the person is now; None if the day is unknown."""
    start = begins(interview)
    return start.astimezone(ZoneInfo(clock.tz)).date() if start is not None else interview.day


def begins(interview: Interview) -> datetime | None:
    """Return its start, aware of its zone; None while the day, the hour or the zone is unknown."""
    if interview.day is None or not interview.start:
        return None
    zone = load_zone(interview.tz)
    if zone is None:
        return None
    hour, minute = map(int, interview.start.split(":"))
    return datetime.combine(interview.day, time(hour, minute), tzinfo=zone)


def ends(interview: Interview) -> datetime | None:
    """Return its end in UTC, which keeps the length right on a day the clocks change; None if unknown."""
    start = begins(interview)
    return start.astimezone(UTC) + USUAL_LENGTH if start is not None else None


def _moment(clock: Clock) -> datetime:
    return datetime.fromtimestamp(clock.now / 1_000_000, UTC)


def next_round(before: Interview, identity: str) -> Interview:
    """Create the round after ``before``, whose id is ``identity``, with what stays the same copied."""
    return Interview(
        company=before.company,
        job=before.job,
        role=before.role,
        stage="Next round",
        tz=before.tz,
        advert=before.advert,
        notes=before.notes,
        previous=identity,
        ask=tuple(Asking(asking.text) for asking in before.ask if not asking.asked),
        items=tuple(Item(item.text) for item in before.items),
    )
