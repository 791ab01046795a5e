"""Read a CSV file as a frame of text cells, reporting and leaving out every damaged line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from prepkit.errors import Problem

ENCODING_ADVICE = "Save the file as “CSV UTF-8”."
QUOTING_ADVICE = (
    "Put a cell that holds a comma, a quotation mark or a line break between quotation marks, "
    "and double the quotation marks inside it."
)
# Each broken quotation mark restarts the parser, so a hostile file would take quadratic time.
MAX_BROKEN_QUOTES = 50
# What decoding with "surrogateescape" leaves of a byte that is not UTF-8.
UNDECODABLE = re.compile(r"[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Table:
    """The readable content of one CSV file.

    ``frame`` has the expected columns in the expected order, all of dtype ``str`` (``NA`` and
    ``007`` stay text, missing columns are blank), and the line each row begins on as its index.
    ``absent`` names expected columns the file lacks. ``lost`` holds the cells of every line
    left out. ``content`` is the file's bytes.
    """

    frame: pd.DataFrame
    problems: tuple[Problem, ...]
    absent: frozenset[str]
    lost: frozenset[str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a CSV file; ``error`` is why it cannot be used, as a sentence."""

    line: int
    cells: list[str]
    error: str | None = None


def read(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """Read one table; never raises for what the file holds or for a file that cannot be read.

    It is no problem where the ``optional`` ones of the ``columns`` are missing.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return _unusable(path, columns, b"", None, "The file is missing.")
    except OSError as error:
        return _unusable(path, columns, b"", None, f"The file cannot be read ({error.strerror}).")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _unusable(path, columns, content, None, f"The file is saved as UTF-16. {ENCODING_ADVICE}")
    text = content.decode("utf-8-sig", errors="surrogateescape")
    rest = records(text)
    header = next(rest, None)
    if header is None:
        return _unusable(path, columns, content, None, "The file is empty.")
    if header.error is not None or _undecodable(header.cells):
        reason = header.error or _encoding_sentence(header.cells)
        return _unusable(path, columns, content, header.line, f"The header line cannot be read. {reason}")
    names = [name.strip() for name in header.cells]
    if not set(names) & set(columns):
        return _unusable(path, columns, content, header.line, _foreign_header(names, columns))
    problems = _header_problems(path.name, header.line, names, columns, optional)
    rows, lines, lost = _sound_rows(path.name, rest, names, problems)
    frame = _frame(rows, lines, names, columns)
    if not rows and not lost:
        problems.append(Problem(path.name, None, None, "The file has a header line but no rows."))
    absent = frozenset(columns) - set(names)
    return Table(frame, tuple(problems), absent, frozenset(lost), content)


def _unusable(path: Path, columns: Sequence[str], content: bytes, line: int | None, message: str) -> Table:
    problem = Problem(path.name, line, None, message)
    return Table(_frame([], [], [], columns), (problem,), frozenset(columns), frozenset(), content)


def _frame(
    rows: list[list[str]], lines: list[int], names: Sequence[str], columns: Sequence[str]
) -> pd.DataFrame:
    cells = {
        column: [row[names.index(column)] for row in rows] if column in names else [""] * len(rows)
        for column in columns
    }
    return pd.DataFrame(cells, index=pd.Index(lines, dtype="int64", name="line"), dtype="str")


def records(text: str, separator: str = ",", first_line: int = 1) -> Iterator[Record]:
    """Split CSV into records, each with the line it begins on; blank ones are passed over.

    A broken one carries its error and costs one line. The first line of all is counted as ``first_line``.
    """
    lines = io.StringIO(text, newline="").readlines()
    start = 0
    broken = 0
    while start < len(lines):
        reader = csv.reader(lines[start:], delimiter=separator, strict=True)
        read_so_far = 0
        try:
            for cells in reader:
                if "".join(cells).strip():
                    yield Record(start + read_so_far + first_line, cells)
                read_so_far = reader.line_num
            return
        except csv.Error as error:
            start += read_so_far
            yield Record(start + first_line, _rough_cells(lines[start]), _quoting_sentence(str(error)))
            start += 1
            broken += 1
            if broken == MAX_BROKEN_QUOTES and start < len(lines):
                rest = [cell for line in lines[start:] for cell in _rough_cells(line)]
                message = "Too many quotation marks are broken above; everything from here on was left out."
                yield Record(start + first_line, rest, message)
                return


def _rough_cells(line: str) -> list[str]:
    """Split a damaged line at its commas, to find which ids were lost."""
    return [cell.strip().strip('"') for cell in line.split(",")]


def _quoting_sentence(error: str) -> str:
    if "unexpected end of data" in error:
        return f"A quotation mark opens here and is never closed. {QUOTING_ADVICE}"
    if "field larger than" in error:
        limit = csv.field_size_limit()
        return f"A cell is longer than {limit:,} characters; perhaps a quotation mark is never closed."
    return f"A quotation mark is out of place in the row that begins here. {QUOTING_ADVICE}"


def _undecodable(cells: Sequence[str]) -> bool:
    return any(not cell.isascii() and UNDECODABLE.search(cell) for cell in cells)


def _encoding_sentence(cells: Sequence[str]) -> str:
    byte = next(ord(match.group()) - 0xDC00 for cell in cells if (match := UNDECODABLE.search(cell)))
    guess = bytes([byte]).decode("cp1252", errors="replace")
    hint = f", perhaps “{guess}” in the old Windows encoding" if guess.isprintable() and byte > 0x9F else ""
    return f"This row is not UTF-8 text (byte {byte:#04x}{hint}). {ENCODING_ADVICE}"


def _foreign_header(names: Sequence[str], columns: Sequence[str]) -> str:
    header = _short(", ".join(names))
    for separator, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(names) == 1 and separator in names[0]:
            return f"The columns are separated by {word}; they must be separated by commas."
    return f"The first line must name the columns ({', '.join(columns)}), but it reads “{header}”."


def _header_problems(
    file: str, line: int, names: Sequence[str], columns: Sequence[str], optional: Sequence[str]
) -> list[Problem]:
    problems = [
        Problem(file, line, column, "This column is missing from the header line.")
        for column in columns
        if column not in names and column not in optional
    ]
    for place, name in enumerate(names):
        if name not in columns:
            message = "This column is not known here and was ignored." if name else _unnamed(place)
            problems.append(Problem(file, line, _short(name) or None, message))
        elif name in names[:place]:
            problems.append(Problem(file, line, name, "This column appears twice; the first one is used."))
    return problems


def _unnamed(place: int) -> str:
    return f"Column {place + 1} has no name in the header line and was ignored."


def _sound_rows(
    file: str, records: Iterator[Record], names: Sequence[str], problems: list[Problem]
) -> tuple[list[list[str]], list[int], set[str]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    lost: set[str] = set()
    for record in records:
        damage = _damage(record, names)
        if damage is None:
            rows.append([cell.strip().replace("\r\n", "\n") for cell in record.cells])
            lines.append(record.line)
        else:
            column, message = damage
            problems.append(Problem(file, record.line, column, message))
            lost.update(cell.strip() for cell in record.cells)
    return rows, lines, lost


def _damage(record: Record, names: Sequence[str]) -> tuple[str | None, str] | None:
    """Return the column (if known) and the sentence for a row that cannot be used, else None."""
    if record.error is not None:
        return None, record.error
    if len(record.cells) != len(names):
        return None, _width_sentence(len(record.cells), len(names))
    whole = "".join(record.cells)
    if "\x00" not in whole and not _undecodable([whole]):
        return None
    for name, cell in zip(names, record.cells, strict=True):
        if "\x00" in cell:
            return name or None, "This cell holds a NUL character, which no text should. Type the cell again."
        if _undecodable([cell]):
            return name or None, _encoding_sentence([cell])
    return None


def _width_sentence(count: int, expected: int) -> str:
    sentence = f"This row has {count} cells, but the header line names {expected} columns."
    if count > expected:
        return f"{sentence} Perhaps a comma in the text: {QUOTING_ADVICE[0].lower()}{QUOTING_ADVICE[1:]}"
    return f"{sentence} Perhaps a cell was left out: blank cells still need their commas."


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"
