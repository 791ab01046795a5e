"""Chooses the questions and the length of a mock interview that rehearses one interview."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from prepkit.card_ids import question_id
from prepkit.interviews import repository
from prepkit.interviews.advert.relevance import RAISED
from prepkit.interviews.appointment import Format, Interview, day_here
from prepkit.mock.spec import LENGTHS, MOST_QUESTIONS
from prepkit.model import Clock
from prepkit.question import Level
from prepkit.study_plan.planning import cards_of, relevant, role_of
from prepkit.workspace import Workspace

SHORT, USUAL, _ = LENGTHS
"""A phone call is shorter than a meeting, and the day before an interview is no time for a long mock."""
QUESTIONS_EACH, USUAL_PANEL = 3, 3
"""How many questions each member of a panel asks, and how many members an unknown panel has: our guess."""


@dataclass(frozen=True, slots=True)
class MockSetup:
    """What an interview makes of a mock.

    ``weights`` holds the interview's questions with how likely each is; ``core`` those that readiness is
    counted over. ``by_advert`` counts the questions that the advertisement makes likelier, ``interviewers``
    the people known to ask; ``days`` is how long it is until the interview, None where its day is unknown.
    """

    title: str
    role: str | None
    level: Level | None
    count: int
    weights: Mapping[str, float]
    core: frozenset[str]
    by_advert: int
    interviewers: int
    format: Format
    days: int | None

    @property
    def is_tomorrow(self) -> bool:
        """Whether the interview is today or tomorrow."""
        return self.days is not None and self.days <= 1

    @property
    def is_panel(self) -> bool:
        return _is_panel(self.format, self.interviewers)


def interviews_ahead(workspace: Workspace, now: Clock) -> dict[str, str]:
    """The titles of the interviews that are still to come by id, the next first."""
    return {id: interview.title for id, interview in repository.upcoming(workspace.store, now)}


def setup_for(workspace: Workspace, interview_id: str, now: Clock) -> MockSetup | None:
    """Work out a mock from an interview's role, advertisement, panel and day; None if it is gone."""
    interview = repository.get(workspace.store, interview_id)
    if interview is None:
        return None
    cards = {question_id(planned.card): planned for planned in cards_of(workspace, interview, now)}
    questions = {question: planned for question, planned in cards.items() if question in workspace.bank}
    role, day = role_of(workspace, interview), day_here(interview, now)
    interviewers = sum(bool(line.strip()) for line in interview.people.splitlines())
    days = (day - now.day).days if day is not None else None
    return MockSetup(
        title=interview.title,
        role=role,
        level=workspace.bank.level_of(role),
        count=_count(interview, interviewers, days),
        weights={question: planned.weight for question, planned in questions.items()},
        core=frozenset(question for question, planned in questions.items() if planned.core),
        by_advert=min(RAISED, len(relevant(workspace, interview))),
        interviewers=interviewers,
        format=interview.format,
        days=days,
    )


def questions_for(setup: MockSetup, pool: Collection[str], count: int) -> list[str]:
    """The questions of ``pool`` that a mock of ``count`` is drawn from: the interview's core if it has enough
    of them, its other questions as well if not.
    """
    likely = [question for question in pool if question in setup.weights]
    core = [question for question in likely if question in setup.core]
    return core if len(core) >= count else likely


def _count(interview: Interview, interviewers: int, days: int | None) -> int:
    if (days is not None and days <= 1) or interview.format is Format.PHONE:
        return SHORT
    if _is_panel(interview.format, interviewers):
        return min(MOST_QUESTIONS, max(USUAL, QUESTIONS_EACH * (interviewers or USUAL_PANEL)))
    return USUAL


def _is_panel(format: Format, interviewers: int) -> bool:
    return format is Format.PANEL or interviewers > 1
