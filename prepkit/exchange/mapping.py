"""Maps the columns of a foreign table to own questions: a guess at each column, then a preview."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from prepkit.bank import Bank
from prepkit.bank.own import LISTS, OwnQuestion
from prepkit.errors import Problem
from prepkit.exchange.sheet import Sheet
from prepkit.exchange.spreadsheet import as_csv
from prepkit.model import Difficulty, Kind

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
"""The targets of a column, with the labels that a person reads."""

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
    """What importing a table would do: the questions, and the lines left out, each with the reason.

    ``doubles`` are lines whose question is already in the bank or further up in the table.
    """

    questions: tuple[OwnQuestion, ...]
    problems: tuple[Problem, ...]
    doubles: tuple[Problem, ...]

    def table(self, most: int) -> dict[str, list[str]]:
        """Return the first ``most`` questions as columns for the screen."""
        questions = self.questions[:most]
        return {
            "Question": [question.prompt for question in questions],
            "Key points": ["; ".join(question.key_points) for question in questions],
            "Sample answer": ["\n\n".join(question.answers) for question in questions],
        }


def template() -> bytes:
    """Make a table to fill in with one example row, for a spreadsheet program."""
    return as_csv(pd.DataFrame([TEMPLATE[1]], columns=list(TEMPLATE[0]), dtype="str"))


def guess(sheet: Sheet) -> dict[str, str | None]:
    """Guess the column of each target; None for a target that no column's name fits.

    A table without a known header is read as question first, answer second.
    """
    columns = [str(column) for column in sheet.frame.columns]
    column_by_target: dict[str, str | None] = dict.fromkeys(TARGETS)
    for target, names in SYNONYMS.items():
        free = [column for column in columns if column not in column_by_target.values()]
        column_by_target[target] = next(
            (column for column in free if _plain(column) in names.split(", ")), None
        )
    if column_by_target["prompt"] is None:
        rest = [column for column in columns if column not in column_by_target.values()]
        column_by_target["prompt"] = rest[0] if rest else None
        if column_by_target["answers"] is None and len(rest) > 1:
            column_by_target["answers"] = rest[1]
    return column_by_target


def preview(
    sheet: Sheet, mapping: Mapping[str, str | None], bank: Bank, *, competency: str, file: str
) -> Preview:
    """Read every row by ``mapping`` (target -> column); nothing is written.

    ``competency`` is the id for rows that name none. Unknown kinds, competencies and roles are reported,
    and the question gets the usual ones.
    """
    known_prompts = {_plain(bank.question(question).prompt) for question in bank.ids}
    names = {_plain(item.name): item.id for item in bank.competencies}
    names |= {_plain(item.id): item.id for item in bank.competencies}
    roles = {_plain(name): role.id for role in bank.roles for name in (role.name, role.id)}
    questions: list[OwnQuestion] = []
    problems: list[Problem] = []
    doubles: list[Problem] = []
    for line, cells in _rows(sheet, mapping):
        question, faults = _question(cells, names, roles, competency)
        problems += (Problem(file, line, mapping[target], message) for target, message in faults)
        if question is None:
            continue
        if _plain(question.prompt) in known_prompts:
            doubles.append(
                Problem(file, line, mapping["prompt"], f"“{question.prompt[:80]}” is already there.")
            )
            continue
        known_prompts.add(_plain(question.prompt))
        questions.append(question)
    return Preview(tuple(questions), tuple(problems), tuple(doubles))


def slugs(questions: Sequence[OwnQuestion], deck: str, taken: Collection[str] = ()) -> list[str]:
    """Make an id for each question: the deck and the first words of the prompt, numbered where needed."""
    used_ids, ids = set(taken), []
    # The next number of each stem: every question in a script without Latin letters has the same stem.
    numbers: dict[str, int] = {}
    for question in questions:
        words = re.findall(r"[a-z0-9]+", question.prompt.lower())
        stem = "-".join(words[:6])[:60].strip("-") or "question"
        number = numbers.get(stem, 1)
        while (slug := f"{deck}/{stem}-{number}" if number > 1 else f"{deck}/{stem}") in used_ids:
            number += 1
        numbers[stem] = number + 1
        used_ids.add(slug)
        ids.append(slug)
    return ids


def items(cell: str) -> tuple[str, ...]:
    """Split a cell into its items: by line, else by semicolon or vertical bar; bullets are removed."""
    parts = cell.splitlines() if "\n" in cell else re.split(r"[;|]", cell)
    bare = (re.sub(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+", "", part).strip() for part in parts)
    return tuple(part for part in bare if part)


def _rows(sheet: Sheet, mapping: Mapping[str, str | None]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line of each row and its cells by target."""
    chosen = {target: column for target, column in mapping.items() if column is not None}
    columns = [sheet.frame[column].tolist() for column in chosen.values()]
    for line, *cells in zip(sheet.frame.index.tolist(), *columns, strict=True):
        yield line, dict(zip(chosen, cells, strict=True))


def _question(
    cells: Mapping[str, str], competencies: Mapping[str, str], roles: Mapping[str, str], usual: str
) -> tuple[OwnQuestion | None, list[tuple[str, str]]]:
    """Make the question of one row, None if it has none; and its faults as (target, sentence)."""
    content: dict[str, object] = {"prompt": cells.get("prompt", ""), "competency": usual}
    faults: list[tuple[str, str]] = []
    for target, cell in cells.items():
        if target == "answers":
            content[target] = [cell] if cell else []
        elif target == "roles":
            role_ids = [roles.get(_plain(item)) for item in items(cell.replace(",", ";"))]
            content[target] = [role for role in role_ids if role]
            if None in role_ids:
                faults.append((target, f"“{cell[:60]}” names a role that is not known here."))
        elif target in LISTS:
            content[target] = list(items(cell))
        elif target == "assesses":
            content[target] = cell
        elif target != "prompt" and cell:
            value = _chosen(target, cell, competencies)
            content |= {target: value} if value else {}
            faults += [] if value else [(target, f"“{cell[:60]}” is not known here; the usual one is taken.")]
    if not cells.get("prompt", "").strip():
        return None, [("prompt", "There is no question in this row; it would be left out.")] if any(
            cells.values()
        ) else []
    fault = next(OwnQuestion.faults(content), None)
    if fault is not None:
        return None, [("prompt", f"{fault} The row would be left out.")]
    return OwnQuestion.of(content), faults


def _chosen(target: str, cell: str, competencies: Mapping[str, str]) -> str | None:
    """Return the id of the competency, kind or difficulty that a cell names; None if it names none."""
    plain = _plain(cell)
    if target == "competency":
        return competencies.get(plain)
    choices = Kind if target == "kind" else Difficulty
    return next(
        (choice.value for choice in choices if plain in (_plain(choice.value), _plain(choice.label))), None
    )


def _plain(text: str) -> str:
    """Return the words of a text in lower case, for comparing."""
    return " ".join(re.findall(r"\w+", text.lower()))
