"""Define a person's own questions, and add them and their stories to the bank."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from typing import Any

import pandas as pd

from prepkit.bank.assemble import assemble, in_order, stand_in
from prepkit.bank.bank import Bank, Parts
from prepkit.bank.contract import CONTRACTS
from prepkit.field_types import is_text, text_faults
from prepkit.model import Story
from prepkit.question import AnswerForm, Competency, Difficulty, Kind, Likelihood, OwnDetails

MAX_PROMPT = 2_000
MAX_ITEMS = 50
CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(kind.value for kind in Kind),
    "difficulty": tuple(level.value for level in Difficulty),
    "likelihood": (Likelihood.COMMON.value, Likelihood.OCCASIONAL.value),
}
LISTS = (
    *("roles", "steps", "key_points", "answers", "variants", "follow_ups", "pitfalls"),
    *("options", "tags"),
)
NO_TOPIC = "no-topic"
"""The competency of a question that names none."""


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """One own question. Only the prompt must be filled.

    ``roles`` holds role ids; none means all of them. ``competency`` is an id; ``topic`` is what a deck calls
    its own part of the matter where that is none of the competencies. ``answers`` are sample answers in one
    piece each, and ``explanation`` says why they are right. ``options`` are the choices of a question with
    several; ``guid`` is its id in the program it comes from. As JSON it is an object with these names.
    """

    prompt: str
    competency: str = ""
    kind: str = Kind.GENERAL.value
    difficulty: str = Difficulty.MEDIUM.value
    likelihood: str = Likelihood.COMMON.value
    roles: tuple[str, ...] = ()
    assesses: str = ""
    steps: tuple[str, ...] = ()
    key_points: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    pitfalls: tuple[str, ...] = ()
    topic: str = ""
    explanation: str = ""
    options: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    company: str = ""
    source: str = ""
    guid: str = ""

    @property
    def competency_id(self) -> str:
        """The competency, or an id for the deck's own topic, or ``NO_TOPIC``."""
        return self.competency or (f"topic-{self.topic.casefold()}" if self.topic else NO_TOPIC)

    @staticmethod
    def of(content: Mapping[str, Any]) -> OwnQuestion:
        """Create a question from JSON without faults; unknown fields are ignored."""
        names = [field.name for field in fields(OwnQuestion) if field.name in content]
        cells: dict[str, Any] = {
            name: tuple(content[name]) if name in LISTS else content[name] for name in names
        }
        return OwnQuestion(**cells)

    @staticmethod
    def faults(content: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each reason why an object is no own question."""
        prompt = content.get("prompt")
        if not isinstance(prompt, str) or not prompt.strip():
            yield "The question itself is missing."
        yield from text_faults(OwnQuestion, content, most=MAX_ITEMS, longest={"prompt": MAX_PROMPT})
        for name, choices in CHOICES.items():
            if is_text(chosen := content.get(name, choices[0])) and chosen not in choices:
                yield f"“{name}” should be one of {', '.join(choices)}."

    def as_json(self) -> dict[str, Any]:
        """Return the question as an object of texts and lists."""
        return {name: list(cell) if name in LISTS else cell for name, cell in asdict(self).items()}


def with_own(bank: Bank, own: Sequence[tuple[str, OwnQuestion]]) -> Bank:
    """Add a person's own questions, with their ids (``deck/slug``), at the end of the bank."""
    if not own:
        return bank
    digest = sha256(repr((bank.version, own)).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    added = assemble(_tables(bank, own), digest, ())
    places = {**bank.places, **added.places}
    ids = (*bank.ids, *added.ids)
    known = {competency.id for competency in bank.competencies}
    return Bank(
        version=digest,
        problems=bank.problems,
        ids=ids,
        questions=pd.concat([bank.questions, added.questions]),
        roles=bank.roles,
        competencies=(*bank.competencies, *_own_topics(own, known)),
        industries=bank.industries,
        anchors=bank.anchors,
        places=places,
        parts={name: _joined(part, added.parts[name]) for name, part in bank.parts.items()},
        cores=bank.cores,
        orders={role.id: in_order(role.id, ids, places) for role in bank.roles},
        reference=bank.reference,
        drills=bank.drills,
        own={id: _details(question) for id, question in own},
    )


def with_stories(bank: Bank, stories: Mapping[str, Story]) -> Bank:
    """Add a person's stories, by id, to the bank of their sessions."""
    return replace(bank, stories=stories) if stories else bank


def _tables(bank: Bank, own: Sequence[tuple[str, OwnQuestion]]) -> dict[str, pd.DataFrame]:
    """Convert own questions to the tables of the column contract; some tables stay empty."""
    rows: dict[str, list[tuple[str, ...]]] = {table.name: [] for table in CONTRACTS}
    every_role = tuple(role.id for role in bank.roles)
    for id, question in own:
        head = (id, question.prompt, question.kind, question.competency_id)
        no_material = ""
        rows["questions"].append(
            (*head, question.difficulty, question.assesses, no_material, "; ".join(question.tags))
        )
        known = tuple(role for role in question.roles if role in every_role) or every_role
        rows["question_roles"] += ((id, role, question.likelihood, "") for role in known)
        rows["steps"] += _numbered(id, question.steps)
        rows["key_points"] += (
            (f"{id}.k{n}", id, str(n), text) for n, text in enumerate(question.key_points, start=1)
        )
        rows["sample_answers"] += (
            (f"{id}.a{n}", id, "", "", AnswerForm.MODEL.value, *("", "", ""), text, *("", "", "", ""))
            for n, text in enumerate(_explained(question), 1)
        )
        rows["variants"] += (
            (f"{id}.v{n}", id, text, "same") for n, text in enumerate(question.variants, start=1)
        )
        rows["follow_ups"] += _numbered(id, question.follow_ups)
        rows["pitfalls"] += ((*row, "") for row in _numbered(id, question.pitfalls))
    return {
        table.name: pd.DataFrame(rows[table.name], columns=list(table.columns), dtype="str")
        for table in CONTRACTS
    }


def _details(question: OwnQuestion) -> OwnDetails:
    return OwnDetails(question.options, question.tags, question.company, question.source)


def _explained(question: OwnQuestion) -> tuple[str, ...]:
    """Return the sample answers, the first with its explanation below it."""
    if not question.explanation:
        return question.answers
    first, *others = question.answers or ("",)
    return (f"{first}\n\n{question.explanation}".strip(), *others)


def _own_topics(own: Sequence[tuple[str, OwnQuestion]], known: Collection[str]) -> Iterator[Competency]:
    """Yield what own questions are about beside the competencies, by their own names."""
    seen = set(known)
    for _, question in own:
        if question.competency_id not in seen:
            seen.add(question.competency_id)
            name = question.topic or ("No topic" if question.competency_id == NO_TOPIC else "")
            yield Competency(question.competency_id, name or stand_in(question.competency_id), "")


def _numbered(id: str, texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return ((id, str(place), text) for place, text in enumerate(texts, start=1))


def _joined(first: Parts, second: Parts) -> Parts:
    after = len(next(iter(first.columns.values()), []))
    moved = {question: [after + row for row in rows] for question, rows in second.rows.items()}
    return Parts(
        {name: [*cells, *second.columns[name]] for name, cells in first.columns.items()},
        {**first.rows, **moved},
    )
