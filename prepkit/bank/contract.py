"""Define the columns, the key and the cell rules of each table, and check tables against them.

``data/README.md`` describes the same contract for people.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import pandas as pd

from prepkit.bank.reference import AREAS, GOOD, GROUPS
from prepkit.errors import Problem
from prepkit.material import is_even
from prepkit.question import AnswerForm, Country, Difficulty, Ending, Kind, Level, Likelihood

LEVELS = tuple(level.value for level in Level)
ANCHOR_LEVELS = ("1", "3", "5")
ANGLES = ("same", "other")

ID = "[a-z0-9-]+"
PLACE = "[1-9][0-9]{0,3}"
QUOTED_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule for every cell of a column.

    ``holds`` takes the column (dtype ``str``) and returns a boolean of the same index. ``sentence`` may
    quote the cell as ``{value}`` and count its words as ``{words}``. Where ``drops`` is set a row that
    breaks the rule cannot be used; otherwise it is reported and kept.
    """

    column: str
    holds: Callable[[pd.Series[str]], pd.Series[bool]]
    sentence: str
    drops: bool

    def problem(self, file: str, line: int, value: str) -> Problem:
        shown = value if len(value) <= QUOTED_LENGTH else f"{value[:QUOTED_LENGTH]}…"
        sentence = self.sentence.replace("{words}", str(words(value))).replace("{value}", shown)
        left_out = " The row was left out." if self.drops else ""
        return Problem(file, line, self.column, sentence + left_out)


@dataclass(frozen=True, slots=True)
class Contract:
    """One table. ``key`` names the columns whose values together may occur only once.

    A file may lack the ``optional`` columns, as those had that were made before them.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    rules: tuple[Rule, ...]
    optional: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def essential(self) -> frozenset[str]:
        """The columns without which no row can be used."""
        return frozenset(rule.column for rule in self.rules if rule.drops)


def words(text: str) -> int:
    """Count the words of a text."""
    return len(text.split())


def check(
    frame: pd.DataFrame, contract: Contract, absent: Collection[str] = ()
) -> tuple[pd.DataFrame, list[Problem]]:
    """Check a table of text cells against its contract.

    ``frame`` has the contract's columns (dtype ``str``) and line numbers as its index; ``absent``
    names columns the file lacks, whose blank cells are not reported one by one. Returns the rows
    that can be used and every problem found.
    """
    if contract.essential & set(absent):
        return frame.iloc[:0], []
    problems: list[Problem] = []
    bad: set[int] = set()
    for rule, line, value in _failures(frame, contract, absent):
        problems.append(rule.problem(contract.file, line, value))
        if rule.drops:
            bad.add(line)
    sound = frame.loc[~frame.index.isin(list(bad))] if bad else frame
    first, repeated = _without_repeats(sound, contract)
    return first, problems + repeated


def _failures(
    frame: pd.DataFrame, contract: Contract, absent: Collection[str]
) -> Iterator[tuple[Rule, int, str]]:
    """Yield each cell that breaks a rule, as (rule, line, value)."""
    for rule in contract.rules:
        if rule.column in absent:
            continue
        cells = frame[rule.column]
        for line, value in cells[~rule.holds(cells)].items():
            yield rule, int(str(line)), str(value)


def _without_repeats(frame: pd.DataFrame, contract: Contract) -> tuple[pd.DataFrame, list[Problem]]:
    repeated = frame.duplicated(list(contract.key), keep="first")
    if not repeated.any():
        return frame, []
    keys = list(frame[list(contract.key)].itertuples(index=False, name=None))
    first: dict[tuple[str, ...], int] = {}
    for key, line in zip(keys, frame.index, strict=True):
        first.setdefault(key, line)
    column = contract.key[0] if len(contract.key) == 1 else None
    problems = [
        Problem(
            contract.file,
            line,
            column,
            f"“{', '.join(key)}” already stands on line {first[key]}; this row was left out.",
        )
        for key, line, again in zip(keys, frame.index, repeated, strict=True)
        if again
    ]
    return frame.loc[~repeated], problems


def _matches(pattern: str) -> Callable[[pd.Series[str]], pd.Series[bool]]:
    return lambda cells: cells.str.fullmatch(pattern)


def _id(column: str) -> Rule:
    sentence = "“{value}” cannot be an id: use lower-case letters, digits and hyphens, as in furious-caller."
    return Rule(column, _matches(ID), sentence, drops=True)


def _part_id(column: str, mark: str) -> Rule:
    sentence = (
        "“{value}” cannot be an id here: write the question's id, a full stop, "
        f"{mark} and a number, as in furious-caller.{mark}1."
    )
    return Rule(column, _matches(rf"{ID}\.{mark}{PLACE}"), sentence, drops=True)


def _filled(column: str, *, drops: bool = False) -> Rule:
    return Rule(column, lambda cells: cells != "", "This cell is blank.", drops)


def _one_of(column: str, options: Collection[str]) -> Rule:
    sentence = f"“{{value}}” is not allowed here: use one of {', '.join(options)}."
    return Rule(column, lambda cells: cells.isin(list(options)), sentence, drops=True)


def _at_most(column: str, limit: int) -> Rule:
    def holds(cells: pd.Series[str]) -> pd.Series[bool]:
        return pd.Series([words(cell) <= limit for cell in cells], index=cells.index, dtype="bool")

    return Rule(column, holds, f"This has {{words}} words; at most {limit} are allowed.", drops=False)


def _even_table(column: str) -> Rule:
    def holds(cells: pd.Series[str]) -> pd.Series[bool]:
        return pd.Series([is_even(cell) for cell in cells], index=cells.index, dtype="bool")

    sentence = (
        "The table is uneven: its first row names the columns, and each row below it has as many cells. "
        "Cells stand apart by “ | ”."
    )
    return Rule(column, holds, sentence, drops=False)


def _number(column: str) -> Rule:
    sentence = "“{value}” is not a number: write it with digits and a point, as in 12.5."
    return Rule(column, _matches(r"-?[0-9]+([.][0-9]+)?"), sentence, drops=False)


def _values(column: str) -> Rule:
    pair = r"[a-z_]+=-?[0-9]+([.][0-9]+)?"
    sentence = "“{value}” cannot be read: write name=number pairs, as in satisfied=168 answers=210."
    return Rule(column, _matches(rf"{pair}( {pair})*"), sentence, drops=False)


def _place(column: str = "position") -> Rule:
    sentence = "“{value}” is not a place in the order: use a whole number from 1."
    return Rule(column, _matches(PLACE), sentence, drops=True)


CONTRACTS = (
    Contract(
        "roles",
        ("id", "name", "summary", "differs", "remit", "level", "titles"),
        ("id",),
        (
            _id("id"),
            _filled("name"),
            _filled("summary"),
            _filled("differs"),
            _filled("remit"),
            _one_of("level", LEVELS),
            _filled("titles"),
        ),
    ),
    Contract(
        "competencies",
        ("id", "name", "definition"),
        ("id",),
        (_id("id"), _filled("name"), _filled("definition")),
    ),
    Contract("industries", ("id", "name"), ("id",), (_id("id"), _filled("name"))),
    Contract(
        "anchors",
        ("competency", "role_level", "level", "description"),
        ("competency", "role_level", "level"),
        (
            _id("competency"),
            _one_of("role_level", LEVELS),
            _one_of("level", ANCHOR_LEVELS),
            _filled("description", drops=True),
        ),
    ),
    Contract(
        "questions",
        ("id", "prompt", "kind", "competency", "difficulty", "assesses", "material", "search_words"),
        ("id",),
        (
            _id("id"),
            _filled("prompt", drops=True),
            _at_most("prompt", 35),
            _one_of("kind", [kind.value for kind in Kind]),
            _id("competency"),
            _one_of("difficulty", [level.value for level in Difficulty]),
            _filled("assesses"),
            _at_most("material", 600),
            _even_table("material"),
            _filled("search_words"),
        ),
        optional=("material",),
    ),
    Contract(
        "question_roles",
        ("question", "role", "likelihood", "position"),
        ("question", "role"),
        (_id("question"), _id("role"), _one_of("likelihood", [step.value for step in Likelihood])),
    ),
    Contract(
        "variants",
        ("id", "question", "text", "angle"),
        ("id",),
        (
            _part_id("id", "v"),
            _id("question"),
            _filled("text", drops=True),
            _at_most("text", 35),
            _one_of("angle", ANGLES),
        ),
    ),
    Contract(
        "steps",
        ("question", "position", "text"),
        ("question", "position"),
        (_id("question"), _place(), _filled("text", drops=True), _at_most("text", 25)),
    ),
    Contract(
        "key_points",
        ("id", "question", "position", "text"),
        ("id",),
        (_part_id("id", "k"), _id("question"), _place(), _filled("text", drops=True), _at_most("text", 16)),
    ),
    Contract(
        "sample_answers",
        (
            "id",
            "question",
            "level",
            "industry",
            "form",
            "country",
            "ending",
            "covers",
            "text",
            "situation",
            "task",
            "action",
            "result",
        ),
        ("id",),
        (
            _part_id("id", "a"),
            _id("question"),
            _one_of("level", LEVELS),
            _filled("industry"),
            _one_of("form", list(AnswerForm)),
            _one_of("country", list(Country)),
            _one_of("ending", list(Ending)),
            _filled("covers"),
        ),
    ),
    Contract(
        "weak_answers",
        ("question", "text", "note_1", "note_2", "note_3"),
        ("question",),
        (_id("question"), _filled("text", drops=True), _filled("note_1"), _filled("note_2")),
    ),
    Contract(
        "pitfalls",
        ("question", "position", "pitfall", "signals"),
        ("question", "position"),
        (_id("question"), _place(), _filled("pitfall", drops=True), _filled("signals")),
    ),
    Contract(
        "follow_ups",
        ("question", "position", "text"),
        ("question", "position"),
        (_id("question"), _place(), _filled("text", drops=True)),
    ),
    Contract(
        "metrics",
        (
            *("id", "name", "group", "definition", "formula", "expression", "values", "result", "unit"),
            *("example", "good", "range", "counter", "gamed", "say", "questions"),
        ),
        ("id",),
        (
            _id("id"),
            _filled("name", drops=True),
            _one_of("group", GROUPS),
            _filled("definition", drops=True),
            _at_most("definition", 50),
            _filled("formula"),
            _filled("expression"),
            _values("values"),
            _number("result"),
            _filled("unit"),
            _filled("example"),
            _one_of("good", GOOD),
            _filled("counter"),
            _filled("gamed"),
            _filled("say"),
            _filled("questions"),
        ),
    ),
    Contract(
        "tools",
        ("id", "name", "what_for", "products", "show", "if_not", "ask", "questions"),
        ("id",),
        (
            _id("id"),
            _filled("name", drops=True),
            _filled("what_for"),
            _filled("products"),
            _filled("show"),
            _filled("if_not"),
            _filled("ask"),
            _filled("questions"),
        ),
    ),
    Contract(
        "guides",
        ("id", "area", "title", "summary", "text", "questions"),
        ("id",),
        (
            _id("id"),
            _one_of("area", AREAS),
            _filled("title", drops=True),
            _filled("summary"),
            _filled("text", drops=True),
            _filled("questions"),
        ),
    ),
)
