"""Decide which line of a grid names its columns, and put the lines below it into columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prepkit.errors import Problem
from prepkit.exchange.imports.grid import Grid, Line, Target
from prepkit.exchange.imports.header_words import is_known, name_words, target_of
from prepkit.exchange.imports.table_lines import below_table, is_units, repeats, with_sub_names

LOOKED_AT = 12
"""The number of lines at the beginning among which the header is looked for."""
NO_HEADER = 0
LONGEST_NAME = 6
"""The most words of a column's name."""
LONGEST_FORM_NAME = 25
"""The same in the answers to a form, whose columns are named by its questions."""
VALUE_NAMES = frozenset({"timestamp", "zeitstempel", "horodateur", "marca temporal", "start time"})
"""The names of the first column of a form's answers."""
VALUE = re.compile(
    r"[\d.,:/%€$£ -]+|https?://\S+|[^\s@]{1,100}@[^\s@]{3,100}|true|false|yes|no|x|[✓✔☐☑]", re.IGNORECASE
)
LANGUAGES = frozenset(
    (
        "english, german, french, spanish, italian, dutch, portuguese, polish, swedish, danish, russian, "
        "turkish, chinese, japanese, latin, greek, englisch, deutsch, franzosisch, spanisch, italienisch, "
        "niederlandisch, portugiesisch, polnisch, schwedisch, russisch, turkisch, latein, ingles, aleman, "
        "frances, espanol, italiano, portugues, anglais, allemand, francais, espagnol, italien, inglese, "
        "tedesco, francese, spagnolo, engels, duits, frans, spaans, nederlands, angielski, niemiecki, "
        "francuski, hiszpanski, polski"
    ).split(", ")
)
"""What the columns of a list of words to learn are called."""
LANGUAGES_SCORE = 5.0
INSTRUCTIONS = re.compile(r"\s[-–—]\s|\n|\(")
"""What stands between the name of a column and what a template says about it."""


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """One column: the ``name`` that a person reads and what the file itself declares it to be, if it does."""

    name: str
    cells: tuple[str, ...]
    declared: Target | None = None


@dataclass(frozen=True, slots=True)
class ImportTable:
    """The rows below the header, by column; ``numbers`` holds the line of each row in the file.

    ``sections`` holds, for each row, the heading that stands above it in a line of its own. ``left_out`` are
    the lines that are no rows, each with its reason; ``is_plain`` is the grid's.
    """

    name: str
    columns: tuple[ImportColumn, ...]
    numbers: tuple[int, ...]
    sections: tuple[str, ...]
    left_out: tuple[Problem, ...] = field(default=())
    is_plain: bool = False

    def __len__(self) -> int:
        return len(self.numbers)


def find_header(grid: Grid) -> int:
    """Return the line that names the columns, ``NO_HEADER`` where every line is a row."""
    if grid.names or grid.width < 2:
        first = grid.lines[0] if grid.lines else None
        is_name = first is not None and not grid.names and is_known(first.cells[0])
        return first.number if first is not None and is_name else NO_HEADER
    if len(grid.lines) == 1 and all(map(is_known, filter(None, grid.lines[0].cells))):
        return grid.lines[0].number
    best = (0.0, NO_HEADER)
    whole = max((_filled(line) for line in grid.lines[: 2 * LOOKED_AT]), default=0)
    # A line with nothing below it is no header.
    for place, line in enumerate(grid.lines[: min(LOOKED_AT, len(grid.lines) - 1)]):
        # A header of unknown words stands above every whole row.
        is_first = all(_filled(above) < whole for above in grid.lines[:place])
        following = grid.lines[place + 1 : place + 1 + LOOKED_AT] if is_first else ()
        # A heading between the rows says nothing about the columns.
        below = [other for other in following if _filled(other) > 1 or grid.width < 3]
        score = _header_score(line, below)
        if score > best[0]:
            best = score, line.number
    return best[1]


def _filled(line: Line) -> int:
    return sum(bool(cell) for cell in line.cells)


def _header_score(line: Line, below: Sequence[Line]) -> float:
    """Score a line as the header: known names, else short names above cells of another kind."""
    cells = [_bare_name(cell) for cell in line.cells if cell]
    longest = LONGEST_NAME if not VALUE_NAMES & {name_words(cell) for cell in cells} else LONGEST_FORM_NAME
    if len(cells) < 2 or any(len(cell.split()) > longest for cell in cells):
        return 0.0
    if all(name_words(cell) in LANGUAGES for cell in cells):
        return LANGUAGES_SCORE
    known = sum(is_known(cell) for cell in cells)
    held = sum(bool(target_of(cell)) for cell in cells)
    # The names of a form's columns are questions themselves; they speak of several things.
    meant = {known_as[0] for cell in cells if (known_as := target_of(cell))}
    asks = any(cell.endswith("?") for cell in cells)
    if asks and len(meant) < 2:
        return 0.0
    if known and known + held > len(cells) / 2:
        return 10.0 + known
    if known and held * 2 >= len(cells):
        return 5.0 + known
    return 0.0 if not below else _differs(line, below)


def _bare_name(cell: str) -> str:
    """Return the name of a column without the instructions behind it: “Question - max 120 characters”."""
    return INSTRUCTIONS.split(cell, maxsplit=1)[0].strip() or cell


def _differs(line: Line, below: Sequence[Line]) -> float:
    """Score how much a line of unknown words differs from the lines below it, 0 where it reads like them."""
    signs = 0.0
    for place, name in enumerate(line.cells):
        column = [other.cells[place] for other in below if place < len(other.cells) and other.cells[place]]
        if not name or not column:
            continue
        if VALUE.fullmatch(name):
            return 0.0
        values = sum(bool(VALUE.fullmatch(cell)) for cell in column) / len(column)
        longer = sum(map(len, column)) / len(column) > 3 * len(name)
        asked = sum(cell.endswith("?") for cell in column) / len(column)
        signs += (values > 0.8) + (longer and len(name.split()) <= 3) + 2 * (asked > 0.6)
    return signs if signs >= 2 else 0.0


def tabulate(grid: Grid, header: int) -> ImportTable:
    """Put the lines below ``header`` (a line's number, or ``NO_HEADER``) into columns.

    Lines above the header, repetitions of it and headings between the rows are left out with the reason.
    """
    named, second = _named(grid, header)
    above = [line for line in grid.lines if line.number < header]
    left_out = [_left_out(grid, line, "It stands above the header.") for line in above]
    rows, sections = [], []
    heading = ""
    whole = _whole_rows(grid, header)
    written = next((line for line in grid.lines if line.number == header), None)
    below = _below(grid, header, whole=whole)
    for line in grid.lines:
        if line.number <= header:
            continue
        if second is not None and line.cells == second.cells:
            left_out.append(_left_out(grid, line, "It belongs to the header."))
        elif written is not None and repeats(line, written):
            left_out.append(_left_out(grid, line, "It repeats the header."))
        elif why := below.get(line.number):
            left_out.append(_left_out(grid, line, why))
        elif whole and (title := _heading(line)):
            heading = title
            left_out.append(
                _left_out(grid, line, "It is a heading: the topic of rows below it that name none.")
            )
        else:
            rows.append(line)
            sections.append(heading)
    names = _names(grid, named)
    columns = [
        ImportColumn(name, tuple(line.cells[place] for line in rows), grid.targets.get(place))
        for place, name in enumerate(names)
    ]
    kept = tuple(column for column in columns if column.declared or any(column.cells))
    numbers = tuple(line.number for line in rows)
    return ImportTable(grid.name, kept, numbers, tuple(sections), tuple(left_out), grid.is_plain)


def _named(grid: Grid, header: int) -> tuple[Line | None, Line | None]:
    """Return the header with the names of a second line below it, and that line, if there is one."""
    place = next((at for at, line in enumerate(grid.lines) if line.number == header), None)
    if place is None:
        return None, None
    named, following = grid.lines[place], grid.lines[place + 1 : place + 2]
    for line in following:
        if joined := with_sub_names(named, line):
            return joined, line
        if is_units(line):
            return named, line
    return named, None


def _below(grid: Grid, header: int, *, whole: bool) -> dict[int, str]:
    """Return the lines below the rows that are none: totals, notes, and headings with nothing below them."""
    if grid.names or grid.width < 2:
        return {}
    rows = [line for line in grid.lines if line.number > header]
    return below_table(rows, lambda line: whole and bool(_heading(line)))


def _whole_rows(grid: Grid, header: int) -> bool:
    """Whether nearly all rows fill two cells or more, so that one filled cell alone can be a heading."""
    rows = [line for line in grid.lines if line.number > header]
    filled = sum(sum(bool(cell) for cell in line.cells) >= 2 for line in rows)
    return grid.width >= 2 and len(rows) >= 3 and filled >= 0.5 * len(rows)


def _heading(line: Line) -> str:
    """Return the text of a line that is a heading: one short text at the left, no question; else ""."""
    filled = [cell for cell in line.cells if cell]
    if len(filled) != 1 or filled[0] not in line.cells[:2]:
        return ""
    text = filled[0].strip("-=*_ :#")
    asks = text.endswith(("?", ".", "…")) or len(text.split()) > LONGEST_NAME
    return "" if asks or VALUE.fullmatch(text) else text


def _left_out(grid: Grid, line: Line, why: str) -> Problem:
    text = " ".join(cell for cell in line.cells if cell)[:80]
    return Problem(grid.name, line.number, None, f"“{text}”: {why}")


def _names(grid: Grid, named: Line | None) -> list[str]:
    """Name the columns by the header's cells, numbered where a name repeats."""
    written = list(grid.names) or list(named.cells if named else ())
    names: list[str] = []
    for place in range(grid.width):
        stem = " ".join(written[place].split())[:100] if place < len(written) else ""
        stem = stem or f"Column {place + 1}"
        name, number = stem, 1
        while name in names:
            number += 1
            name = f"{stem} ({number})"
        names.append(name)
    return names
