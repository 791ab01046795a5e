"""Reads a workbook in a separate process: bytes in, JSON out, only this package of PrepKit loaded.

calamine is native code. A workbook of two kilobytes that claims four billion texts makes it ask for as
much memory, and it then ends the process it runs in, which must not be the server. The process also has a
limit on its memory where the system offers one. Run as
``python -m prepkit.exchange.imports.workbook_process SHEETS CHARACTERS``.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing
from io import BytesIO
from typing import TypedDict
from zipfile import ZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from prepkit.exchange.imports.workbook_formats import Value, shown
from prepkit.exchange.imports.workbook_parts import (
    WORKBOOK,
    CellFacts,
    WorkbookParts,
    reference,
    with_usual_name,
)

MEMORY_BYTES = 500_000_000
UNUSUAL = "The workbook is written in an unusual way. Save it again in Excel, or save it as CSV."

Row = tuple[int, list[str]]
"""The number of a row as the spreadsheet shows it, and its cells."""


class ReadSheet(TypedDict):
    """A worksheet as the process hands it over."""

    title: str
    hidden: bool
    rows: list[Row]
    unstored: list[str]
    """The cells whose formulas have no stored value."""
    hidden_rows: list[int]
    """The rows that hold something and are hidden, by a filter or by hand."""
    hidden_columns: list[str]
    """The columns of the table that are hidden, by their letters."""
    fault: str


class _Refused(Exception):
    """The workbook cannot be read; ``str`` is the sentence that says why."""


def main() -> None:
    """Read a workbook from standard input; write its sheets, or why there are none, as JSON."""
    sheets, characters = map(int, sys.argv[1:3])
    _limit_memory()
    try:
        result: dict[str, object] = {"sheets": _sheets(sys.stdin.buffer.read(), sheets, characters)}
    except PasswordError:
        result = {"refused": "The workbook has a password. Save it without one."}
    except CalamineError as error:
        result = {"refused": f"The workbook cannot be read ({error}). Save it again, or save it as CSV."}
    except OverflowError:
        result = {"refused": "The workbook holds more than a table of questions. Save the one table as CSV."}
    except _Refused as error:
        result = {"refused": str(error)}
    sys.stdout.buffer.write(json.dumps(result).encode())


def _limit_memory() -> None:
    """Limit the memory of the process; Windows cannot, and macOS ignores the limit."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _usual(content: bytes) -> bytes:
    """Return the workbook with its main part under its usual name."""
    with ZipFile(BytesIO(content)) as packed:
        main = WorkbookParts(packed).main()
        if main == WORKBOOK:
            return content
        if not main.startswith("xl/") or main.count("/") != 1 or not main.endswith(".xml"):
            raise _Refused(UNUSUAL)
        return with_usual_name(packed, main)


def _sheets(content: bytes, most: int, characters: int) -> list[ReadSheet]:
    """Read each worksheet. Raises OverflowError for too much text."""
    content = _usual(content)
    sheets: list[ReadSheet] = []
    with (
        closing(CalamineWorkbook.from_filelike(BytesIO(content))) as workbook,
        ZipFile(BytesIO(content)) as packed,
    ):
        parts = WorkbookParts(packed)
        codes, members = parts.format_codes(), parts.worksheets()
        for place, listed in enumerate(workbook.sheets_metadata[:most]):
            if listed.typ != SheetTypeEnum.WorkSheet:
                continue
            facts = CellFacts()
            if len(members) == len(workbook.sheets_metadata):
                facts = parts.cell_facts(members[place], codes)
            sheet = _sheet(workbook, listed.name, listed.visible != SheetVisibleEnum.Visible, facts)
            characters -= sum(len(cell) for _, cells in sheet["rows"] for cell in cells)
            if characters < 0:
                raise OverflowError
            sheets.append(sheet)
    return sheets


def _sheet(workbook: CalamineWorkbook, title: str, hidden: bool, facts: CellFacts) -> ReadSheet:
    """Read one worksheet, or its fault."""
    rows: list[Row] = []
    left = 0
    fault = ""
    try:
        rows, left = _rows(workbook.get_sheet_by_name(title), facts)
    except CalamineError as error:
        fault = str(error)
    return {
        "title": title,
        "hidden": hidden,
        "rows": rows,
        "unstored": [reference(place) for place in facts.unstored],
        "hidden_rows": [number for number, _ in rows if number - 1 in facts.hidden_rows],
        "hidden_columns": [reference((0, place))[:-1] for place in _used(rows, left, facts.hidden_columns)],
        "fault": fault,
    }


def _used(rows: list[Row], left: int, columns: set[int]) -> list[int]:
    """Return those of the columns that hold something; ``left`` is the first row's column."""
    places = [(place, place - left) for place in sorted(columns)]
    width = len(rows[0][1]) if rows else 0
    return [place for place, at in places if 0 <= at < width and any(cells[at] for _, cells in rows)]


def _rows(sheet: CalamineSheet, facts: CellFacts) -> tuple[list[Row], int]:
    """Read the rows that hold anything, without the empty columns at both sides, and the first column."""
    first = sheet.start[1] if sheet.start else 0
    rows: list[Row] = []
    for number, row in enumerate(sheet.iter_rows()):
        cells = [_text(cell, (number, first + place), facts) for place, cell in enumerate(row)]
        if any(cells):
            rows.append((number + 1, cells))
    if not rows:
        return [], first
    width = len(rows[0][1])
    used = [place for place in range(width) if any(cells[place] for _, cells in rows)]
    left, right = used[0], used[-1] + 1
    trimmed = [(number, cells[left:right]) for number, cells in rows]
    _fill_merged(trimmed, first + left, sheet.merged_cell_ranges or [])
    return trimmed, first + left


def _fill_merged(rows: list[Row], left: int, merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Put the text of each merged cell into all its rows and columns; ``left`` is the first row's column.

    A cell across the whole table is a title and stays one. Merged cells never overlap in a sound workbook,
    so that filling more cells than the table has means a bad one.
    """
    width = len(rows[0][1])
    by_number = dict(rows)
    last = rows[-1][0]
    remaining = len(rows) * width
    for (top, start), (bottom, end) in merged:
        columns = range(max(start - left, 0), min(end - left + 1, width))
        text = _corner(by_number, top + 1, start - left)
        if not text or len(columns) == width:
            continue
        for number in range(top + 1, min(bottom + 1, last) + 1):
            remaining -= len(columns)
            if remaining < 0:
                raise OverflowError
            for column in columns if number in by_number else ():
                by_number[number][column] = by_number[number][column] or text


def _corner(rows: dict[int, list[str]], number: int, column: int) -> str:
    """Return the text of the first cell of a merged one, which is all that it shows."""
    cells = rows.get(number, [])
    return cells[column] if 0 <= column < len(cells) else ""


def _text(cell: str | Value, place: tuple[int, int], facts: CellFacts) -> str:
    """Convert a cell to the text that a person sees in the spreadsheet."""
    if isinstance(cell, str):
        text = cell or facts.errors.get(place, "")
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
    return shown(cell, facts.codes.get(place, ""))


if __name__ == "__main__":
    main()
