"""Define the cells of another program's file, before anybody decides what its lines and columns are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from prepkit.errors import Problem

MAX_FILE_BYTES = 40_000_000
"""The largest file that is read."""
MAX_UNPACKED_BYTES = 200_000_000
"""The most that a packed file (.xlsx, .apkg) may grow to, all its members together."""
MAX_ROWS = 100_000
"""The most rows of a table; a longer one is refused whole, so that nobody gets half a deck."""
MAX_CELL_CHARACTERS = 50_000
"""The longest cell that is kept; a row with a longer one is left out and reported."""
MAX_COLUMNS = 200


class Target(StrEnum):
    """What a column of a file can become."""

    PROMPT = "prompt"
    ANSWER = "answers"
    KEY_POINTS = "key_points"
    OPTION = "options"
    CORRECT = "correct"
    EXPLANATION = "explanation"
    TOPIC = "topic"
    KIND = "kind"
    DIFFICULTY = "difficulty"
    ROLES = "roles"
    TAGS = "tags"
    COMPANY = "company"
    SOURCE = "source"
    ASSESSES = "assesses"
    STEPS = "steps"
    VARIANTS = "variants"
    FOLLOW_UPS = "follow_ups"
    PITFALLS = "pitfalls"
    GUID = "guid"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Mapping[Target, str] = {
    Target.PROMPT: "Question",
    Target.ANSWER: "Sample answer",
    Target.KEY_POINTS: "Key points",
    Target.OPTION: "Choices",
    Target.CORRECT: "Right choice",
    Target.EXPLANATION: "Explanation",
    Target.TOPIC: "Competency",
    Target.KIND: "Kind",
    Target.DIFFICULTY: "Difficulty",
    Target.ROLES: "Roles",
    Target.TAGS: "Tags",
    Target.COMPANY: "Company",
    Target.SOURCE: "Source",
    Target.ASSESSES: "What it assesses",
    Target.STEPS: "How to answer",
    Target.VARIANTS: "Other wordings",
    Target.FOLLOW_UPS: "Follow-ups",
    Target.PITFALLS: "Pitfalls",
    Target.GUID: "Id in the other program",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file: ``number`` is its line (text), row (Excel) or note (Anki), counted from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of a file as it stands, header and titles among its ``lines``; blank lines are left out.

    Cells are stripped texts (``NA`` and ``007`` stay what they are) with ``\\n`` as the line break. Where the
    file itself names its columns, ``names`` holds the names and no line is a header; ``targets`` holds the
    columns, by place, whose meaning the file declares. ``form`` says in a word what the lines are: a table,
    a list of questions, pairs. Entities and HTML in cells are taken for markup unless they are ``is_plain``.
    """

    name: str
    lines: tuple[Line, ...]
    names: tuple[str, ...] = ()
    targets: Mapping[int, Target] = field(default_factory=dict)
    hidden: bool = False
    form: str = "table"
    is_plain: bool = False

    @property
    def width(self) -> int:
        """The number of columns of the widest line."""
        return max((len(line.cells) for line in self.lines), default=0)


@dataclass(frozen=True, slots=True)
class TextOptions:
    """How to read a text file, where the person says so; None leaves it to a guess.

    ``separator`` is one of ``separators.SEPARATORS``, ``encoding`` a codec of Python.
    """

    encoding: str | None = None
    separator: str | None = None


@dataclass(frozen=True, slots=True)
class FileContents:
    """The tables of one file, none if nothing was usable; what could not be read; how a text was read.

    Each of ``lost`` is a row that no table holds, with its line; ``notes`` are about the file as a whole.
    """

    grids: tuple[Grid, ...]
    lost: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    read_as: TextOptions | None = None
