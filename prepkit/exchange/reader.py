"""Any file of questions into sheets: what it is decides its content, not its name."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from prepkit.exchange import csv_reader, excel_reader
from prepkit.exchange.sheet import Reading
from prepkit.model import Problem

MAX_NAME = 80


def read(name: str, content: bytes) -> Reading:
    """The sheets of a CSV, an Excel workbook or an Anki package. Never raises for what the file holds."""
    title = _shown(name)
    if content.startswith(b"PK"):
        return _packed(title, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _nothing(title, "This is a workbook of the old kind (.xls), or one with a password.")
    if content.lstrip()[:1] == b"{" and b'"prepkit"' in content[:200]:
        return _nothing(title, "This file holds somebody's whole data. Settings brings it back.")
    return csv_reader.read(title, content)


def _packed(name: str, content: bytes) -> Reading:
    try:
        with ZipFile(BytesIO(content)) as packed:
            members = set(packed.namelist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        return _nothing(name, f"The file is damaged ({error}).")
    if any(member.startswith("collection.anki2") for member in members):
        from prepkit.exchange import anki_reader

        return anki_reader.read(name, content)
    if "xl/workbook.xml" in members:
        return excel_reader.read(name, content)
    return _nothing(name, "This is neither an Excel workbook (.xlsx) nor an Anki package.")


def _nothing(name: str, message: str) -> Reading:
    advice = "Save the table as .xlsx or CSV and bring that in."
    return Reading((), (Problem(name, None, None, f"{message} {advice}"),))


def _shown(name: str) -> str:
    """The last part of a file's name, fit for a message."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:MAX_NAME] or "The file"
