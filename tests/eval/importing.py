"""How many files of questions come in right: at once, and after the corrections a person can make."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prepkit.bank import DATA, Bank, load
from prepkit.bank.own import OwnQuestion
from prepkit.exchange.imports.columns import guess
from prepkit.exchange.imports.grid import FileContents, Grid, Target, TextOptions
from prepkit.exchange.imports.headers import ImportTable, find_header, tabulate
from prepkit.exchange.imports.lists import FORMS
from prepkit.exchange.imports.preview import Preview, preview
from prepkit.exchange.imports.reader import read

FOLDER = Path(__file__).parent / "imports"
HINT, SEPARATORS = "hint", {" - ": "pairs", ": ": "pairs", "none": "lines"}
FIELDS = ("answers", "key_points", "options", "tags", "topic", "company", "source", "difficulty", "kind")
MORE_FIELDS = ("follow_ups", "explanation", HINT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: the first difference as a sentence, empty where all is right."""

    file: str
    kind: str
    held: bool
    at_once: str
    corrected: str
    lost: int


def outcomes() -> list[Outcome]:
    """Import every file, as it comes and with its corrections, and compare with the right outcome."""
    bank = load(DATA)
    with (FOLDER / "expected.jsonl").open(encoding="utf-8") as lines:
        return [_outcome(json.loads(line), bank) for line in lines]


def report(*, details: bool = True) -> None:
    """Print the share of files that come in right, for those seen while it was made and the others."""
    found = outcomes()
    for held, described in ((False, "seen while it was made"), (True, "held back")):
        part = [outcome for outcome in found if outcome.held is held]
        print(f"Imports, {described} ({len(part)} files)      at once   corrected   rows lost in silence")
        by_kind: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in part:
            by_kind[outcome.kind].append(outcome)
        for kind, some in [*sorted(by_kind.items()), ("all", part)]:
            once, later = _share(o.at_once for o in some), _share(o.corrected for o in some)
            lost = sum(outcome.lost for outcome in some)
            print(f"  {kind:<10}{len(some):>4}{'':<24}{once:.2f}      {later:.2f}   {lost:>6}")
        for outcome in part if details and not held else ():
            if outcome.at_once:
                print(f"    {outcome.file}: {outcome.at_once}")
    print()


def _share(differences: Iterable[str]) -> float:
    listed = list(differences)
    return sum(not difference for difference in listed) / max(1, len(listed))


def _outcome(expected: Mapping[str, Any], bank: Bank) -> Outcome:
    content = (FOLDER / "files" / expected["file"]).read_bytes()
    contents = read(expected["file"], content)
    imported = list(_as_guessed(contents, bank))
    lost = _lost_in_silence(contents, imported)
    at_once = _difference(expected, imported)
    corrected = _difference(expected, list(_as_corrected(expected, content, bank))) if at_once else ""
    return Outcome(expected["file"], expected["kind"], expected["held"], at_once, corrected, lost)


def _as_guessed(contents: FileContents, bank: Bank) -> Iterator[tuple[Grid, Preview]]:
    """Yield the import of the table that is preselected; of a package, that of every note type."""
    shown = [grid for grid in contents.grids if not grid.hidden] or list(contents.grids)
    packed = all(grid.form == "anki" for grid in shown)
    for grid in shown if packed else sorted(shown, key=lambda grid: -len(grid.lines))[:1]:
        table = tabulate(grid, find_header(grid))
        yield grid, preview(table, guess(table), bank)


def _as_corrected(expected: Mapping[str, Any], content: bytes, bank: Bank) -> Iterator[tuple[Grid, Preview]]:
    """Yield the import with the table, header, separator, encoding and columns that a person would set."""
    right = expected.get("correction", {})
    separator = right.get("separator")
    options = TextOptions(right.get("encoding"), SEPARATORS.get(separator, separator))
    if options.separator not in (None, *FORMS, ",", ";", "\t", "|"):
        options = replace(options, separator=None)
    contents = read(expected["file"], content, options)
    grids = [grid for grid in contents.grids if grid.name == right.get("sheet", grid.name)]
    for grid in grids if grids and grids[0].form == "anki" else grids[:1]:
        header = right.get("header", find_header(grid))
        table = tabulate(grid, 0 if grid.names else header)
        yield grid, preview(table, _mapping(right.get("columns"), table), bank)


def _mapping(columns: Mapping[str, Any] | None, table: ImportTable) -> dict[str, Target]:
    if not columns:
        return guess(table)
    mapping: dict[str, Target] = {}
    names = [column.name for column in table.columns]
    for field, wanted in columns.items():
        target = Target.STEPS if field == HINT else Target(field)
        for place in wanted if isinstance(wanted, list) else [wanted]:
            if isinstance(place, int) and place <= len(names):
                mapping[names[place - 1]] = target
            elif place in names:
                mapping[place] = target
    return mapping


def _lost_in_silence(contents: FileContents, imported: Sequence[tuple[Grid, Preview]]) -> int:
    """Count lines that neither came in nor are named with a reason."""
    lost = 0
    for grid, found in imported:
        named = {problem.line for problem in found.left_out}
        kept = found.rows - len([p for p in found.left_out if p.line in _row_lines(grid, found)])
        told = len(found.questions) + len(found.updates) + found.merged
        lost += max(0, kept - told)
        header = 0 if grid.names or not find_header(grid) else 1
        lost += max(0, len(grid.lines) - header - found.rows - len(named - _row_lines(grid, found)))
    return lost


def _row_lines(grid: Grid, found: Preview) -> set[int]:
    table = tabulate(grid, find_header(grid))
    return set(table.numbers)


def _difference(expected: Mapping[str, Any], imported: Sequence[tuple[Grid, Preview]]) -> str:
    """Return the first difference from each right outcome, empty if one of them is met."""
    questions = [question for _, found in imported for question in found.questions]
    if "count" in expected:
        some = expected["questions_some"]
        ends = [*questions[:5], *questions[-2:]]
        if len(questions) != expected["count"]:
            return f"{len(questions)} questions instead of {expected['count']}"
        return _compared(some, ends, expected.get("open_fields", ()))
    said = ""
    for right in [expected["questions"], *expected.get("also_questions", ())]:
        difference = _compared(right, questions, expected.get("open_fields", ()))
        if not difference:
            return ""
        said = said or difference
    return said


def _compared(right: Sequence[Mapping[str, Any]], found: Sequence[OwnQuestion], free: Sequence[str]) -> str:
    by_prompt = {_plain(question.prompt): question for question in found}
    if len(found) != len(right):
        strangers = set(by_prompt) ^ {_plain(wanted["prompt"]) for wanted in right}
        return f"{len(found)} questions instead of {len(right)}: {sorted(strangers)[:3]}"
    for wanted in right:
        question = by_prompt.get(_plain(wanted["prompt"]))
        if question is None:
            return f"“{wanted['prompt'][:60]}” is missing; there is {sorted(by_prompt)[:3]}"
        for field in (*FIELDS, *MORE_FIELDS):
            if field in wanted and field not in free and not _same(field, wanted[field], question):
                told = f"{_value(field, question)!r}, not {wanted[field]!r}"
                return f"{field} of “{wanted['prompt'][:40]}”: {told}"
    return ""


def _same(field: str, wanted: Any, question: OwnQuestion) -> bool:
    told = _value(field, question)
    if isinstance(wanted, list):
        if field == "tags":
            return {_plain(item) for item in wanted} <= {_plain(item) for item in told}
        if field == "answers" and question.explanation:
            told = [*told, *(f"{answer} {question.explanation}" for answer in told)]
            return {_plain(item) for item in wanted} <= {_plain(item) for item in told}
        return [_plain(item) for item in wanted] == [_plain(item) for item in told]
    return _plain(wanted) == _plain(" ".join(told) if isinstance(told, list) else told)


def _value(field: str, question: OwnQuestion) -> Any:
    if field == HINT:
        return [*question.steps] or question.explanation
    if field == "topic" and not question.topic:
        return next((c.name for c in load(DATA).competencies if c.id == question.competency), "")
    value = getattr(question, field)
    return list(value) if isinstance(value, tuple) else value


def _plain(text: str) -> str:
    return " ".join(text.split()).strip()
