"""One interview's results as a file for a coach, and what a coach takes in of a client's file."""

from __future__ import annotations

from dataclasses import replace

from prepkit.exchange import archive, copies
from prepkit.exchange.archive import Archive
from prepkit.model import Clock
from prepkit.store import Store

TABLES = ("attempts", "voids", "mocks", "scores", "stories", "story_versions")
"""What concerns a coach of a file that a client sent: neither notes nor settings."""


def write(store: Store, mock_id: str, clock: Clock) -> bytes:
    """One mock with its attempts and scores, in the format of an archive."""
    return archive.write(store, clock, session=mock_id)


def read(file: str, content: bytes) -> Archive:
    """A result file, or everything a client took with them. Raises UnusableArchive."""
    found = archive.read(file, content)
    return replace(found, tables={table: found.tables.get(table, ()) for table in TABLES}, clients={})


def take_in(store: Store, found: Archive) -> int:
    """Add it to a client's rows; how many attempts were new. The client keeps the name the coach gave.

    An attempt's id is its own in a whole database, and the client, or another coach of theirs, may use the
    same one: the copy has an id of its own, the same each time the file is taken in.
    """

    tables = copies.copy_attempts(found.tables, store.profile_id)
    return archive.take_in(store, replace(found, tables=tables, name="", renamed_at=0))
