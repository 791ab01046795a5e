"""Reads Excel workbooks into sheets, as values only; no formula, macro, link or entity is carried out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Lock
from zipfile import BadZipFile, ZipFile, ZipInfo

import pandas as pd

from prepkit.errors import Problem
from prepkit.exchange.csv_reader import column_names
from prepkit.exchange.sheet import (
    MAX_CELL_CHARACTERS,
    MAX_FILE_BYTES,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    FileContents,
    Sheet,
)

MAX_MEMBERS = 2_000
MAX_SHEETS = 50
MAX_COLUMNS = 200
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
PROCESS = Path(__file__).with_name("workbook_process.py")

DAMAGE = (BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, RuntimeError)
"""The errors that a damaged or strange zip file raises, depending on where it is damaged."""

Row = tuple[int, list[str]]


class _Refused(Exception):
    """The workbook must not be opened; ``str`` is the sentence that says why."""


def read(name: str, content: bytes) -> FileContents:
    """Read a sheet for each worksheet of an .xlsx or .xlsm that holds anything. Never raises.

    The first row that is not blank names the columns. Numbers come as a person sees them (``3``, not
    ``3.0``), dates as ISO. Every fault is among the problems.
    """
    try:
        _check_file(content)
        return _contents(name, _worksheets(content))
    except _Refused as error:
        return _no_sheet(name, str(error))
    except DAMAGE as error:
        return _no_sheet(name, f"The workbook cannot be read ({error}). Save it again, or save it as CSV.")


def _no_sheet(name: str, message: str) -> FileContents:
    """Return no sheet, with the message as the only problem."""
    return FileContents((), (Problem(name, None, None, message),))


def _worksheets(content: bytes) -> list[tuple[str, list[Row] | str]]:
    """Read the worksheets in a separate process, each with its rows or its fault."""
    command = [sys.executable, "-I", str(PROCESS), str(MAX_SHEETS), str(MAX_CHARACTERS)]
    try:
        with ONE_AT_A_TIME:
            process = subprocess.run(
                command, input=content, capture_output=True, timeout=PATIENCE, check=False
            )
    except subprocess.TimeoutExpired as error:
        raise _Refused("The workbook takes too long to read. Save the one table as CSV.") from error
    if process.returncode:
        raise _Refused("The workbook holds something that cannot be read. Save the one table as CSV.")
    result = json.loads(process.stdout)
    if "refused" in result:
        raise _Refused(result["refused"])
    tables: list[tuple[str, list[Row] | str]] = result["sheets"]
    return tables


def _check_file(content: bytes) -> None:
    """Raise _Refused with the reason for a file that the separate process could not open safely."""
    if len(content) > MAX_FILE_BYTES:
        raise _Refused(f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB. Split it.")
    with ZipFile(BytesIO(content)) as packed:
        members = packed.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
            raise _Refused("The workbook is far larger than a table of questions. Save the one table as CSV.")
        if any(member.flag_bits & 1 for member in members):
            raise _Refused("The workbook has a password. Save it without one.")
        unpacked = 0
        for member in members:
            unpacked = _stream(packed, member, unpacked)


def _stream(packed: ZipFile, member: ZipInfo, unpacked: int) -> int:
    """Unpack a member to count its bytes, as sizes in a zip file may be false; returns the total so far."""
    is_table = re.search(r"worksheets/[^/]*\.xml$", member.filename) is not None
    last_row = last_column = 0
    tail = b""
    with packed.open(member) as file:
        while chunk := file.read(CHUNK):
            unpacked += len(chunk)
            if unpacked > MAX_UNPACKED_BYTES:
                raise _Refused("The workbook unpacks to far more than a table of questions needs.")
            if not is_table:
                continue
            if not tail and (chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in chunk[:100]):
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
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - ord("A") + 1
    return int(match[2]), column


def _contents(name: str, tables: list[tuple[str, list[Row] | str]]) -> FileContents:
    """Make a sheet of each worksheet that holds rows, and the problems of the others."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for title, rows in tables:
        if isinstance(rows, str):
            problems.append(Problem(name, None, None, f"“{title}” cannot be read ({rows})."))
            continue
        sheet = _sheet(name, title, iter(rows), problems)
        if sheet is not None:
            sheets.append(sheet)
    if not sheets and not problems:
        problems.append(Problem(name, None, None, "No worksheet of it holds a row below its first."))
    return FileContents(tuple(sheets), tuple(problems))


def _sheet(file: str, title: str, rows: Iterator[Row], problems: list[Problem]) -> Sheet | None:
    """Make a sheet of a worksheet's rows, or None; faults are added to ``problems``."""
    _, header = next(rows, (0, []))
    names = column_names(header)
    if len(names) > MAX_COLUMNS:
        problems.append(
            Problem(
                file, None, None, f"“{title}” has {len(names):,} columns; at most {MAX_COLUMNS} are read."
            )
        )
        return None
    lines: list[int] = []
    cells: list[list[str]] = []
    for line, row in rows:
        if len(cells) == MAX_ROWS:
            message = f"“{title}” has more than {MAX_ROWS:,} rows. Split it and import the parts."
            problems.append(Problem(file, line, None, message))
            return None
        if max(map(len, row)) > MAX_CELL_CHARACTERS:
            message = f"A cell has more than {MAX_CELL_CHARACTERS:,} characters. The row was left out."
            problems.append(Problem(file, line, None, message))
            continue
        lines.append(line)
        cells.append(row)
    columns = {
        column or f"Column {place + 1}": [row[place] for row in cells]
        for place, column in enumerate(names)
        if column or any(row[place] for row in cells)
    }
    if not cells or not columns:
        return None
    index = pd.Index(lines, dtype="int64", name="line")
    return Sheet(title, pd.DataFrame(columns, index=index, dtype="str"))
