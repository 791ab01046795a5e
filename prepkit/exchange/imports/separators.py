"""Find what separates the columns of a text, and split it into lines of cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from prepkit.exchange.imports.header_words import is_known

SEPARATORS = {",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Vertical bar"}
"""What may separate columns, with what to call it."""
SAMPLE_RECORDS = 60
SAMPLE_CHARACTERS = 200_000
EVEN_ENOUGH = 0.6
"""The share of records that must have the usual number of columns for a text to be a table."""
PROSE = 0.9
HEADER_AMONG = 12
NAMED_COLUMNS = 0.8
"""What a record of known names among the first counts, as a share of even records."""
OPENING, CLOSING = "“„”«»", "”“»«"
"""Quotation marks that stand before and behind a text, in one language or another."""
CURLED = re.compile(f"[{CLOSING}](?P<separator>[,;\\t|])[{OPENING}]")
CURLED_EDGE = re.compile(f"^[{OPENING}]|[{CLOSING}](?=\\r?$)", re.MULTILINE)
CLOSED_EARLY = re.compile(r'(?:^|\t)"(?:[^"\t\r\n]|""){0,2000}"(?=[^"\t\r\n])')
"""A cell that begins with a quotation mark of its own, whose partner is not at the cell's end."""
WHOLE_CELL = re.compile(r'"(?:[^"]|""){0,10000}"')
LONGEST_CELL = 10_000_000
MOST_STRAYS = 50
LONGEST_QUOTED = 60
"""The most lines that a quoted cell may take before its quotation mark counts as a stray one."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written; ``quoted`` is false where quotation marks are letters like others."""

    separator: str
    quoted: bool = True
    blanks_first: bool = False


@dataclass(frozen=True, slots=True)
class TextRow:
    """The cells of one row and the line of the file on which it begins, counted from 1."""

    line: int
    cells: list[str]


class _Reader(Protocol):
    """What ``csv.reader`` returns."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


def find_dialect(text: str, separator: str | None = None) -> Dialect | None:
    """Return how a table is written, None for a text that no separator splits evenly.

    ``separator`` is the one that the person or the file names; then only the quotation marks are guessed.
    """
    sample = text[:SAMPLE_CHARACTERS]
    if not separator and _is_prose(sample):
        return None
    best: tuple[float, Dialect] | None = None
    for candidate in [separator] if separator else SEPARATORS:
        for quoted in (True, False):
            dialect = Dialect(candidate, quoted, quoted and f'{candidate} "' in sample)
            score = _evenness(list(islice(records(sample, dialect), SAMPLE_RECORDS)), dialect)
            if best is None or score > best[0]:
                best = score, dialect
    if best is None or (not separator and best[0] < EVEN_ENOUGH):
        return None
    return best[1]


def with_straight_quotes(text: str) -> str:
    """Return a table whose quotation marks a word processor has curled with straight ones around its cells.

    Any other text comes back as it is: most lines must begin and end with such marks, and have them at both
    sides of a separator.
    """
    lines = [line.strip() for line in text[:SAMPLE_CHARACTERS].splitlines() if line.strip()]
    curled = sum(line[0] in OPENING and line[-1] in CLOSING and bool(CURLED.search(line)) for line in lines)
    if not lines or curled <= len(lines) / 2:
        return text
    doubled = text.replace('"', '""')
    between = CURLED.sub(lambda match: f'"{match["separator"]}"', doubled)
    return CURLED_EDGE.sub('"', between)


def records(text: str, dialect: Dialect, first_line: int = 1) -> Iterator[TextRow]:
    """Split a text into records; blank ones are passed over. Never raises for what the text holds.

    Where a quotation mark is never closed, or only after sixty lines, it is a stray one: its line is split
    as if quotation marks were letters, and after fifty such lines so is the rest.
    """
    lines = io.StringIO(text, newline="").readlines()
    unclosed = dialect.quoted and text.count('"') % 2 == 1
    start, strays = 0, 0
    while start < len(lines):
        reader = _reader(lines, start, dialect if strays < MOST_STRAYS else replace(dialect, quoted=False))
        read = 0
        for cells in reader:
            begins, read = read, reader.line_num
            taken = lines[start + begins : start + read]
            to_the_end = unclosed and start + read == len(lines) and bool(cells) and "\n" in cells[-1]
            whole_rows = unclosed and len(taken) > 1 and all(dialect.separator in line for line in taken)
            if len(taken) > LONGEST_QUOTED or to_the_end or whole_rows:
                yield from _split(lines[start + begins], dialect, start + begins + first_line)
                start, strays = start + begins + 1, strays + 1
                break
            if (
                len(taken) == 1
                and dialect.separator == "\t"
                and dialect.quoted
                and CLOSED_EARLY.search(taken[0])
            ):
                yield TextRow(start + begins + first_line, _literal_cells(taken[0]))
            elif any(cell.strip() for cell in cells):
                yield TextRow(start + begins + first_line, cells)
        else:
            return


def _reader(lines: Sequence[str], start: int, dialect: Dialect) -> _Reader:
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    return csv.reader(
        (line.replace("\x00", "") for line in islice(lines, start, None)),
        delimiter=dialect.separator,
        quoting=csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE,
        skipinitialspace=dialect.blanks_first,
    )


def _split(line: str, dialect: Dialect, number: int) -> Iterator[TextRow]:
    bare = line.rstrip("\r\n")
    # Without its first quotation mark the others may pair.
    rest = bare.replace('"', "", 1)
    if rest.count('"') and rest.count('"') % 2 == 0:
        cells = next(iter(_reader([rest], 0, dialect)), [])
    else:
        cells = [_without_stray_mark(cell) for cell in bare.split(dialect.separator)]
    if any(cells):
        yield TextRow(number, cells)


def _literal_cells(line: str) -> list[str]:
    """Split a line at its tabs, where quotation marks are letters except around a whole cell."""
    cells = line.rstrip("\r\n").split("\t")
    return [cell[1:-1].replace('""', '"') if WHOLE_CELL.fullmatch(cell) else cell for cell in cells]


def _without_stray_mark(cell: str) -> str:
    """Return a cell without a quotation mark at its beginning that nothing closes."""
    return cell[1:] if cell.startswith('"') and cell.count('"') == 1 else cell


def _evenness(found: list[TextRow], dialect: Dialect) -> float:
    """Score a way to split by the share of records with the usual number of columns, two at least.

    More columns count a little. Quotation marks left around a cell count against it, and cells that hold
    whole rows.
    """
    widths = Counter(len(_trimmed(record.cells)) for record in found)
    width, count = max(((w, n) for w, n in widths.items() if w > 1), key=lambda pair: pair[1], default=(1, 0))
    if width < 2:
        return 0.0
    # Cells at the end may be empty in many rows, and written all the same.
    (written, as_written), *_ = Counter(len(record.cells) for record in found).most_common(1)
    share = max(count, as_written if written > 1 else 0) / widths.total()
    if any(_is_header(record.cells) for record in found[:HEADER_AMONG]):
        share = max(share, NAMED_COLUMNS)
    cells = [cell for record in found for cell in record.cells]
    marked = sum(len(cell) > 2 and cell[0] == cell[-1] == '"' for cell in cells) / len(found)
    torn = (
        0.0
        if dialect.quoted
        else sum(cell.startswith('"') != cell.endswith('"') for cell in map(str.strip, cells)) / len(found)
    )
    # A list inside a cell has commas on its lines, and no tabs.
    likely = dialect.separator == "\t" or any(record.cells[-1].count('"') % 2 for record in found)
    swallowed = likely and any(_holds_row(cell, dialect.separator, width) for cell in cells)
    return share + min(width, 12) / 200 - 0.2 * min(1.0, marked) - 0.3 * min(1.0, torn) - 0.3 * swallowed


def _holds_row(cell: str, separator: str, width: int) -> bool:
    """Whether one of several lines of a cell would be a row of its own."""
    rows = (line.split(separator) for line in cell.split("\n")) if "\n" in cell else ()
    return any(len(row) >= width and all(part.strip() for part in row) for row in rows)


def _is_prose(sample: str) -> bool:
    """Whether commas stand as in sentences: a blank after each, no quotation mark and no header."""
    commas = sample.count(",")
    first = sample.lstrip().splitlines()[0] if sample.strip() else ""
    other = any(separator in sample for separator in '\t|"') or ";" in first
    spaced = sample.count(", ") >= PROSE * commas > 0
    return spaced and not other and not _is_header(first.split(","))


def _is_header(cells: Sequence[str]) -> bool:
    """Whether a record names two columns or more: its file is a table, however uneven its rows are."""
    named = [cell for cell in cells if cell.strip()]
    return len(named) > 1 and all(map(is_known, named))


def _trimmed(cells: list[str]) -> list[str]:
    """Return the cells without the empty ones at the end."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells
