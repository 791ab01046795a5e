"""Find which questions and competencies of a role have a story, and which story answers too many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prepkit.bank import Bank
from prepkit.model import Story
from prepkit.practice.cards import core_questions
from prepkit.question import Kind
from prepkit.stories import cover

TELLABLE = (Kind.BEHAVIOURAL, Kind.SITUATIONAL, Kind.GENERAL)
"""The kinds of question that a story answers, or proves the answer to."""
OVERUSED = 4
"""The most core questions of a role that one story should answer."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One competency of a role: its core questions that want a story, each with the stories linked to it.

    ``stories`` holds those that are tagged with the competency or answer one of its questions.
    """

    competency: str
    questions: Mapping[str, tuple[str, ...]]
    stories: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The questions without a story; behavioural ones come first."""
        return tuple(question for question, stories in self.questions.items() if not stories)


@dataclass(frozen=True, slots=True)
class StoryCoverage:
    """A role's competencies, what stories do for them, and the smallest set of stories to take along.

    ``overused`` maps a story to how many core questions it is the answer to.
    """

    rows: tuple[CoverageRow, ...]
    overused: Mapping[str, int]
    fewest: cover.Cover

    @property
    def questions(self) -> int:
        return sum(len(row.questions) for row in self.rows)

    @property
    def answered(self) -> int:
        return self.questions - sum(len(row.missing) for row in self.rows)


def without_story(
    bank: Bank, stories: Mapping[str, Story], role: str | None, likely: Sequence[str] = ()
) -> list[str]:
    """Return the core questions of a role that no story answers, the one that needs a story most first.

    Competencies without any story come first, then questions that ask outright for an example, then the
    likeliest by ``likely`` and the core's own order; a second question of a competency follows the first
    of every other.
    """
    places = {question: n for n, question in enumerate(dict.fromkeys((*likely, *core_questions(bank, role))))}
    ranked = sorted(
        (bool(row.stories), TELLABLE.index(bank.question(question).kind), places[question], row.competency)
        for row in of_role(bank, stories, role).rows
        for question in row.missing
    )
    ids = list(places)
    firsts = {competency: place for *_, place, competency in reversed(ranked)}
    order = [place for *_, place, _ in ranked]
    return [ids[place] for place in sorted(order, key=lambda place: place not in firsts.values())]


def of_role(bank: Bank, stories: Mapping[str, Story], role: str | None) -> StoryCoverage:
    """Work out the coverage of a role's core questions; of all roles' together for None."""
    wanted = [question for question in core_questions(bank, role) if bank.question(question).kind in TELLABLE]
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
            linked = (s for answering in questions.values() for s in answering)
            rows.append(CoverageRow(competency.id, questions, tuple(dict.fromkeys((*tagged, *linked)))))
    overused = {story: len(covered) for story, covered in answers.items() if len(covered) > OVERUSED}
    return StoryCoverage(tuple(rows), overused, cover.fewest(answers))
