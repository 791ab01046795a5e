"""A process of its own that opens a workbook: bytes in, JSON out, nothing else of PrepKit loaded.

calamine is native code. A workbook of two kilobytes that claims four billion texts makes it ask for as
much memory, and then it ends the process it runs in: here that is this one, which has a limit on its
memory too where the system knows such a thing. Run as ``python workbook_process.py SHEETS CHARACTERS``.
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
        found: dict[str, object] = {"sheets": _sheets(sys.stdin.buffer.read(), sheets, characters)}
    except PasswordError:
        found = {"refused": "The workbook has a password. Save it without one."}
    except CalamineError as error:
        found = {"refused": f"The workbook cannot be read ({error}). Save it again, or save it as CSV."}
    except OverflowError:
        found = {"refused": "The workbook holds more than a table of questions. Save the one table as CSV."}
    sys.stdout.buffer.write(json.dumps(found).encode())


def _limit_memory() -> None:
    """Let the system refuse what is too much; Windows cannot, and macOS does not hold to it."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _sheets(content: bytes, most: int, characters: int) -> list[tuple[str, list[Row] | str]]:
    """Each worksheet by its name, with its rows or what is wrong with it. OverflowError for too much text."""
    found: list[tuple[str, list[Row] | str]] = []
    with closing(CalamineWorkbook.from_filelike(BytesIO(content))) as workbook:
        for title in workbook.sheet_names[:most]:
            try:
                rows = _rows(workbook.get_sheet_by_name(title))
            except CalamineError as error:
                found.append((title, str(error)))
                continue
            characters -= sum(len(cell) for _, cells in rows for cell in cells)
            if characters < 0:
                raise OverflowError
            found.append((title, rows))
    return found


def _rows(table: CalamineSheet) -> list[Row]:
    """Rows that hold anything, each with its number as the spreadsheet shows it."""
    rows = []
    for line, row in enumerate(table.iter_rows(), start=1):
        cells = [_text(cell) for cell in row]
        if any(cells):
            rows.append((line, cells))
    return rows


def _text(cell: object) -> str:
    """A cell as a person sees it."""
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
