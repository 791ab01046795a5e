"""Reads CSV files of any usual encoding and separator into a sheet; damaged lines are left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from prepkit.bank.tables import Record, records
from prepkit.errors import Problem
from prepkit.exchange.sheet import MAX_CELL_CHARACTERS, MAX_FILE_BYTES, MAX_ROWS, FileContents, Sheet
from prepkit.exchange.spreadsheet import undefused

SEPARATORS = (",", ";", "\t", "|")
SAMPLE_RECORDS = 20
"""The number of records at the beginning from which the separator is guessed."""
MAX_PROBLEMS = 100
MAX_COLUMNS = 200
KNOWN_FILES = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a packed file"),
    (b"Rar!", "a packed file"),
    (b"\x28\xb5\x2f\xfd", "a packed file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)


@dataclass(frozen=True, slots=True)
class _Decoded:
    """The text of a file, with a note for the person if the encoding is uncertain."""

    text: str
    note: str | None


def read(name: str, content: bytes) -> FileContents:
    """Read a file into one sheet, or none with the reason. Never raises for what the file holds."""
    reason = _refusal_reason(content)
    if reason is not None:
        return _no_sheet(name, reason)
    decoded = _decode(content)
    problems = [Problem(name, None, None, decoded.note)] if decoded.note else []
    text, declared = _declared_separator(decoded.text)
    separator = declared or _separator(text)
    remaining = records(text, separator, first_line=2 if declared else 1)
    header = next(remaining, None)
    if header is None or header.error is not None:
        return _no_sheet(name, header.error if header and header.error else "The file is empty.")
    names = column_names(header.cells)
    if len(names) > MAX_COLUMNS:
        return _no_sheet(name, f"The file has {len(names):,} columns; at most {MAX_COLUMNS} can be read.")
    lines: list[int] = []
    rows: list[list[str]] = []
    for record in remaining:
        fault = _fault(record, len(names))
        if fault is not None:
            problems.append(Problem(name, record.line, None, f"{fault} The row was left out."))
            continue
        if len(rows) == MAX_ROWS:
            return _no_sheet(
                name, f"The file has more than {MAX_ROWS:,} rows. Split it and bring the parts in."
            )
        lines.append(record.line)
        rows.append([*map(_cell, record.cells[: len(names)]), *[""] * (len(names) - len(record.cells))])
    return _contents(name, names, lines, rows, problems)


def _contents(
    name: str,
    names: Sequence[str | None],
    lines: Sequence[int],
    rows: Sequence[Sequence[str]],
    problems: list[Problem],
) -> FileContents:
    """Put the rows in a sheet; unnamed columns are numbered, or left out when they are empty."""
    if len(problems) > MAX_PROBLEMS:
        more = len(problems) - MAX_PROBLEMS
        problems = [*problems[:MAX_PROBLEMS], Problem(name, None, None, f"And {more:,} more like these.")]
    index = pd.Index(list(lines), dtype="int64", name="line")
    columns = {
        title or f"Column {place + 1}": [row[place] for row in rows]
        for place, title in enumerate(names)
        if title or any(row[place] for row in rows)
    }
    if not rows or not columns:
        return FileContents((), (*problems, Problem(name, None, None, "There is no row that could be used.")))
    return FileContents((Sheet(name, pd.DataFrame(columns, index=index, dtype="str")),), tuple(problems))


def _no_sheet(name: str, message: str) -> FileContents:
    """Return no sheet, with the message as the only problem."""
    return FileContents((), (Problem(name, None, None, message),))


def _refusal_reason(content: bytes) -> str | None:
    """Return why the file is not read, before any work is done on it; None if it may be read."""
    if len(content) > MAX_FILE_BYTES:
        return f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB. Split it and bring the parts in."
    for beginning, kind in KNOWN_FILES:
        if content.startswith(beginning):
            return f"This looks like {kind}, not like a table. Save the table as CSV and bring that in."
    # A cell may hold line breaks: twice as many lines as rows are looked at before giving up.
    lines = max(content.count(b"\n"), content.count(b"\r"))
    if lines > 20 * MAX_ROWS:
        return f"The file has {lines:,} lines; at most {MAX_ROWS:,} rows can be brought in. Split it."
    return None


def _decode(content: bytes) -> _Decoded:
    """Decode UTF-8 or UTF-16, also without a byte order mark; anything else as Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _Decoded(content.decode("utf-16", errors="replace"), None)
    zeros = content[:2000].count(0)
    if zeros > len(content[:2000]) // 3:
        big = content[:2000:2].count(0) > content[1:2000:2].count(0)
        return _Decoded(content.decode("utf-16-be" if big else "utf-16-le", errors="replace"), None)
    try:
        return _Decoded(content.decode("utf-8-sig"), None)
    except UnicodeDecodeError:
        note = "The file is not UTF-8 and was read as Windows-1252. Look whether accents are right."
        return _Decoded(content.decode("cp1252", errors="replace"), note)


def _declared_separator(text: str) -> tuple[str, str | None]:
    """Return the text without Excel's own first line (``sep=;``), and the separator that it declares."""
    first_line, _, rest = text.partition("\n")
    first_line = first_line.strip("\r\ufeff ")
    if len(first_line) == 5 and first_line.startswith("sep=") and first_line[4] in SEPARATORS:
        return rest, first_line[4]
    return text, None


def _separator(text: str) -> str:
    """Guess the separator: the one that splits the first records most evenly; a comma if none does."""
    best, most = ",", (0.0, 0)
    for separator in SEPARATORS:
        widths = [len(cells) for cells in _beginning(text, separator)]
        if not widths or widths[0] < 2:
            continue
        same_share = sum(width == widths[0] for width in widths) / len(widths)
        if (same_share, widths[0]) > most:
            best, most = separator, (same_share, widths[0])
    return best


def _beginning(text: str, separator: str) -> Iterator[list[str]]:
    """Split the first records that hold anything into cells."""
    reader = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=separator)
    try:
        for number, cells in enumerate(reader):
            if number == SAMPLE_RECORDS:
                return
            if any(cells):
                yield cells
    except csv.Error:
        return


def column_names(cells: Sequence[str]) -> list[str | None]:
    """Name the columns by their header cells, numbered where a name repeats; None for an empty cell."""
    names: list[str | None] = []
    for cell in cells:
        written_name = " ".join(undefused(cell).split())[:100] or None
        number, name = 1, written_name
        while name is not None and name in names:
            number += 1
            name = f"{written_name} ({number})"
        names.append(name)
    return names


def _fault(record: Record, columns: int) -> str | None:
    """Return why a record cannot be used, as a sentence; None if it can."""
    if record.error is not None:
        return record.error
    if len(record.cells) > columns and any(cell.strip() for cell in record.cells[columns:]):
        return f"This row has {len(record.cells)} cells, but the first line names {columns} columns."
    if any("\x00" in cell for cell in record.cells):
        return "A cell holds a NUL character, which no text should."
    longest = max(map(len, record.cells), default=0)
    if longest > MAX_CELL_CHARACTERS:
        return f"A cell has {longest:,} characters; at most {MAX_CELL_CHARACTERS:,} are read."
    return None


def _cell(cell: str) -> str:
    """Clean a cell: without the apostrophe of our own tables, line breaks alike, blanks stripped."""
    # The apostrophe is removed first, because it may stand before a line break or a blank.
    return undefused(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
