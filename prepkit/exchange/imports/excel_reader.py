"""Reads Excel workbooks into grids, as values only; no formula, macro, link or entity is carried out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, ZipInfo

from prepkit.errors import Problem
from prepkit.exchange.imports.grid import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    FileContents,
    Grid,
    Line,
)
from prepkit.exchange.imports.sheets import with_all_together
from prepkit.exchange.imports.workbook_parts import column_number, is_workbook

if TYPE_CHECKING:
    from prepkit.exchange.imports.workbook_process import ReadSheet

__all__ = ["is_workbook", "read"]

MAX_MEMBERS = 2_000
MAX_SHEETS = 50
MAX_CHARACTERS = 50_000_000
"""The most text in all sheets of a workbook together."""
MAX_GRID = 4_000_000
"""The most cells, blank ones included, between a worksheet's first and last: the reader holds them all."""
PATIENCE = 60
"""The most seconds that reading a workbook may take."""
CHUNK = 1_000_000
OVERLAP = 400
CELL = re.compile(rb"<(?:\w+:)?(?:c|row)\s[^>]{0,300}?\br\s*=\s*[\"']([^\"'>]{0,40})[\"']")
PLACE = re.compile(rb"([A-Z]{0,3})([0-9]{1,7})")
ONE_AT_A_TIME = Lock()
"""Lets the server read one workbook at a time, however many visitors bring one."""
PROCESS = "prepkit.exchange.imports.workbook_process"
ROOT = Path(__file__).parents[3]
"""The folder that holds PrepKit, where the separate process finds its program."""
MAX_NAMED_CELLS = 10

DAMAGE = (BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, RuntimeError)
"""The errors that a damaged or strange zip file raises, depending on where it is damaged."""


class _Refused(Exception):
    """The workbook must not be opened; ``str`` is the sentence that says why."""


def read(name: str, content: bytes) -> FileContents:
    """Read a grid for each worksheet of an .xlsx or .xlsm that holds anything. Never raises.

    Cells come as a person sees them: by the format of the cell, merged cells in all their rows. Every row is
    a line, the header among them; ``number`` is the row in the workbook.
    """
    try:
        _check_file(content)
        return _contents(name, _worksheets(content))
    except _Refused as error:
        return _no_grid(name, str(error))
    except DAMAGE as error:
        return _no_grid(name, f"The workbook cannot be read ({error}). Save it again, or save it as CSV.")


def _no_grid(name: str, message: str) -> FileContents:
    """Return no grid, with the message as the only note."""
    return FileContents((), notes=(_note(name, message),))


def _note(name: str, message: str) -> Problem:
    return Problem(name, None, None, message)


def _contents(name: str, sheets: list[ReadSheet]) -> FileContents:
    """Make a grid of each worksheet that holds rows, and the notes about all of them."""
    grids: list[Grid] = []
    lost: list[Problem] = []
    notes: list[Problem] = []
    for sheet in sheets:
        faults = _faults(sheet)
        notes += [_note(name, message) for message in faults]
        if sheet["unstored"]:
            notes.append(_note(name, _unstored(sheet["title"], sheet["unstored"])))
        if faults:
            continue
        notes += [_note(name, message) for message in _hidden_columns(sheet)]
        lines = _lines(name, _shown_rows(name, sheet, lost), lost)
        if lines:
            grids.append(Grid(sheet["title"], lines, hidden=sheet["hidden"]))
    if not grids and not lost and not notes:
        notes.append(_note(name, "No worksheet of it holds anything."))
    return FileContents(with_all_together(grids), tuple(lost), tuple(notes))


def _faults(sheet: ReadSheet) -> list[str]:
    """Return why a worksheet is refused whole, if it is."""
    title, rows = sheet["title"], sheet["rows"]
    if sheet["fault"]:
        return [f"“{title}” cannot be read ({sheet['fault']})."]
    if len(rows) > MAX_ROWS:
        return [f"“{title}” has more than {MAX_ROWS:,} rows. Split it and import the parts."]
    if rows and len(rows[0][1]) > MAX_COLUMNS:
        return [f"“{title}” has {len(rows[0][1]):,} columns; at most {MAX_COLUMNS} are read."]
    return []


def _unstored(title: str, cells: list[str]) -> str:
    """Name the cells whose formulas have no stored value, the first of them if there are many."""
    named = ", ".join(cells[:MAX_NAMED_CELLS])
    more = len(cells) - MAX_NAMED_CELLS
    if more > 0:
        named += f" and {more:,} more"
    what = "cell" if len(cells) == 1 else "cells"
    formulas = "a formula" if len(cells) == 1 else "formulas"
    return (
        f"Sheet “{title}”, {what} {named}: {formulas} without a stored value. "
        "Open and save the workbook in Excel."
    )


def _hidden_columns(sheet: ReadSheet) -> list[str]:
    """Say which columns are hidden; they are read, because answers are often kept out of sight."""
    columns = sheet["hidden_columns"]
    if not columns or sheet["hidden"]:
        return []
    what = "Column" if len(columns) == 1 else "Columns"
    verb = "is" if len(columns) == 1 else "are"
    named = f"{what} {', '.join(columns)} of sheet “{sheet['title']}”"
    return [f"{named} {verb} hidden in the workbook and read all the same."]


def _shown_rows(name: str, sheet: ReadSheet, lost: list[Problem]) -> list[tuple[int, list[str]]]:
    """Leave out the rows that a person does not see, and name each; all are read where none is shown."""
    hidden = set(sheet["hidden_rows"])
    if not hidden or len(hidden) == len(sheet["rows"]):
        return sheet["rows"]
    for number, cells in sheet["rows"]:
        if number in hidden:
            told = " ".join(cell for cell in cells if cell)[:80]
            message = f"“{told}”: The row is hidden in the workbook. Show it there to bring it in."
            lost.append(Problem(name, number, None, message, unit="row"))
    return [row for row in sheet["rows"] if row[0] not in hidden]


def _lines(name: str, rows: list[tuple[int, list[str]]], lost: list[Problem]) -> tuple[Line, ...]:
    """Make lines of a worksheet's rows; a row with an endless cell is added to ``lost`` instead."""
    lines: list[Line] = []
    for number, cells in rows:
        if max(map(len, cells)) > MAX_CELL_CHARACTERS:
            message = f"A cell has more than {MAX_CELL_CHARACTERS:,} characters. The row was left out."
            lost.append(Problem(name, number, None, message, unit="row"))
        else:
            lines.append(Line(number, tuple(cells)))
    return tuple(lines)


def _worksheets(content: bytes) -> list[ReadSheet]:
    """Read the worksheets in a separate process."""
    command = [sys.executable, "-E", "-s", "-m", PROCESS, str(MAX_SHEETS), str(MAX_CHARACTERS)]
    try:
        with ONE_AT_A_TIME:
            process = subprocess.run(
                command, input=content, capture_output=True, timeout=PATIENCE, check=False, cwd=ROOT
            )
    except subprocess.TimeoutExpired as error:
        raise _Refused("The workbook takes too long to read. Save the one table as CSV.") from error
    if process.returncode:
        raise _Refused("The workbook holds something that cannot be read. Save the one table as CSV.")
    result = json.loads(process.stdout)
    if "refused" in result:
        raise _Refused(result["refused"])
    sheets: list[ReadSheet] = result["sheets"]
    return sheets


def _check_file(content: bytes) -> None:
    """Raise _Refused with the reason for a file that the separate process could not open safely."""
    if len(content) > MAX_FILE_BYTES:
        raise _Refused(f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB. Split it.")
    with ZipFile(BytesIO(content)) as packed:
        members = packed.infolist()
        if any(
            re.fullmatch(r"xl[/\\]workbook\w*\.bin", member.filename, re.IGNORECASE) for member in members
        ):
            raise _Refused("This is a binary workbook (.xlsb). Save it as .xlsx, or save the table as CSV.")
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
            raise _Refused("The workbook is far larger than a table of questions. Save the one table as CSV.")
        if any(member.flag_bits & 1 for member in members):
            raise _Refused("The workbook has a password. Save it without one.")
        unpacked = 0
        for member in members:
            unpacked = _stream(packed, member, unpacked)


def _stream(packed: ZipFile, member: ZipInfo, unpacked: int) -> int:
    """Unpack a member to count its bytes and cells; returns the bytes so far.

    The sizes that a zip file gives may be false, and a worksheet may be a member of any name.
    """
    is_table = re.search(r"worksheets/[^/]*\.xml$", member.filename) is not None
    last_row = last_column = 0
    tail = b""
    with packed.open(member) as file:
        while chunk := file.read(CHUNK):
            unpacked += len(chunk)
            if unpacked > MAX_UNPACKED_BYTES:
                raise _Refused("The workbook unpacks to far more than a table of questions needs.")
            if (
                is_table
                and not tail
                and (chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in chunk[:100])
            ):
                raise _Refused("The workbook is written in an unusual way. Save it again, or as CSV.")
            for place in CELL.findall(tail + chunk):
                row, column = _place(place)
                last_row, last_column = max(last_row, row), max(last_column, column)
            if last_row * max(last_column, 1) > MAX_GRID:
                raise _Refused(
                    f"A worksheet of it reaches to row {last_row:,}, column {last_column:,}. Delete the "
                    "cells far below or beside the table, or save the table as CSV."
                )
            tail = chunk[-OVERLAP:]
    return unpacked


def _place(reference: bytes) -> tuple[int, int]:
    """Convert a reference such as ``B7`` to its row and column, counted from 1."""
    match = PLACE.fullmatch(reference)
    if match is None:
        raise _Refused("The workbook is written in an unusual way. Save it again, or as CSV.")
    return int(match[2]), column_number(match[1].decode())
