"""Decide which line of a grid names its columns, and put the lines below it into columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prepkit.errors import Problem
from prepkit.exchange.imports.grid import Grid, Line, Target
from prepkit.exchange.imports.header_words import is_known, name_words, target_of

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

TOTALS = frozenset(
    "total totals sum summe gesamt suma totale totaal totalt yhteensa toplam всего итого 合計 合计".split()
)
NOTE = re.compile(
    r"^(?:\*|(?:note|notes|nb|n\.b\.|obs|source|quelle|hinweis|anmerkung|remarque|nota|fuente|uwaga|legend"
    r"|last updated)\b)",
    re.IGNORECASE,
)


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
    best = (0.0, NO_HEADER)
    at = 0
    whole = max((_filled(line) for line in grid.lines[: 2 * LOOKED_AT]), default=0)
    for place, line in enumerate(grid.lines[:LOOKED_AT]):
        # A header of unknown words stands above every whole row.
        is_first = all(_filled(above) < whole for above in grid.lines[:place])
        below = grid.lines[place + 1 : place + 1 + LOOKED_AT] if is_first else ()
        score = _header_score(line, below)
        if score > best[0]:
            best, at = (score, line.number), place
    if best[1] and at + 1 < len(grid.lines) and _goes_on(grid.lines[at], grid.lines[at + 1]):
        return grid.lines[at + 1].number
    return best[1]


def _goes_on(above: Line, below: Line) -> bool:
    """Whether a header takes two lines: the second names parts of the first one's columns.

    The column of the question has no part, or the same name again where its cells were merged.
    """
    pairs = list(zip(above.cells, below.cells, strict=False))
    prompts = [
        (over, under) for over, under in pairs if (known := target_of(over)) and known[0] is Target.PROMPT
    ]
    parts = [(over, under) for over, under in pairs if under not in ("", over)]
    grouped = [over for over, _ in parts if not over or above.cells.count(over) > 1]
    return (
        bool(prompts and grouped)
        and len(parts) >= 2
        and all(under in ("", over) for over, under in prompts)
        and all(_is_name(under) for _, under in parts)
    )


def _is_name(cell: str) -> bool:
    return len(cell.split()) <= LONGEST_NAME and not cell.endswith("?") and not VALUE.fullmatch(cell)


def _filled(line: Line) -> int:
    return sum(bool(cell) for cell in line.cells)


def _header_score(line: Line, below: Sequence[Line]) -> float:
    """Score a line as the header: known names, else short names above cells of another kind."""
    cells = [cell for cell in line.cells if cell]
    if len(cells) < 2 or any(len(cell.split()) > _longest_name(cells, cell) for cell in cells):
        return 0.0
    known = sum(is_known(cell) for cell in cells)
    held = sum(bool(target_of(cell)) for cell in cells)
    # The names of a form's columns are questions themselves; they speak of several things.
    meant = {known_as[0] for cell in cells if (known_as := target_of(cell))}
    asks = any(cell.endswith("?") for cell in cells)
    if asks and len(meant) < 2:
        return 0.0
    if known and known + held > len(cells) / 2:
        return 10.0 + known
    if known:
        return 5.0 + known if held * 2 >= len(cells) else 0.0
    return 0.0 if not below else _differs(line, below)


def _longest_name(cells: Sequence[str], cell: str) -> int:
    """Return how many words a cell may have as a column's name: a form and a template explain themselves."""
    is_form = bool(VALUE_NAMES & {name_words(cell) for cell in cells})
    is_template = not cell.endswith("?") and sum(bool(target_of(cell)) for cell in cells) >= 3
    return LONGEST_FORM_NAME if is_form or is_template else LONGEST_NAME


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
    named = next((line for line in grid.lines if line.number == header), None)
    above = [line for line in grid.lines if line.number < header]
    left_out = [_left_out(grid, line, "It stands above the header.") for line in above]
    group = above[-1] if named is not None and above and _goes_on(above[-1], named) else None
    ending = _ending(grid, header)
    last = max((line.number for line in grid.lines if _filled(line) > 1), default=0)
    rows, sections = [], []
    heading = ""
    whole = _whole_rows(grid, header)
    for line in grid.lines:
        if line.number <= header:
            continue
        if named is not None and line.cells == named.cells:
            left_out.append(_left_out(grid, line, "It repeats the header."))
        elif line.number in ending:
            left_out.append(_left_out(grid, line, ending[line.number]))
        elif whole and line.number < last and (title := _heading(line)):
            heading = title
            left_out.append(
                _left_out(grid, line, "It is a heading; the rows below it have it as their topic.")
            )
        else:
            rows.append(line)
            sections.append(heading)
    names = _names(grid, named, group)
    columns = [
        ImportColumn(name, tuple(line.cells[place] for line in rows), grid.targets.get(place))
        for place, name in enumerate(names)
    ]
    kept = tuple(column for column in columns if column.declared or any(column.cells))
    numbers = tuple(line.number for line in rows)
    return ImportTable(grid.name, kept, numbers, tuple(sections), tuple(left_out), grid.is_plain)


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
    asks = text.endswith("?") or len(text.split()) > LONGEST_NAME
    return "" if asks or VALUE.fullmatch(text) else text


def _left_out(grid: Grid, line: Line, why: str) -> Problem:
    text = " ".join(cell for cell in line.cells if cell)[:80]
    return Problem(grid.name, line.number, None, f"“{text}”: {why}")


def _ending(grid: Grid, header: int) -> dict[int, str]:
    """Return the lines below the last row of a table, each with what it is: a total, or a note.

    A note stands apart from the rows or says that it is one; else it may be a question without an answer.
    """
    rows = [line for line in grid.lines if line.number > header]
    found: dict[int, str] = {}
    if header == NO_HEADER or grid.width < 2:
        return found
    for line, above in zip(reversed(rows), reversed(rows[:-1]), strict=False):
        text, *others = [cell for cell in line.cells if cell]
        is_note = bool(NOTE.match(text)) or line.number - above.number > 1
        if name_words(text) in TOTALS and all(VALUE.fullmatch(cell) for cell in others):
            found[line.number] = "It is a total."
        elif not others and not text.endswith("?") and is_note:
            found[line.number] = "It is a note below the table."
        else:
            break
    return found


def _filled_on(cells: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return the cells of a header's first line; an empty one above a name belongs to the one at its left."""
    filled: list[str] = []
    for over, under in zip(cells, below, strict=False):
        filled.append(over or (filled[-1] if under and filled else ""))
    return filled


def _names(grid: Grid, named: Line | None, group: Line | None) -> list[str]:
    """Name the columns by the header's cells, numbered where a name repeats.

    Of a header of two lines the first, ``group``, stands before the second.
    """
    written = list(grid.names) or list(named.cells if named else ())
    if group is not None:
        pairs = zip(_filled_on(group.cells, written), written, strict=False)
        written = [under if over == under else f"{over} {under}".strip() for over, under in pairs]
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
