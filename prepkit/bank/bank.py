"""The checked question bank: what can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import pandas as pd

from prepkit.bank.reference import Metric, Reference
from prepkit.model import (
    Competency,
    Difficulty,
    Drill,
    KeyPoint,
    Kind,
    Likelihood,
    Pitfall,
    Problem,
    Question,
    Role,
    RolePlace,
    SampleAnswer,
    Story,
    Variant,
    WeakAnswer,
    question_id,
)

Named = TypeVar("Named", Role, Competency)


@dataclass(frozen=True, slots=True)
class Parts:
    """One side table, its rows findable by question id without searching.

    ``columns`` maps a column's name to its cells; ``rows`` maps a question id to the places of its
    rows, in order.
    """

    columns: Mapping[str, list[str]]
    rows: Mapping[str, list[int]]

    def of(self, question: str, *columns: str) -> list[tuple[str, ...]]:
        """The named cells of each row of one question, in order; empty when it has none."""
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
    _made: dict[str, Question] = field(default_factory=dict)

    def __contains__(self, question_id: object) -> bool:
        return question_id in self.places

    def __len__(self) -> int:
        return len(self.ids)

    def question(self, question_id: str) -> Question:
        """One question with all its parts. Raises KeyError for an unknown id."""
        made = self._made.get(question_id)
        if made is None:
            made = self._made[question_id] = self._make(question_id)
        return made

    def variant_ids(self, question_id: str) -> list[str]:
        """The ids of a question's other wordings, without putting the whole question together."""
        return [variant for (variant,) in self.parts["variants"].of(question_id, "id")]

    def metric(self, card_id: str) -> Metric | None:
        """The metric behind a card id, as ``t:csat``; None when it is no such card."""
        return self.reference.metrics.get(card_id.removeprefix("t:")) if card_id.startswith("t:") else None

    def story(self, card_id: str) -> Story | None:
        """The story behind a card id, as ``s:3f2a``; None when it is no such card."""
        return self.stories.get(card_id.removeprefix("s:")) if card_id.startswith("s:") else None

    def has_card(self, card_id: str) -> bool:
        """Whether a card can be asked: its question, metric or story is in the bank."""
        return (
            question_id(card_id) in self
            or self.metric(card_id) is not None
            or self.story(card_id) is not None
            or card_id in self.drills
        )

    def wordings(self, card_id: str) -> list[str | None]:
        """The ways to ask a card: None for its own prompt, then the ids of its variants.

        A story is asked for by each question that it answers, in turn, a drill with each of its seeds.
        """
        story = self.story(card_id)
        if story is not None:
            return [question for question in story.questions if question in self] or [None]
        if card_id in self.drills:
            return list(self.drills[card_id].seeds)
        return [None, *self.variant_ids(question_id(card_id))]

    def title(self, card_id: str, variant_id: str | None = None) -> str:
        """What to call a card in a list: a metric or a story by its name, a question by one of its wordings.

        A card that has left the bank is called by what is left of it, its id.
        """
        metric, story = self.metric(card_id), self.story(card_id)
        if metric:
            return metric.name
        if story:
            return story.title or "A story without a title"
        if card_id in self.drills:
            return self.drills[card_id].title
        question = question_id(card_id)
        return self.question(question).wording(variant_id) if question in self else f"{card_id} (removed)"

    def role(self, role_id: str) -> Role:
        """Raises KeyError for an unknown id."""
        return _by_id(self.roles)[role_id]

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

    def _make(self, question_id: str) -> Question:
        head = self.parts["questions"].of(
            question_id, "prompt", "kind", "competency", "difficulty", "assesses"
        )
        if not head:
            raise KeyError(question_id)
        prompt, kind, competency, difficulty, assesses = head[0]
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
        )

    def _samples(self, question_id: str, points: frozenset[str]) -> tuple[SampleAnswer, ...]:
        rows = self.parts["sample_answers"].of(
            question_id, "id", "level", "industry", "covers", "text", "situation", "task", "action", "result"
        )
        return tuple(
            SampleAnswer(sample, level, industry, tuple(p for p in covers.split() if p in points), *texts)
            for sample, level, industry, covers, *texts in rows
        )


def _by_id(items: tuple[Named, ...]) -> dict[str, Named]:
    return {item.id: item for item in items}
