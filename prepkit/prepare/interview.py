"""An interview that somebody is invited to: when, where, with whom, and what they prepare for it."""

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


class Outcome(StrEnum):
    """What came of it."""

    OPEN = ""
    WAITING = "waiting"
    NEXT_ROUND = "next_round"
    OFFER = "offer"
    REFUSED = "refused"
    WITHDREW = "withdrew"

    @property
    def label(self) -> str:
        return {
            "": "No answer yet",
            "waiting": "Waiting to hear",
            "next_round": "On to the next round",
            "offer": "An offer",
            "refused": "They said no",
            "withdrew": "I said no",
        }[self.value]


CALLED_OFF = frozenset({Outcome.REFUSED, Outcome.WITHDREW})


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
class Heard:
    """What was really asked: the bank's question where there is one, and how the answer went.

    ``went`` is a rating from 1 to 4, 0 while it was not said.
    """

    text: Line
    question: Annotated[str, Field(max_length=200)] = ""
    went: Annotated[int, Field(ge=0, le=4)] = 0
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview; anything about it may still be unknown.

    ``start`` is ``HH:MM`` in the IANA zone ``tz``; ``role`` a role of the bank; ``people`` one interviewer
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
    outcome: Outcome = Outcome.OPEN
    previous: Annotated[str, Field(max_length=200)] = ""
    ask: Annotated[tuple[Asking, ...], Field(max_length=50)] = ()
    done: Annotated[tuple[Line, ...], Field(max_length=200)] = ()
    items: Annotated[tuple[Item, ...], Field(max_length=100)] = ()
    heard: Annotated[tuple[Heard, ...], Field(max_length=100)] = ()
    surprised: Text = ""
    thanks: Text = ""

    @property
    def title(self) -> str:
        """What to call it: the company and the stage, as far as they are known."""
        return ", ".join(part for part in (self.company.strip(), self.stage.strip()) if part) or "Interview"


def is_ahead(interview: Interview, clock: Clock) -> bool:
    """Whether there is still something to prepare for: it is not over, or has no day yet."""
    return interview.outcome not in CALLED_OFF and not is_over(interview, clock)


def is_over(interview: Interview, clock: Clock) -> bool:
    """Whether it has taken place: an hour after it began, or the day after where no hour is known."""
    end = ends(interview)
    if end is not None:
        return end <= _moment(clock)
    return interview.day is not None and interview.day < clock.day


def day_here(interview: Interview, clock: Clock) -> date | None:
    """Its day where the person is now: half past midnight in Auckland is the day before in London."""
    start = begins(interview)
    return start.astimezone(ZoneInfo(clock.tz)).date() if start is not None else interview.day


def begins(interview: Interview) -> datetime | None:
    """The moment it begins, aware of its zone; None while the day, the hour or the zone is unknown."""
    if interview.day is None or not interview.start:
        return None
    zone = load_zone(interview.tz)
    if zone is None:
        return None
    hour, minute = map(int, interview.start.split(":"))
    return datetime.combine(interview.day, time(hour, minute), tzinfo=zone)


def ends(interview: Interview) -> datetime | None:
    """The moment it is over, in UTC, where an hour is an hour also on the night the clocks change."""
    start = begins(interview)
    return start.astimezone(UTC) + USUAL_LENGTH if start is not None else None


def _moment(clock: Clock) -> datetime:
    return datetime.fromtimestamp(clock.now / 1_000_000, UTC)


def next_round(before: Interview, identity: str) -> Interview:
    """The round after ``before``, whose id is ``identity``: what stays the same is taken over."""
    return Interview(
        company=before.company,
        role=before.role,
        stage="Next round",
        tz=before.tz,
        advert=before.advert,
        notes=before.notes,
        previous=identity,
        ask=tuple(Asking(one.text) for one in before.ask if not one.asked),
        items=tuple(Item(one.text) for one in before.items),
    )
