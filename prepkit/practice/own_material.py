"""A person's own material for a question: the stories that answer it, and earlier answers."""

from __future__ import annotations

from prepkit.model import Attempt, Question, Story
from prepkit.store import attempts
from prepkit.workspace import Workspace


def own_stories(workspace: Workspace, question: Question) -> dict[str, Story]:
    """The stories that answer a question and hold any text, by id."""
    return {
        story_id: story
        for story_id, story in workspace.bank.stories.items()
        if question.id in story.questions and story.text
    }


def earlier_answers(workspace: Workspace, question: Question) -> tuple[Attempt, ...]:
    """The attempts at a question that hold an answer, the latest first."""
    history = attempts.of_card(workspace.store, question.card_id)
    return tuple(attempt for attempt in reversed(history) if attempt.answer.strip())
