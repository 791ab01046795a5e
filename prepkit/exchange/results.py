"""One interview's results as a file for a coach, and what a coach takes in of a client's file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from prepkit.exchange import archive
from prepkit.exchange.archive import Archive
from prepkit.model import Clock
from prepkit.store import Store
from prepkit.store.merging import Row

TABLES = ("attempts", "voids", "mocks", "scores", "stories", "story_versions")
"""What concerns a coach of a file that a client sent: neither notes nor settings."""
_COPIES = UUID("3b1f6d0e-93c4-4f0b-9d53-0a6f4be0a7d1")


def write(store: Store, mock_id: str, clock: Clock) -> bytes:
    """One mock with its attempts and scores, in the format of an archive."""
    return archive.write(store, clock, session=mock_id)


def read(file: str, content: bytes) -> Archive:
    """A result file, or everything a client took with them. Raises UnusableArchive."""
    found = archive.read(file, content)
    return replace(found, tables={table: found.tables.get(table, ()) for table in TABLES})


def take_in(store: Store, found: Archive) -> int:
    """Add it to a client's rows; how many attempts were new. The client keeps the name the coach gave.

    An attempt's id is its own in a whole database, and the client, or another coach of theirs, may use the
    same one: the copy has an id of its own, the same each time the file is taken in.
    """

    def copied(attempt_id: str) -> str:
        return str(uuid5(_COPIES, f"{store.profile_id}/{attempt_id}"))

    tables = {table: [_copy(table, row, copied) for row in rows] for table, rows in found.tables.items()}
    return archive.take_in(store, replace(found, tables=tables, name="", renamed_at=0))


def _copy(table: str, row: Row, copied: Callable[[str], str]) -> Row:
    if table == "attempts":
        return {**row, "id": copied(row["id"])}
    if table == "voids":
        return {**row, "attempt_id": copied(row["attempt_id"])}
    if table == "scores":
        attempt = copied(row["attempt_id"])
        return {**row, "attempt_id": attempt, "id": f"{attempt}/{row['rater']}"}
    if table == "mocks" and row["content"]:
        return {**row, "content": json.dumps(_renamed(json.loads(row["content"]), copied))}
    return row


def _renamed(mock: dict[str, Any], copied: Callable[[str], str]) -> dict[str, Any]:
    return {**mock, "items": [{**item, "id": copied(item["id"])} for item in mock["items"]]}
