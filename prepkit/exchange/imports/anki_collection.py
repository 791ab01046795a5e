"""Reads the notes of an Anki collection, an SQLite file that may be hostile.

Two schemas are in use: up to Anki 2.1.49, and in packages for it, note types and decks are JSON in the one
row of ``col``; later they are the tables ``notetypes``, ``fields`` and ``decks``.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prepkit.exchange.imports.anki_package import UnreadablePackage
from prepkit.exchange.imports.grid import MAX_FILE_BYTES, MAX_ROWS

MAX_TEXT_CHARACTERS = 30_000_000
"""The most text, tags included, that the notes of one package may have together: 3,000 for each of 10,000."""

_TABLES = frozenset({"col", "notes", "cards", "notetypes", "fields", "decks"})
_PRAGMAS = frozenset({"quick_check", "table_xinfo"})
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: MAX_FILE_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 10_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 5,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
_MAX_STEPS = 200_000_000
_MAX_SCHEMA_STEPS = 20_000
_MAX_CARDS = 1_000_000
_MAX_NAMES = 20_000
_MAX_JSON_CHARACTERS = 10_000_000
_FIELDS_END = "\x1f"

_DAMAGED = (
    "The collection in this package is damaged. "
    "In Anki, choose Tools, then Check Database, and export it again."
)
_TOO_SLOW = "The collection in this package takes too long to read. Export fewer decks at a time."
_TOO_LARGE = (
    f"A single note of this package is larger than {MAX_FILE_BYTES // 1_000_000} MB. Export without it."
)
_REASONS = {sqlite3.SQLITE_INTERRUPT: _TOO_SLOW, sqlite3.SQLITE_TOOBIG: _TOO_LARGE}
_TOO_MANY = "The package holds more than {:,} notes, so nothing was read. Export fewer decks at a time."
_TOO_LONG = "The notes of this package hold more than {:,} characters. Export fewer decks at a time."
_FOREIGN = "The collection in this package was not written by Anki: “{}” is not the table it should be."


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type and the names of its fields, as they are written."""

    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One note: its fields in HTML, tags with spaces between, the deck of its first card, its id everywhere.

    ``note_type`` is None where the collection does not say what the note's fields are.
    """

    note_type: NoteType | None
    fields: tuple[str, ...]
    deck: str
    tags: str
    guid: str


@contextmanager
def notes_in(path: Path) -> Iterator[Iterator[Note]]:
    """Open a collection and yield an iterator of its notes, which reads one note at a time.

    The notes come in the order they were made. Raises UnreadablePackage for a damaged or too large
    collection, also while the notes are read.
    """
    # Read-only also means that SQLite forgets the CHECKs of the schema, which quick_check would carry out.
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    try:
        _restrict(db)
        yield _notes(db)
    # UnicodeDecodeError is raised instead of an error of SQLite that quotes a damaged name.
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise UnreadablePackage(_REASONS.get(getattr(error, "sqlite_errorcode", 0), _DAMAGED)) from error
    finally:
        db.close()


def _restrict(db: sqlite3.Connection) -> None:
    """Restrict the connection to reading the wanted tables for a bounded time."""
    db.text_factory = lambda raw: raw.decode("utf-8", "replace")
    for category, most in _LIMITS.items():
        db.setlimit(category, most)
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    # Anki sorts names by a collation of its own, which checking a table asks for.
    db.create_collation("unicase", _by_lower_case)
    db.set_authorizer(_authorize)


def _allow_steps(db: sqlite3.Connection, steps: int) -> None:
    """Let the connection carry out at most about ``steps`` steps of SQLite's virtual machine from now on."""
    rounds = iter(range(100))
    db.set_progress_handler(lambda: next(rounds, None) is None, steps // 100)


def _by_lower_case(name: str, other_name: str) -> int:
    """Compare two names without regard to case: -1, 0 or 1, as SQLite wants it."""
    left, right = name.lower(), other_name.lower()
    return (left > right) - (left < right)


def _authorize(
    action: int, first: str | None, second: str | None, _: str | None, trigger_or_view: str | None
) -> int:
    """Allow our own queries to read the wanted tables; deny functions, views and recursion."""
    is_allowed = action == sqlite3.SQLITE_SELECT
    is_allowed |= action == sqlite3.SQLITE_READ and str(first).lower() in _TABLES | {"sqlite_master"}
    is_allowed |= action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS
    return sqlite3.SQLITE_OK if is_allowed and trigger_or_view is None else sqlite3.SQLITE_DENY


def _notes(db: sqlite3.Connection) -> Iterator[Note]:
    """Read the notes one at a time, after checking the tables that they come from."""
    tables = _sound_tables(db)
    ids = _note_ids(db)
    has_type_tables = "notetypes" in tables and "fields" in tables
    types = _stored_types(db) if has_type_tables else _json_types(db)
    decks = _stored_decks(db) if "decks" in tables else _json_decks(db)
    homes = _home_decks(db, ids) if "cards" in tables else {}
    for note, guid, kind, tags, fields in db.execute("SELECT id, guid, mid, tags, flds FROM notes"):
        cells = tuple(_text(fields).split(_FIELDS_END))
        deck = decks.get(homes.get(note), "")
        yield Note(types.get(kind), cells, deck, " ".join(_text(tags).split()), _text(guid))


def _note_ids(db: sqlite3.Connection) -> frozenset[object]:
    """Read the ids of the notes. Raises UnreadablePackage for too many notes or too much text."""
    ids: list[object] = []
    characters = 0
    for note, fields in db.execute("SELECT id, flds FROM notes"):
        ids.append(note)
        characters += len(_text(fields))
        if len(ids) > MAX_ROWS:
            raise UnreadablePackage(_TOO_MANY.format(MAX_ROWS))
        if characters > MAX_TEXT_CHARACTERS:
            raise UnreadablePackage(_TOO_LONG.format(MAX_TEXT_CHARACTERS))
    return frozenset(ids)


def _sound_tables(db: sqlite3.Connection) -> frozenset[str]:
    """Check the wanted tables and name those that exist.

    Raises UnreadablePackage for a damaged, virtual or computed table.
    """
    # A schema with thousands of tables would take minutes to read; Anki's has 30 entries.
    _allow_steps(db, _MAX_SCHEMA_STEPS)
    schema = db.execute("SELECT name, type, rootpage FROM sqlite_master").fetchall()
    _allow_steps(db, _MAX_STEPS)
    wanted = [(_text(name).lower(), kind, root) for name, kind, root in schema if kind in ("table", "view")]
    wanted = [row for row in wanted if row[0] in _TABLES]
    for name, kind, root in wanted:
        if kind != "table" or not root or _computes(db, name):
            raise UnreadablePackage(_FOREIGN.format(name))
        if db.execute(f"PRAGMA quick_check({name})").fetchall() != [("ok",)]:
            raise UnreadablePackage(_DAMAGED)
    tables = frozenset(name for name, *_ in wanted)
    for name in ("notes", "col"):
        if name not in tables:
            raise UnreadablePackage(_FOREIGN.format(name))
    return tables


def _computes(db: sqlite3.Connection, table: str) -> bool:
    """Return whether reading a column of this table would carry out an expression."""
    return any(hidden for *_, hidden in db.execute(f"PRAGMA table_xinfo({table})"))


def _stored_types(db: sqlite3.Connection) -> dict[object, NoteType]:
    """Read the note types by id from the tables of the newer schema."""
    fields: dict[object, list[tuple[int, str]]] = defaultdict(list)
    for kind, place, name in db.execute("SELECT ntid, ord, name FROM fields LIMIT ?", (_MAX_NAMES,)):
        fields[kind].append((place if isinstance(place, int) else 0, _text(name)))
    return {
        kind: NoteType(_text(name), tuple(field for _, field in sorted(fields[kind])))
        for kind, name in db.execute("SELECT id, name FROM notetypes LIMIT ?", (_MAX_NAMES,))
    }


def _json_types(db: sqlite3.Connection) -> dict[object, NoteType]:
    """Read the note types by id from the JSON of the older schema."""
    types: dict[object, NoteType] = {}
    for kind, note_type in _json_objects(db, "models").items():
        fields = note_type.get("flds")
        if not isinstance(fields, list) or not all(isinstance(field, dict) for field in fields):
            raise UnreadablePackage(_DAMAGED)
        types[kind] = NoteType(
            _text(note_type.get("name")), tuple(_text(field.get("name")) for field in fields)
        )
    return types


def _stored_decks(db: sqlite3.Connection) -> dict[object, str]:
    """Read the names of the decks by id from the table of the newer schema."""
    decks = db.execute("SELECT id, name FROM decks LIMIT ?", (_MAX_NAMES,))
    return {deck: _text(name).replace("\x1f", "::") for deck, name in decks}


def _json_decks(db: sqlite3.Connection) -> dict[object, str]:
    """Read the names of the decks by id from the JSON of the older schema."""
    return {deck: _text(content.get("name")) for deck, content in _json_objects(db, "decks").items()}


def _json_objects(db: sqlite3.Connection, column: str) -> Mapping[object, Mapping[str, Any]]:
    """Read the JSON objects in a column of ``col``, by their ids as numbers."""
    row = db.execute(f"SELECT {column} FROM col").fetchone()
    text = _text(row[0]) if row else "{}"
    if len(text) > _MAX_JSON_CHARACTERS:
        raise UnreadablePackage(_DAMAGED)
    try:
        objects = json.loads(text)
        return {int(key): value for key, value in objects.items() if isinstance(value, dict)}
    except (ValueError, AttributeError, RecursionError) as error:
        raise UnreadablePackage(_DAMAGED) from error


def _home_decks(db: sqlite3.Connection, notes: frozenset[object]) -> dict[object, object]:
    """Read the deck of each note's first card; for a card in a filtered deck, the deck it came from."""
    homes: dict[object, object] = {}
    for note, deck, home in db.execute("SELECT nid, did, odid FROM cards LIMIT ?", (_MAX_CARDS,)):
        if note in notes:
            homes.setdefault(note, home or deck)
    return homes


def _text(value: object) -> str:
    """Convert a cell to text, because SQLite holds a value of any type in any column."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)
