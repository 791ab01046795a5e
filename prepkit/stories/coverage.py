"""Which questions and competencies of a role have a story, and which story answers too many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prepkit.bank import Bank
from prepkit.model import Kind, Story
from prepkit.stories import cover

TELLABLE = (Kind.BEHAVIOURAL, Kind.SITUATIONAL, Kind.GENERAL)
"""The kinds of question that a story answers, or proves the answer to."""
OVERUSED = 4
"""A story told for more of a role's core questions than this makes an interview sound like one event."""


@dataclass(frozen=True, slots=True)
class Row:
    """One competency of a role: its core questions that want a story, each with the stories linked to it.

    ``stories`` holds those that are tagged with the competency or answer one of its questions.
    """

    competency: str
    questions: Mapping[str, tuple[str, ...]]
    stories: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The questions without a story; those that ask outright for one come first."""
        return tuple(question for question, stories in self.questions.items() if not stories)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A role's competencies, what stories do for them, and the smallest set of stories to take along.

    ``overused`` maps a story to how many core questions it is the answer to.
    """

    rows: tuple[Row, ...]
    overused: Mapping[str, int]
    fewest: cover.Cover

    @property
    def questions(self) -> int:
        return sum(len(row.questions) for row in self.rows)

    @property
    def answered(self) -> int:
        return self.questions - sum(len(row.missing) for row in self.rows)


def of_role(bank: Bank, stories: Mapping[str, Story], role: str | None) -> Coverage:
    """The coverage of a role's core; of all roles' cores together when none is chosen."""
    roles = [role] if role else [item.id for item in bank.roles]
    core = list(dict.fromkeys(question for item in roles for question in bank.core(item)))
    wanted = [question for question in core if bank.question(question).kind in TELLABLE]
    wanted.sort(key=lambda question: TELLABLE.index(bank.question(question).kind))
    answers = {story: frozenset(stories[story].questions) & frozenset(wanted) for story in stories}
    rows = []
    for competency in bank.competencies:
        questions = {
            question: tuple(story for story in stories if question in answers[story])
            for question in wanted
            if bank.question(question).competency == competency.id
        }
        if questions:
            tagged = (s for s, story in stories.items() if competency.id in story.competencies)
            linked = (s for found in questions.values() for s in found)
            rows.append(Row(competency.id, questions, tuple(dict.fromkeys((*tagged, *linked)))))
    overused = {story: len(found) for story, found in answers.items() if len(found) > OVERUSED}
    return Coverage(tuple(rows), overused, cover.fewest(answers))
