"""Anki packages into sheets: one for each note type, its fields as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from prepkit.exchange.anki_collection import Note, NoteType, notes_in
from prepkit.exchange.anki_package import UnreadablePackage, unpack
from prepkit.exchange.html_text import plain
from prepkit.exchange.sheet import MAX_CELL_CHARACTERS, Reading, Sheet
from prepkit.model import Problem

MAX_FIELDS = 200
"""The most fields a note type may have; people use three to twenty."""
MAX_NOTE_TYPES = 100
"""The most note types that the notes of one package may use."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A note as text: ``cells`` holds its fields, deck and tags; ``pictures`` were left out of them."""

    line: int
    deck: str
    cells: list[str]
    pictures: int


@dataclass(slots=True)
class _Found:
    """What a package held, as far as it was read."""

    rows: dict[NoteType, list[_Row]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    pictures: int = 0
    empty: int = 0


def read(name: str, content: bytes) -> Reading:
    """The notes of an ``.apkg`` or ``.colpkg``, one sheet for each note type that has notes.

    A sheet is called “deck: note type”, or “file: note type” when its notes lie in several decks. Its
    columns are the note type's fields in order, then ``Deck`` and ``Tags`` (with spaces between). Notes are
    counted over the whole package. Never raises: whatever is wrong is among the problems, and media are
    never looked at.
    """
    try:
        with TemporaryDirectory(prefix="prepkit-") as folder:
            path = Path(folder) / "collection"
            unpack(content, path)
            with notes_in(path) as notes:
                found = _gather(name, notes)
    except UnreadablePackage as reason:
        return Reading((), (Problem(name, None, None, str(reason)),))
    sheets = tuple(_sheet(name, note_type, rows) for note_type, rows in found.rows.items())
    return Reading(sheets, (*found.problems, *_left_out(name, found)))


def _gather(name: str, notes: Iterable[Note]) -> _Found:
    found = _Found()
    for line, note in enumerate(notes, start=1):
        row = _row(line, note)
        if note.note_type is None or isinstance(row, str):
            found.problems.append(Problem(name, line, None, f"{row} The note was left out."))
            continue
        found.pictures += row.pictures
        if any(row.cells[: len(note.fields)]):
            found.rows.setdefault(note.note_type, []).append(row)
        else:
            found.empty += 1
        if len(found.rows) > MAX_NOTE_TYPES:
            raise UnreadablePackage(
                f"The package uses more than {MAX_NOTE_TYPES} note types. Export fewer decks at a time."
            )
    return found


def _row(line: int, note: Note) -> _Row | str:
    """A note as a row, or why it cannot be one."""
    if note.note_type is None:
        return "The package does not say what the fields of this note are."
    wanted, held = len(note.note_type.fields), len(note.fields)
    if wanted > MAX_FIELDS:
        return f"The note type “{note.note_type.name}” has more than {MAX_FIELDS} fields."
    if wanted != held:
        return f"The note has {held} fields, its note type “{note.note_type.name}” has {wanted}."
    shown = [plain(html) for html in note.fields]
    if any(len(text) > MAX_CELL_CHARACTERS for text, _ in shown):
        return f"A field of this note holds more than {MAX_CELL_CHARACTERS:,} characters."
    cells = [*(text for text, _ in shown), note.deck, note.tags]
    return _Row(line, note.deck, cells, sum(pictures for _, pictures in shown))


def _sheet(file: str, note_type: NoteType, rows: list[_Row]) -> Sheet:
    decks = {row.deck for row in rows}
    place = decks.pop() if len(decks) == 1 else ""
    frame = pd.DataFrame(
        [row.cells for row in rows],
        columns=_columns(note_type.fields),
        index=pd.Index([row.line for row in rows], dtype="int64", name="line"),
        dtype="str",
    )
    return Sheet(f"{place or file}: {note_type.name}", frame)


def _columns(fields: Iterable[str]) -> list[str]:
    """The fields' names, ``Deck`` and ``Tags``, no two the same."""
    columns: list[str] = []
    for name in (*(name.strip() or "Field" for name in fields), "Deck", "Tags"):
        other, number = name, 1
        while other in columns:
            number += 1
            other = f"{name} {number}"
        columns.append(other)
    return columns


def _left_out(name: str, found: _Found) -> list[Problem]:
    """What was left out of many notes, said once."""
    said = []
    if not found.rows and not found.empty and not found.problems:
        said.append("The package holds no notes.")
    if found.pictures:
        count = "1 picture was" if found.pictures == 1 else f"{found.pictures:,} pictures were"
        said.append(f"{count} left out: only the text of a note is read.")
    if found.empty:
        count = "1 note was" if found.empty == 1 else f"{found.empty:,} notes were"
        said.append(f"{count} left out, with no text in any field.")
    return [Problem(name, None, None, sentence) for sentence in said]
