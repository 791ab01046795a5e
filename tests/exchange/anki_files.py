"""Anki's collections and packages made by hand, and the real Anki to make and take others."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from tests import anki_environment

FIELDS_END = "\x1f"
# As in Anki 2.0, with what has stayed of it: the tables and columns that hold notes.
SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, models text NOT NULL, decks text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer, odid integer);
CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, tags text, flds text);
"""


def run_anki(folder: Path, *steps: tuple[str, object]) -> dict[str, Any]:
    """Carry out steps in the real Anki, and say what its collection in ``folder`` then holds."""
    folder.mkdir(exist_ok=True)
    script = Path(__file__).with_name("anki_desk.py")
    command = [str(anki_environment.python()), str(script), str(folder), json.dumps(steps, default=str)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    held: dict[str, Any] = json.loads(done.stdout)
    return held


def collection(
    folder: Path,
    notes: Iterable[Sequence[object]] = (),
    *,
    fields: Sequence[str] = ("Front", "Back"),
    models: object = None,
    schema: str = SCHEMA,
    after: str = "",
) -> bytes:
    """An old-style collection; each note is its fields, or a single bytes object for the whole of them.

    ``models`` takes the place of the note types' JSON, ``after`` is SQL to run at the end.
    """
    path = folder / "collection.anki2"
    path.unlink(missing_ok=True)
    named = [{"name": name, "ord": place} for place, name in enumerate(fields)]
    kinds = json.dumps({"7": {"name": "Basic", "flds": named}}) if models is None else models
    db = sqlite3.connect(path)
    db.execute("PRAGMA page_size = 512")
    db.executescript(schema)
    db.execute("INSERT INTO col VALUES (1, ?, ?)", (kinds, json.dumps({"9": {"name": "My deck"}})))
    for number, note in enumerate(notes, start=1):
        cells = note if isinstance(note, bytes) else FIELDS_END.join(map(str, note))
        db.execute("INSERT INTO notes VALUES (?, ?, 7, ' one two ', ?)", (number, f"g{number}", cells))
        db.execute("INSERT INTO cards VALUES (?, ?, 9, 0, 0)", (number, number))
    db.executescript(after)
    db.commit()
    db.close()
    return path.read_bytes()


def zipped(members: Iterable[tuple[str, bytes]], how: int = ZIP_DEFLATED) -> bytes:
    """A zip of these members, in this order, the same name as often as it is given."""
    packed = BytesIO()
    with ZipFile(packed, "w", how) as package:
        for name, content in members:
            package.writestr(name, content)
    return packed.getvalue()


def package(content: bytes, name: str = "collection.anki2") -> bytes:
    """An Anki package that holds one collection and no media."""
    return zipped([(name, content), ("media", b"{}")])
