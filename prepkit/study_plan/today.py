"""What Today offers besides the cards that are due: more cards, a story, a mock, a debrief."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.card_ids import question_id
from prepkit.interviews import repository
from prepkit.interviews.appointment import Interview, day_here, is_over
from prepkit.interviews.next_step import FRESH, NextStep, PreparationState, next_step
from prepkit.mock import repository as mocks
from prepkit.mock.state import Mock, MockKind
from prepkit.model import Clock
from prepkit.practice import queue
from prepkit.practice.cards import target_cards
from prepkit.practice.clock import local_day
from prepkit.practice.weakest import weakest_cards
from prepkit.store import marks
from prepkit.stories.coverage import without_story
from prepkit.study_plan.planning import cards_of, role_of, timetable_of
from prepkit.workspace import Workspace

MORE_CARDS = 5


def more_cards(workspace: Workspace, now: Clock) -> tuple[str, ...]:
    """Up to five cards for who goes on after today's are done.

    Those of the next planned day come first, then questions that were never attempted, then the weakest.
    """
    pool = target_cards(workspace)
    resting = marks.resting(workspace.store, now.day.isoformat())
    coming = next((day.cards for day in timetable_of(workspace, now).days[1:] if day.cards), ())
    candidates = (*coming, *queue.unseen(workspace.store, pool), *weakest_cards(workspace.store, pool, now))
    wanted = [card for card in candidates if workspace.bank.has_card(card) and card not in resting]
    return tuple(dict.fromkeys(wanted))[:MORE_CARDS]


def questions_for_stories(
    workspace: Workspace, now: Clock, interview: Interview | None = None
) -> Sequence[str]:
    """The core questions that no story answers yet, the one that needs a story most first.

    Those of ``interview``, which makes some likelier; without it those of the next one, or of the
    target role.
    """
    if interview is None:
        interview = next((ahead for _, ahead in repository.upcoming(workspace.store, now)), Interview())
    likely = [question_id(planned.card) for planned in cards_of(workspace, interview, now)]
    return without_story(workspace.bank, workspace.bank.stories, role_of(workspace, interview), likely)


def unfinished_mock(workspace: Workspace, now: Clock) -> tuple[str, Mock] | None:
    """The last mock of these days that stopped at a question, or has answers to score."""
    for mock_id, mock in mocks.list_all(workspace.store):
        is_open = mock.item is not None or mock.to_score is not None
        age = (now.day - local_day(mock.started_at, now.tz)).days
        if is_open and mock.kind is not MockKind.ROUND and age <= FRESH:
            return mock_id, mock
    return None


def debrief_due(workspace: Workspace, now: Clock) -> tuple[str, Interview, NextStep] | None:
    """The latest interview of the last two days that still has something to do, and what."""
    for interview_id, interview in reversed(repository.list_all(workspace.store)):
        day = day_here(interview, now)
        if day is None or not is_over(interview, now) or (now.day - day).days > FRESH:
            continue
        step = next_step(interview, PreparationState("", 0, 0, 0), now)
        if step is not None:
            return interview_id, interview, step
    return None
