"""Entries that no page can draw, moved out of their tables so that they stop no page and are not lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from prepkit.store.database import Store
from prepkit.store.tables import TABLES

_COLUMNS = ("id", "table_name", "entry", "reason", "moved_at")


@dataclass(frozen=True, slots=True)
class UnreadableEntry:
    """One entry: the table it was in, the row as JSON text, and what is wrong with it as a sentence."""

    id: str
    table: str
    entry: str
    reason: str


def rows_as_stored(store: Store, table: str) -> list[dict[str, Any]]:
    """Every row of the profile in a table, however damaged, with its key."""
    registered = TABLES[table]
    columns = ", ".join(dict.fromkeys((*registered.row_key, *registered.columns)))
    query = f"SELECT {columns} FROM {table} WHERE {registered.is_own}"
    return store.db.rows_as_stored(query, store.params())


def count_rows(store: Store, table: str) -> int:
    """How many rows of a table are the profile's."""
    row = store.db.row(f"SELECT COUNT(*) AS rows FROM {table} WHERE {TABLES[table].is_own}", store.params())
    return int(row["rows"]) if row else 0


def move(store: Store, table: str, row: Mapping[str, Any], reason: str, now: int) -> None:
    """Move a row, as ``rows_as_stored`` gave it, out of its table. The reason is a sentence."""
    entry = as_text({name: cell for name, cell in row.items() if name != "profile_id"})
    with store.transaction():
        if table == "attempts":
            _move_voids(store, row, now)
        store.db.execute(
            "INSERT INTO unreadable (profile_id, id, table_name, entry, reason, moved_at) "
            "VALUES (:profile_id, :id, :table_name, :entry, :reason, :now) ON CONFLICT DO NOTHING",
            store.params(
                id=sha256(f"{table} {entry}".encode()).hexdigest()[:32],
                table_name=table,
                entry=entry,
                reason=reason,
                now=now,
            ),
        )
        store.db.delete_row(table, {name: row[name] for name in TABLES[table].row_key})


def list_all(store: Store, tables: Iterable[str] | None = None) -> list[UnreadableEntry]:
    """The entries that were in these tables, or in any, by table and the moment they were moved."""
    wanted = None if tables is None else set(tables)
    # Read as stored, because this list must be readable whatever its cells hold.
    rows = store.db.rows_as_stored(
        "SELECT id, table_name, entry, reason FROM unreadable WHERE profile_id = :profile_id "
        "ORDER BY table_name, moved_at, id",
        store.params(),
    )
    entries = [
        UnreadableEntry(*(_printable(row[name]) for name in ("id", "table_name", "entry", "reason")))
        for row in rows
    ]
    return [entry for entry in entries if wanted is None or entry.table in wanted]


def dump(store: Store) -> list[dict[str, Any]]:
    """Read every entry as it is stored, for ``put_back``."""
    query = f"SELECT {', '.join(_COLUMNS)} FROM unreadable WHERE profile_id = :profile_id"
    return store.db.rows_as_stored(query, store.params())


def put_back(store: Store, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add entries as ``dump`` gave them."""
    store.db.execute_many(
        f"INSERT INTO unreadable (profile_id, {', '.join(_COLUMNS)}) "
        f"VALUES (:profile_id, {', '.join(f':{name}' for name in _COLUMNS)}) ON CONFLICT DO NOTHING",
        [store.params(**row) for row in rows],
    )


def delete(store: Store, entry_id: str) -> None:
    """Delete an entry for good."""
    store.db.execute(
        "DELETE FROM unreadable WHERE profile_id = :profile_id AND id = :id", store.params(id=entry_id)
    )


def as_text(row: Mapping[str, Any]) -> str:
    """A row as JSON text in ASCII, whatever its cells hold."""
    return json.dumps(row, default=repr)


def _printable(cell: Any) -> str:
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else repr(cell)


def _move_voids(store: Store, attempt: Mapping[str, Any], now: int) -> None:
    for void in rows_as_stored(store, "voids"):
        if void["attempt_id"] == attempt["id"]:
            move(store, "voids", void, "It takes back an attempt that cannot be read.", now)
