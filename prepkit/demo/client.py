"""The shape in which the demo's made-up clients are written down, in days before today."""

from __future__ import annotations

from dataclasses import dataclass, field

from prepkit.mock.state import Here, MockKind
from prepkit.model import Rating, Story
from prepkit.question import Level


@dataclass(frozen=True, slots=True)
class Sitting:
    """Questions that a client practised alone on one day, with their ratings."""

    days_ago: int
    ratings: tuple[tuple[str, Rating], ...]


@dataclass(frozen=True, slots=True)
class MadeAnswer:
    """One answer: what was said, and each side's score (0: none) with its evidence.

    ``points`` are the places of the key points that were ticked, the first being 0.
    """

    question: str
    answer: str = ""
    own: int = 0
    own_evidence: str = ""
    coach: int = 0
    coach_evidence: str = ""
    points: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeInterview:
    """A mock, an answered assignment, a round or a session of a client; ``key`` is part of its id.

    ``notes`` are the coach's own during a session.
    """

    key: str
    days_ago: int
    title: str
    answers: tuple[MadeAnswer, ...]
    kind: MockKind = MockKind.MOCK
    here: Here = Here.BOTH
    notes: str = ""


@dataclass(frozen=True, slots=True)
class MadeReview:
    """The coach's feedback on an answered assignment.

    ``answers`` holds a score, its evidence and what to try for each question.
    """

    days_ago: int
    message: str
    answers: dict[str, tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class MadeAssignment:
    """An assignment that the coach sent; ``due_in`` is in days from today, negative for a past day."""

    key: str
    sent_days_ago: int
    due_in: int
    title: str
    message: str
    questions: tuple[str, ...]
    review: MadeReview | None = None


@dataclass(frozen=True, slots=True)
class MadeClient:
    """A made-up client with everything that the coach has of them."""

    id: str
    name: str
    role: str
    level: Level
    note: str
    sittings: tuple[Sitting, ...]
    interviews: tuple[MadeInterview, ...]
    assignments: tuple[MadeAssignment, ...]
    stories: dict[str, Story] = field(default_factory=dict)
