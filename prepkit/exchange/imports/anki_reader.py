"""Read Anki packages into grids: one for each note type, its fields as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from prepkit.errors import Problem
from prepkit.exchange.html_text import plain
from prepkit.exchange.imports.anki_collection import Note, NoteType, notes_in
from prepkit.exchange.imports.anki_package import UnreadablePackage, unpack
from prepkit.exchange.imports.anki_text import Columns, gap_columns
from prepkit.exchange.imports.cloze import with_gaps
from prepkit.exchange.imports.grid import MAX_CELL_CHARACTERS, FileContents, Grid, Line, Target

MAX_FIELDS = 200
"""The most fields a note type may have; people use three to twenty."""
MAX_NOTE_TYPES = 100
"""The most note types that the notes of one package may use."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A note as text: ``cells`` holds its fields, deck, tags and id; ``pictures`` were left out of them.

    ``gap`` is the place of the field with gaps, if one has some.
    """

    line: int
    deck: str
    cells: list[str]
    pictures: int
    gap: int | None


@dataclass(slots=True)
class _PackageContents:
    """The contents of a package, as far as it was read."""

    rows: dict[NoteType, list[_Row]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    pictures: int = 0
    empty: int = 0


def read(name: str, content: bytes) -> FileContents:
    """Read the notes of an ``.apkg`` or ``.colpkg``, one grid for each note type that has notes.

    A grid is called “deck: note type”, or “file: note type” when its notes lie in several decks. Its
    columns are the note type's fields in order, then ``Deck``, ``Tags`` (with spaces between) and the id that
    a note has in every collection. Notes are counted over the whole package. Never raises: every fault is
    among the notes or the lost ones, and media are never read.
    """
    try:
        with TemporaryDirectory(prefix="prepkit-") as folder:
            path = Path(folder) / "collection"
            unpack(content, path)
            with notes_in(path) as notes:
                package = _gather(name, notes)
    except UnreadablePackage as reason:
        return FileContents((), (), (Problem(name, None, None, str(reason)),))
    grids = tuple(_grid(name, note_type, rows) for note_type, rows in package.rows.items())
    return FileContents(grids, tuple(package.problems), tuple(_left_out(name, package)))


def _gather(name: str, notes: Iterable[Note]) -> _PackageContents:
    """Collect the rows by note type, with the problems and counts of what is left out."""
    package = _PackageContents()
    for line, note in enumerate(notes, start=1):
        row = _row(line, note)
        if note.note_type is None or isinstance(row, str):
            package.problems.append(Problem(name, line, None, f"{row} The note was left out."))
            continue
        package.pictures += row.pictures
        if any(row.cells[: len(note.fields)]):
            package.rows.setdefault(note.note_type, []).append(row)
        else:
            package.empty += 1
        if len(package.rows) > MAX_NOTE_TYPES:
            raise UnreadablePackage(
                f"The package uses more than {MAX_NOTE_TYPES} note types. Export fewer decks at a time."
            )
    return package


def _row(line: int, note: Note) -> _Row | str:
    """Make a row of a note, or the sentence that says why it cannot become one."""
    if note.note_type is None:
        return "The package does not say what the fields of this note are."
    expected_fields, note_fields = len(note.note_type.fields), len(note.fields)
    if expected_fields > MAX_FIELDS:
        return f"The note type “{note.note_type.name}” has more than {MAX_FIELDS} fields."
    if expected_fields != note_fields:
        return (
            f"The note has {note_fields} fields, its note type “{note.note_type.name}” has {expected_fields}."
        )
    fields, gap = with_gaps(note.fields)
    texts = [plain(html) for html in fields]
    if any(len(text) > MAX_CELL_CHARACTERS for text, _ in texts):
        return f"A field of this note holds more than {MAX_CELL_CHARACTERS:,} characters."
    cells = [*(text for text, _ in texts), note.deck, note.tags, note.guid]
    return _Row(line, note.deck, cells, sum(pictures for _, pictures in texts), gap)


def _grid(file: str, note_type: NoteType, rows: list[_Row]) -> Grid:
    """Make the grid of a note type; its name begins with the deck if all notes lie in one."""
    decks = {row.deck for row in rows}
    only_deck = decks.pop() if len(decks) == 1 else ""
    columns: Columns = [(name.strip() or "Field", None, True) for name in note_type.fields]
    columns += gap_columns(columns, {row.gap for row in rows if row.gap is not None})
    columns += [("Deck", None if only_deck else Target.TOPIC, True)]
    columns += [("Tags", Target.TAGS, True), ("Note id", Target.GUID, True)]
    kept = [place for place, (_, _, used) in enumerate(columns) if used]
    return Grid(
        f"{only_deck or file}: {note_type.name}",
        tuple(Line(row.line, tuple(row.cells[place] for place in kept)) for row in rows),
        _unique(columns[place][0] for place in kept),
        {at: target for at, place in enumerate(kept) if (target := columns[place][1])},
        form="anki",
        is_plain=True,
    )


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    """Number names so that no two are the same."""
    columns: list[str] = []
    for name in names:
        unique_name, number = name, 1
        while unique_name in columns:
            number += 1
            unique_name = f"{name} {number}"
        columns.append(unique_name)
    return tuple(columns)


def _left_out(name: str, package: _PackageContents) -> list[Problem]:
    """Sum up what was left out of many notes, one problem for each kind."""
    sentences = []
    if not package.rows and not package.empty and not package.problems:
        sentences.append("The package holds no notes.")
    if package.pictures:
        count = "1 picture was" if package.pictures == 1 else f"{package.pictures:,} pictures were"
        sentences.append(f"{count} left out: only the text of a note is read.")
    if package.empty:
        count = "1 note was" if package.empty == 1 else f"{package.empty:,} notes were"
        sentences.append(f"{count} left out, with no text in any field.")
    return [Problem(name, None, None, sentence) for sentence in sentences]
