"""A coaching session: the questions to show, in order, and what the coach scores and notes meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from prepkit.coaching import feedback
from prepkit.coaching.feedback import ENOUGH, MAX_DRILLS, MAX_LINE, AnswerFeedback, CoachFeedback
from prepkit.field_types import Moment
from prepkit.mock.scale import rating_of
from prepkit.mock.state import Here, Id, Mock, MockItem, MockKind, MockPhase, Scored
from prepkit.store.collection import Collection

MAX_QUESTIONS = 50


@dataclass(frozen=True, slots=True)
class CoachingSession:
    """One session with a client, or with nobody in particular.

    ``round`` is the id of the round that holds the session's scores, empty until it begins. ``notes`` are
    the coach's own. ``started_at`` and ``ended_at`` are 0 before.
    """

    title: Annotated[str, Field(max_length=200)]
    questions: Annotated[tuple[Id, ...], Field(max_length=MAX_QUESTIONS)]
    level: Id = "specialist"
    notes: Annotated[str, Field(max_length=50_000)] = ""
    round: Id = ""
    started_at: Moment = 0
    ended_at: Moment = 0


SESSIONS = Collection("coaching_sessions", CoachingSession)


def with_question(session: CoachingSession, question: str) -> CoachingSession:
    """Add a question at the end, unless it is on the list or the list is full."""
    if question in session.questions or len(session.questions) >= MAX_QUESTIONS:
        return session
    return replace(session, questions=(*session.questions, question))


def without_question(session: CoachingSession, question: str) -> CoachingSession:
    """Remove a question from the list."""
    return replace(session, questions=tuple(id for id in session.questions if id != question))


def moved_up(session: CoachingSession, question: str) -> CoachingSession:
    """Move a question one place up."""
    questions = list(session.questions)
    place = questions.index(question) if question in questions else 0
    if place:
        questions[place - 1], questions[place] = questions[place], questions[place - 1]
    return replace(session, questions=tuple(questions))


def begin(
    session: CoachingSession, round_id: str, new_id: Callable[[], str], now: int
) -> tuple[CoachingSession, Mock]:
    """Begin a session: a round with its questions, in which the coach scores alone. It needs a question."""
    items = tuple(MockItem(new_id(), question) for question in session.questions)
    mock = Mock(
        session.title,
        session.level,
        items,
        now,
        kind=MockKind.ROUND,
        phase=MockPhase.OVER,
        here=Here.COACH,
        began=now,
        seen_at=now,
    )
    return replace(session, round=round_id, started_at=now, ended_at=0), mock


def was_heard(item: MockItem) -> bool:
    """Whether the coach scored an answer, ticked a point of it, or wrote a line about it."""
    return bool(item.ticks or (item.coach and (item.coach.value or item.coach.evidence.strip())))


def score(item: MockItem, value: int | None = None, evidence: str | None = None) -> Scored:
    """The coach's score of an item with another value or other evidence; what is None stays."""
    before = item.coach or Scored(0)
    return Scored(before.value if value is None else value, before.evidence if evidence is None else evidence)


def as_feedback(
    mock_id: str, mock: Mock, word: Callable[[MockItem], str], *, coach: str, candidate: str, now: int
) -> CoachFeedback:
    """What the coach gave in a session, as feedback that the candidate can open in their own PrepKit.

    ``word`` gives the wording of a question.
    """
    answers = tuple(
        AnswerFeedback(item.question, word(item)[:MAX_LINE], item.coach.value, item.coach.evidence[:MAX_LINE])
        for item in mock.items
        if item.coach is not None and (item.coach.value or item.coach.evidence.strip())
    )
    weak = tuple(answer.question for answer in answers if 0 < answer.score < ENOUGH)
    begun = feedback.begin(mock_id, mock, coach=coach, candidate=candidate)
    return replace(begun, answers=answers, drills=weak[:MAX_DRILLS], written_at=now)


def rated(items: Sequence[MockItem]) -> tuple[MockItem, ...]:
    """The items that were heard: scored ones with the rating that follows, the others left out of it."""
    return tuple(
        replace(item, rating=int(rating_of(item.coach.value)))
        if item.coach and item.coach.value
        else replace(item, left_out=True)
        for item in items
        if was_heard(item)
    )
