"""Reads a workbook in a separate process: bytes in, JSON out, nothing else of PrepKit loaded.

calamine is native code. A workbook of two kilobytes that claims four billion texts makes it ask for as
much memory, and it then ends the process it runs in, which must not be the server. The process also has a
limit on its memory where the system offers one. Run as ``python workbook_process.py SHEETS CHARACTERS``.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import date, datetime, time
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

MEMORY_BYTES = 500_000_000
Row = tuple[int, list[str]]


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
    sys.stdout.buffer.write(json.dumps(result).encode())


def _limit_memory() -> None:
    """Limit the memory of the process; Windows cannot, and macOS ignores the limit."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _sheets(content: bytes, most: int, characters: int) -> list[tuple[str, list[Row] | str]]:
    """Read each worksheet: its name, with its rows or its fault. Raises OverflowError for too much text."""
    sheets: list[tuple[str, list[Row] | str]] = []
    with closing(CalamineWorkbook.from_filelike(BytesIO(content))) as workbook:
        for title in workbook.sheet_names[:most]:
            try:
                rows = _rows(workbook.get_sheet_by_name(title))
            except CalamineError as error:
                sheets.append((title, str(error)))
                continue
            characters -= sum(len(cell) for _, cells in rows for cell in cells)
            if characters < 0:
                raise OverflowError
            sheets.append((title, rows))
    return sheets


def _rows(table: CalamineSheet) -> list[Row]:
    """Read the rows that hold anything, each with its number as the spreadsheet shows it."""
    rows = []
    for line, row in enumerate(table.iter_rows(), start=1):
        cells = [_text(cell) for cell in row]
        if any(cells):
            rows.append((line, cells))
    return rows


def _text(cell: object) -> str:
    """Convert a cell to the text that a person sees in the spreadsheet."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


if __name__ == "__main__":
    main()
