"""Read any file of questions into grids; its content decides its type, not its name."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from prepkit.errors import Problem
from prepkit.exchange.imports import excel_reader, text_files
from prepkit.exchange.imports.grid import MAX_FILE_BYTES, FileContents, TextOptions
from prepkit.exchange.imports.mochi import read_cards

MAX_NAME = 80
MAX_MEMBERS = 50
"""The most tables of one packed export that are read."""
WORD = "This is a Word document. Copy the list in it and put it in as pasted text."
TEXTS = (".csv", ".tsv", ".txt", ".md")


def read(name: str, content: bytes, options: TextOptions | None = None) -> FileContents:
    """Read a text, an Excel workbook, an Anki package or a packed export into grids.

    ``options`` say how to read a text, where the person has corrected a guess. Never raises for what the
    file holds.
    """
    title = _display_name(name)
    if content.startswith(b"PK"):
        return _read_zip(title, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _no_grid(title, "This is a workbook of the old kind (.xls), or one with a password.")
    if content.lstrip()[:1] == b"{" and b'"prepkit"' in content[:200]:
        return _no_grid(title, "This file holds somebody's whole data. Settings brings it back.")
    return text_files.read(title, content, options)


def _read_zip(name: str, content: bytes) -> FileContents:
    """Read a zip file that is an Anki package, an Excel workbook, or an export of texts."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            members = set(packed.namelist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        return _no_grid(name, f"The file is damaged ({error}).")
    if any(member.startswith("collection.anki2") for member in members):
        from prepkit.exchange.imports import anki_reader

        return anki_reader.read(name, content)
    if excel_reader.is_workbook(members):
        return excel_reader.read(name, content)
    if any(member.startswith("word/") for member in members):
        return FileContents((), (), (Problem(name, None, None, WORD),))
    if name.lower().endswith((".xlsx", ".xlsm", ".apkg", ".colpkg")):
        return _no_grid(name, "Inside it is neither an Excel workbook nor an Anki package.")
    texts = sorted(member for member in members if member.lower().endswith((*TEXTS, "data.json")))
    if texts:
        return _read_texts(name, content, texts[:MAX_MEMBERS])
    return _no_grid(name, "This is neither an Excel workbook (.xlsx) nor an Anki package.")


def _read_texts(name: str, content: bytes, members: list[str]) -> FileContents:
    """Read the texts of an export, such as Notion's or Mochi's, one grid for each."""
    read_files = []
    left = MAX_FILE_BYTES
    try:
        with ZipFile(BytesIO(content)) as packed:
            for member in members:
                with packed.open(member) as file:
                    text = file.read(left + 1)
                left -= len(text)
                if left < 0:
                    return _no_grid(name, "The file unpacks to more than can be read.")
                if member.endswith(".json"):
                    read_files.append(FileContents((read_cards(name, text),)))
                else:
                    read_files.append(text_files.read(_display_name(member), text))
    except (BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        return _no_grid(name, f"The file is damaged ({error}).")
    return FileContents(
        tuple(grid for contents in read_files for grid in contents.grids if grid.lines),
        tuple(problem for contents in read_files for problem in contents.lost),
        tuple(note for contents in read_files for note in contents.notes if contents.grids),
    )


def _no_grid(name: str, message: str) -> FileContents:
    """Return no grid, with the message and advice as the only note."""
    advice = "Save the table as .xlsx or CSV and bring that in."
    return FileContents((), (), (Problem(name, None, None, f"{message} {advice}"),))


def _display_name(name: str) -> str:
    """Return the last part of a file's name, cut and without unprintable characters, for a message."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:MAX_NAME] or "The file"
