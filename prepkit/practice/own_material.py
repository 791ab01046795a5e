"""A person's own material for a question: the stories that answer it, and earlier answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from prepkit.model import Attempt, Story
from prepkit.question import Question
from prepkit.workspace import Workspace


def own_stories(workspace: Workspace, question: Question) -> dict[str, Story]:
    """The stories that answer a question and hold any text, by id."""
    return {
        story_id: story
        for story_id, story in workspace.bank.stories.items()
        if question.id in story.questions and story.text
    }


def earlier_answers(
    history: Sequence[Attempt], recorded: Collection[str] = frozenset()
) -> tuple[Attempt, ...]:
    """The attempts at a card that hold an answer or are ``recorded`` (their ids), the latest first."""
    return tuple(attempt for attempt in reversed(history) if attempt.answer.strip() or attempt.id in recorded)
