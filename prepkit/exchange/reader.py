"""Reads any file of questions into sheets; its content decides its type, not its name."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from prepkit.errors import Problem
from prepkit.exchange import csv_reader, excel_reader
from prepkit.exchange.sheet import FileContents

MAX_NAME = 80


def read(name: str, content: bytes) -> FileContents:
    """Read a CSV, an Excel workbook or an Anki package into sheets. Never raises for what the file holds."""
    title = _display_name(name)
    if content.startswith(b"PK"):
        return _read_zip(title, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _no_sheet(title, "This is a workbook of the old kind (.xls), or one with a password.")
    if content.lstrip()[:1] == b"{" and b'"prepkit"' in content[:200]:
        return _no_sheet(title, "This file holds somebody's whole data. Settings brings it back.")
    return csv_reader.read(title, content)


def _read_zip(name: str, content: bytes) -> FileContents:
    """Read a zip file that is an Anki package or an Excel workbook."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            members = set(packed.namelist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        return _no_sheet(name, f"The file is damaged ({error}).")
    if any(member.startswith("collection.anki2") for member in members):
        from prepkit.exchange import anki_reader

        return anki_reader.read(name, content)
    if "xl/workbook.xml" in members:
        return excel_reader.read(name, content)
    return _no_sheet(name, "This is neither an Excel workbook (.xlsx) nor an Anki package.")


def _no_sheet(name: str, message: str) -> FileContents:
    """Return no sheet, with the message and advice as the only problem."""
    advice = "Save the table as .xlsx or CSV and bring that in."
    return FileContents((), (Problem(name, None, None, f"{message} {advice}"),))


def _display_name(name: str) -> str:
    """Return the last part of a file's name, cut and without unprintable characters, for a message."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:MAX_NAME] or "The file"
