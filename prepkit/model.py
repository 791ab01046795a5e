"""What happens: ratings, attempts, stories, settings and the clock. Imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum


class Rating(IntEnum):
    """How an attempt went, by the person who made it (FSRS Again, Hard, Good, Easy)."""

    COULD_NOT = 1
    SHAKY = 2
    SOLID = 3
    READY = 4

    @property
    def label(self) -> str:
        return {1: "Couldn't answer", 2: "Shaky", 3: "Solid", 4: "Interview-ready"}[self]

    @property
    def meaning(self) -> str:
        return {
            1: "I had nothing to say, or it was wrong.",
            2: "I answered, with gaps or long pauses.",
            3: "I answered well, most key points in.",
            4: "I would say exactly this in the room.",
        }[self]


class Confidence(StrEnum):
    """How sure a person was before they saw the answer."""

    SURE = "sure"
    UNSURE = "unsure"
    NO_IDEA = "no_idea"

    @property
    def label(self) -> str:
        return {"sure": "Sure", "unsure": "Unsure", "no_idea": "No idea"}[self]


class CardPhase(IntEnum):
    """Where a card stands in FSRS (the values are py-fsrs's own)."""

    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class Status(StrEnum):
    """What lists of questions say of a question for one profile."""

    NEW = "new"
    LEARNING = "learning"
    DUE = "due"
    SCHEDULED = "scheduled"
    SUSPENDED = "suspended"
    BURIED = "buried"

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Story:
    """A person's own experience in STAR form, reusable across questions. Any part may be empty.

    ``baseline``, ``change`` and ``period`` are the measured result in the person's words. ``competencies``
    and ``questions`` hold ids; ``key_facts`` are the ideas they tick when they practise telling it.
    ``refused`` holds the ids of suggested questions that they said it does not answer.
    """

    title: str = ""
    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""
    baseline: str = ""
    change: str = ""
    period: str = ""
    industry: str = ""
    competencies: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    key_facts: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def shown_title(self) -> str:
        """What to call the story."""
        return self.title.strip() or "A story without a title"

    @property
    def is_written(self) -> bool:
        """Whether anything was typed in it: links and tags alone make no story."""
        measured = (self.baseline, self.change, self.period)
        return any(text.strip() for text in (self.title, self.text, *measured, *self.key_facts))

    @property
    def facts(self) -> tuple[str, ...]:
        """The key facts without bullets and empty lines."""
        lines = (line.strip(" -•*\t") for fact in self.key_facts for line in fact.splitlines())
        return tuple(line for line in lines if line)

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The STAR parts that hold anything, as (name, text)."""
        told = (self.situation, self.task, self.action, self.result)
        names = ("Situation", "Task", "Action", "Result")
        return tuple((name, text) for name, text in zip(names, told, strict=True) if text.strip())

    @property
    def text(self) -> str:
        """The whole story in one piece."""
        return "\n\n".join(text.strip() for _, text in self.parts)


@dataclass(frozen=True, slots=True)
class CardState:
    """What FSRS derives from a card's attempts. A cache, always rebuildable.

    Times are UTC microseconds since 1970; stability is in days. ``due`` ignores any
    interview date: that limits it when it is read.
    """

    card_id: str
    stability: float
    difficulty: float
    last_review: int
    phase: CardPhase
    step: int | None
    due: int
    reps: int
    lapses: int
    last_rating: Rating


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to one card. Only ever added; a void is a row of its own.

    ``answered_at`` is UTC microseconds; ``local_day`` is the person's own date as
    ``YYYY-MM-DD``; ``ticks`` holds key-point ids.
    """

    id: str
    card_id: str
    rating: Rating
    answered_at: int
    local_day: str
    tz: str
    mode: str = "practice"
    variant_id: str | None = None
    confidence: Confidence | None = None
    duration_ms: int = 0
    answer: str = ""
    ticks: tuple[str, ...] = ()
    session_id: str | None = None
    bank_version: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person has set on a card by hand. ``buried_until`` is a local day."""

    card_id: str
    flagged: bool = False
    suspended: bool = False
    buried_until: str | None = None

    def is_buried(self, day: date) -> bool:
        """Whether practice leaves the card out on a local day because of it."""
        return self.buried_until is not None and self.buried_until > day.isoformat()


@dataclass(frozen=True, slots=True)
class Settings:
    """One profile's choices. ``days_off`` are weekdays, Monday 0; ``country`` is where the job is.

    ``assignments_put_away`` are the ids of assignments that Practise does not show for now.
    """

    profile_name: str = ""
    target_role: str | None = None
    minutes_a_day: int = 20
    days_off: tuple[int, ...] = ()
    new_a_day: int = 8
    retention: float = 0.9
    shortcuts: bool = True
    asks_confidence: bool = True
    remarks_off: tuple[str, ...] = ()
    coaches: bool = False
    transcribes: bool = True
    keeps_recordings: bool = False
    country: str | None = None
    assignments_put_away: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment and the person's time zone, passed in, never read inside.

    ``now`` is UTC microseconds since 1970; ``day`` the person's date; ``tz`` an IANA name.
    ``day_start`` and ``day_end`` bound that local day in UTC microseconds.
    """

    now: int
    day: date
    tz: str
    day_start: int
    day_end: int


@dataclass(frozen=True, slots=True)
class Readiness:
    """Three shares from 0 to 1 over a set of cards on one day, always shown together."""

    covered: float
    recalled: float
    ready: float
    cards: int
    attempted: int = field(default=0)
