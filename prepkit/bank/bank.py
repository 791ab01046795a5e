"""Hold the checked question bank: everything that can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import pandas as pd

from prepkit.bank.reference import Metric, Reference
from prepkit.card_ids import question_id
from prepkit.errors import Problem
from prepkit.material import parse
from prepkit.model import Story
from prepkit.question import (
    AnswerForm,
    Competency,
    Country,
    Difficulty,
    Drill,
    Ending,
    KeyPoint,
    Kind,
    Level,
    Likelihood,
    OwnDetails,
    Pitfall,
    Question,
    Role,
    RolePlace,
    SampleAnswer,
    Variant,
    WeakAnswer,
)

Named = TypeVar("Named", Role, Competency)


@dataclass(frozen=True, slots=True)
class Parts:
    """One side table whose rows are looked up by question id.

    ``columns`` maps a column's name to its cells; ``rows`` maps a question id to the places of its
    rows, in order.
    """

    columns: Mapping[str, list[str]]
    rows: Mapping[str, list[int]]

    def of(self, question: str, *columns: str) -> list[tuple[str, ...]]:
        """Return the named cells of each row of a question, in order; empty if it has none."""
        cells = [self.columns[column] for column in columns]
        return [tuple(column[row] for column in cells) for row in self.rows.get(question, ())]


@dataclass(frozen=True, slots=True, eq=False)
class Bank:
    """Everything that can be asked, checked. Built by :func:`prepkit.bank.load`; never changes.

    ``version`` is 12 hex digits that change with the tables. ``ids`` holds the question ids in file
    order. ``questions`` is a frame indexed by question id in that order: ``prompt``, ``kind``,
    ``competency``, ``difficulty`` (text), ``roles``, ``industries`` (tuples of ids). ``industries``
    maps an id to its name. ``anchors`` has ``competency``, ``role_level`` (text), ``level`` (int64:
    1, 3, 5), ``description``. ``stories`` holds a person's own by id, for
    them alone; ``drills`` the metrics lab's by card id. Every role, competency and industry that a
    question names can be looked up, even when its own table is damaged.
    """

    version: str
    problems: tuple[Problem, ...]
    ids: tuple[str, ...]
    questions: pd.DataFrame
    roles: tuple[Role, ...]
    competencies: tuple[Competency, ...]
    industries: Mapping[str, str]
    anchors: pd.DataFrame
    places: Mapping[str, Mapping[str, RolePlace]]
    parts: Mapping[str, Parts]
    cores: Mapping[str, tuple[str, ...]]
    orders: Mapping[str, tuple[str, ...]]
    reference: Reference
    stories: Mapping[str, Story] = field(default_factory=dict)
    drills: Mapping[str, Drill] = field(default_factory=dict)
    own: Mapping[str, OwnDetails] = field(default_factory=dict)
    _questions: dict[str, Question] = field(default_factory=dict)
    _anchors: dict[tuple[str, str], Mapping[int, str]] = field(default_factory=dict)

    def __contains__(self, question_id: object) -> bool:
        return question_id in self.places

    def __len__(self) -> int:
        return len(self.ids)

    def question(self, question_id: str) -> Question:
        """One question with all its parts. Raises KeyError for an unknown id."""
        question = self._questions.get(question_id)
        if question is None:
            question = self._questions[question_id] = self._assemble(question_id)
        return question

    def level_anchors(self, competency: str, role_level: str) -> Mapping[int, str]:
        """What an answer at 1, 3 and 5 sounds like from somebody at a role level, by score."""
        key = (competency, role_level)
        if key not in self._anchors:
            rows = self.anchors
            rows = rows[(rows["competency"] == competency) & (rows["role_level"] == role_level)]
            self._anchors[key] = dict(zip(map(int, rows["level"]), rows["description"], strict=True))
        return self._anchors[key]

    def variant_ids(self, question_id: str) -> list[str]:
        """List the ids of a question's other wordings, without assembling the whole question."""
        return [variant for (variant,) in self.parts["variants"].of(question_id, "id")]

    def metric(self, card_id: str) -> Metric | None:
        """Return the metric of a card id such as ``t:csat``; None if there is none."""
        return self.reference.metrics.get(card_id.removeprefix("t:")) if card_id.startswith("t:") else None

    def story(self, card_id: str) -> Story | None:
        """Return the story of a card id such as ``s:3f2a``; None if there is none."""
        return self.stories.get(card_id.removeprefix("s:")) if card_id.startswith("s:") else None

    def has_card(self, card_id: str) -> bool:
        """Whether the question, metric, story or drill of a card is in the bank."""
        return (
            question_id(card_id) in self
            or self.metric(card_id) is not None
            or self.story(card_id) is not None
            or card_id in self.drills
        )

    def wordings(self, card_id: str) -> list[str | None]:
        """List the ways to ask a card: None for its own prompt, then the ids of its variants.

        Those of a story are the questions it answers, those of a drill its seeds.
        """
        story = self.story(card_id)
        if story is not None:
            return [question for question in story.questions if question in self] or [None]
        if card_id in self.drills:
            return list(self.drills[card_id].seeds)
        return [None, *self.variant_ids(question_id(card_id))]

    def title(self, card_id: str, variant_id: str | None = None) -> str:
        """Return the name of a card in lists: a name, or for a question one of its wordings.

        A card that is no longer in the bank is named by its id.
        """
        metric, story = self.metric(card_id), self.story(card_id)
        if metric:
            return metric.name
        if story:
            return story.shown_title
        if card_id in self.drills:
            return self.drills[card_id].title
        question = question_id(card_id)
        return self.question(question).wording(variant_id) if question in self else f"{card_id} (removed)"

    def role(self, role_id: str) -> Role:
        """Raises KeyError for an unknown id."""
        return _by_id(self.roles)[role_id]

    def level_of(self, role_id: str | None) -> Level | None:
        """Return the level of a role; None for no role or an unknown one."""
        role = _by_id(self.roles).get(role_id or "")
        return role.level if role else None

    def competency(self, competency_id: str) -> Competency:
        """Raises KeyError for an unknown id."""
        return _by_id(self.competencies)[competency_id]

    def core(self, role_id: str) -> tuple[str, ...]:
        """The ids of a role's core questions in the role's own order; empty for an unknown role."""
        return self.cores.get(role_id, ())

    def in_role(self, role_id: str) -> tuple[str, ...]:
        """All question ids of a role: core in order, common, occasional; empty for an unknown role."""
        return self.orders.get(role_id, ())

    def likelihood(self, question_id: str, role_id: str) -> Likelihood | None:
        """How likely a question is for a role; None when it is not asked there."""
        place = self.places.get(question_id, {}).get(role_id)
        return place.likelihood if place else None

    def _assemble(self, question_id: str) -> Question:
        head = self.parts["questions"].of(
            *(question_id, "prompt", "kind", "competency", "difficulty"),
            *("assesses", "material", "search_words"),
        )
        if not head:
            raise KeyError(question_id)
        prompt, kind, competency, difficulty, assesses, material, search_words = head[0]
        parts = self.parts
        points = tuple(KeyPoint(*cells) for cells in parts["key_points"].of(question_id, "id", "text"))
        weak = parts["weak_answers"].of(question_id, "text", "note_1", "note_2", "note_3")
        return Question(
            id=question_id,
            prompt=prompt,
            kind=Kind(kind),
            competency=competency,
            difficulty=Difficulty(difficulty),
            assesses=assesses,
            roles=self.places[question_id],
            steps=tuple(text for (text,) in parts["steps"].of(question_id, "text")),
            key_points=points,
            samples=self._samples(question_id, frozenset(point.id for point in points)),
            weak=WeakAnswer(weak[0][0], tuple(note for note in weak[0][1:] if note)) if weak else None,
            pitfalls=tuple(
                Pitfall(*cells) for cells in parts["pitfalls"].of(question_id, "pitfall", "signals")
            ),
            follow_ups=tuple(text for (text,) in parts["follow_ups"].of(question_id, "text")),
            variants=tuple(
                Variant(*cells) for cells in parts["variants"].of(question_id, "id", "text", "angle")
            ),
            search_words=listed(search_words),
            material=parse(material),
        )

    def _samples(self, question_id: str, points: frozenset[str]) -> tuple[SampleAnswer, ...]:
        rows = self.parts["sample_answers"].of(
            *(question_id, "id", "level", "industry", "form", "country", "ending", "covers"),
            *("text", "situation", "task", "action", "result"),
        )
        samples = (
            SampleAnswer(
                sample,
                Level(level) if level else None,
                industry,
                AnswerForm(form),
                Country(country) if country else None,
                Ending(ending) if ending else None,
                tuple(p for p in covers.split() if p in points),
                *texts,
            )
            for sample, level, industry, form, country, ending, covers, *texts in rows
        )
        return tuple(sorted(samples, key=lambda sample: sample.form is not AnswerForm.MODEL))


def listed(cell: str) -> tuple[str, ...]:
    """Split a cell that holds several phrases, with semicolons between them."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _by_id(items: tuple[Named, ...]) -> dict[str, Named]:
    return {item.id: item for item in items}
