"""A foreign table's columns -> own questions: a guess at what each means, then a preview of the outcome."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prepkit.bank import Bank
from prepkit.bank.own import LISTS, OwnQuestion
from prepkit.exchange.sheet import Sheet
from prepkit.model import Difficulty, Kind, Problem

TARGETS: Mapping[str, str] = {
    "prompt": "Question",
    "answers": "Sample answer",
    "key_points": "Key points",
    "competency": "Competency",
    "kind": "Kind",
    "difficulty": "Difficulty",
    "roles": "Roles",
    "assesses": "What it assesses",
    "steps": "How to answer",
    "variants": "Other wordings",
    "follow_ups": "Follow-ups",
    "pitfalls": "Pitfalls",
}
"""What a column can be, as a person reads it."""

SYNONYMS: Mapping[str, str] = {
    "prompt": "prompt, question, questions, front, text, interview question, card, term, frage, pregunta",
    "answers": "answer, answers, sample answer, sample answers, model answer, back, response, definition, "
    "antwort, respuesta",
    "key_points": "key points, keypoints, key point, points, bullets, rubric, must mention",
    "competency": "competency, competence, topic, category, skill, area, theme, section",
    "kind": "kind, type, question type",
    "difficulty": "difficulty, level, hardness",
    "roles": "roles, role, job, job title, position",
    "assesses": "what it assesses, assesses, purpose, why asked, intent",
    "steps": "how to answer, steps, approach, tips, hint, hints, advice",
    "variants": "other wordings, variants, variant, alternatives, also asked as",
    "follow_ups": "follow ups, follow up, followups, probes, next questions",
    "pitfalls": "pitfalls, pitfall, mistakes, avoid",
}
"""Names that other people give such columns, for the guess."""

TEMPLATE = (
    ("Question", "Competency", "Kind", "Difficulty", "Key points", "Sample answer"),
    (
        "Tell me about a time you calmed somebody down.",
        "De-escalation and recovery",
        "behavioural",
        "medium",
        "Lets them finish; Names what went wrong; Says what happens next",
        "A woman rang about her mother's broken stair lift …",
    ),
)
"""Header and one example row of the table that people can fill in."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a table in would do: the questions, and the lines that would be left out, with the reason.

    ``doubles`` are lines whose question is already there, in the bank or further up in the table.
    """

    questions: tuple[OwnQuestion, ...]
    problems: tuple[Problem, ...]
    doubles: tuple[Problem, ...]


def guess(sheet: Sheet) -> dict[str, str | None]:
    """Which column is probably which target; None for a target that no column looks like.

    A table without any telling header is read as question first, answer second.
    """
    columns = [str(column) for column in sheet.frame.columns]
    taken: dict[str, str | None] = dict.fromkeys(TARGETS)
    for target, names in SYNONYMS.items():
        free = [column for column in columns if column not in taken.values()]
        taken[target] = next((column for column in free if _plain(column) in names.split(", ")), None)
    if taken["prompt"] is None:
        rest = [column for column in columns if column not in taken.values()]
        taken["prompt"] = rest[0] if rest else None
        if taken["answers"] is None and len(rest) > 1:
            taken["answers"] = rest[1]
    return taken


def preview(
    sheet: Sheet, mapping: Mapping[str, str | None], bank: Bank, *, competency: str, file: str
) -> Preview:
    """Read every row by ``mapping`` (target -> column); nothing is written.

    ``competency`` is the id for rows that name none. Unknown kinds, competencies and roles are reported,
    and the row is taken in with the usual ones.
    """
    known = {_plain(bank.question(question).prompt) for question in bank.ids}
    names = {_plain(item.name): item.id for item in bank.competencies}
    names |= {_plain(item.id): item.id for item in bank.competencies}
    roles = {_plain(name): role.id for role in bank.roles for name in (role.name, role.id)}
    questions: list[OwnQuestion] = []
    problems: list[Problem] = []
    doubles: list[Problem] = []
    for line, cells in _rows(sheet, mapping):
        question, found = _question(cells, names, roles, competency)
        problems += (Problem(file, line, mapping[target], message) for target, message in found)
        if question is None:
            continue
        if _plain(question.prompt) in known:
            doubles.append(
                Problem(file, line, mapping["prompt"], f"“{question.prompt[:80]}” is already there.")
            )
            continue
        known.add(_plain(question.prompt))
        questions.append(question)
    return Preview(tuple(questions), tuple(problems), tuple(doubles))


def slugs(questions: Sequence[OwnQuestion], deck: str, taken: Collection[str] = ()) -> list[str]:
    """An id for each question: the deck and the first words of the prompt, with a number where needed."""
    used, made = set(taken), []
    # Where counting goes on: a script without Latin letters gives every question the same first words.
    numbers: dict[str, int] = {}
    for question in questions:
        words = re.findall(r"[a-z0-9]+", question.prompt.lower())
        stem = "-".join(words[:6])[:60].strip("-") or "question"
        number = numbers.get(stem, 1)
        while (slug := f"{deck}/{stem}-{number}" if number > 1 else f"{deck}/{stem}") in used:
            number += 1
        numbers[stem] = number + 1
        used.add(slug)
        made.append(slug)
    return made


def items(cell: str) -> tuple[str, ...]:
    """A cell that lists several things: by line, else by semicolon or vertical bar; bullets are taken off."""
    parts = cell.splitlines() if "\n" in cell else re.split(r"[;|]", cell)
    bare = (re.sub(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+", "", part).strip() for part in parts)
    return tuple(part for part in bare if part)


def _rows(sheet: Sheet, mapping: Mapping[str, str | None]) -> Iterator[tuple[int, dict[str, str]]]:
    chosen = {target: column for target, column in mapping.items() if column is not None}
    columns = [sheet.frame[column].tolist() for column in chosen.values()]
    for line, *cells in zip(sheet.frame.index.tolist(), *columns, strict=True):
        yield line, dict(zip(chosen, cells, strict=True))


def _question(
    cells: Mapping[str, str], competencies: Mapping[str, str], roles: Mapping[str, str], usual: str
) -> tuple[OwnQuestion | None, list[tuple[str, str]]]:
    """The question of one row, None if it has none; and what was wrong, as (target, sentence)."""
    content: dict[str, object] = {"prompt": cells.get("prompt", ""), "competency": usual}
    found: list[tuple[str, str]] = []
    for target, cell in cells.items():
        if target == "answers":
            content[target] = [cell] if cell else []
        elif target == "roles":
            named = [roles.get(_plain(item)) for item in items(cell.replace(",", ";"))]
            content[target] = [role for role in named if role]
            if None in named:
                found.append((target, f"“{cell[:60]}” names a role that is not known here."))
        elif target in LISTS:
            content[target] = list(items(cell))
        elif target == "assesses":
            content[target] = cell
        elif target != "prompt" and cell:
            value = _chosen(target, cell, competencies)
            content |= {target: value} if value else {}
            found += [] if value else [(target, f"“{cell[:60]}” is not known here; the usual one is taken.")]
    if not cells.get("prompt", "").strip():
        return None, [("prompt", "There is no question in this row; it would be left out.")] if any(
            cells.values()
        ) else []
    fault = next(OwnQuestion.faults(content), None)
    if fault is not None:
        return None, [("prompt", f"{fault} The row would be left out.")]
    return OwnQuestion.of(content), found


def _chosen(target: str, cell: str, competencies: Mapping[str, str]) -> str | None:
    plain = _plain(cell)
    if target == "competency":
        return competencies.get(plain)
    choices = Kind if target == "kind" else Difficulty
    return next((c.value for c in choices if plain in (_plain(c.value), _plain(c.label))), None)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
