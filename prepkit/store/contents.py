"""Counts what a database or a backup holds, so that a person can tell two of them apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from prepkit.field_types import is_day
from prepkit.store.sqlite import SqliteDatabase
from prepkit.store.tables import TABLES

Query = Callable[[str], Sequence[Any]]
"""Runs one query and returns its rows, whose values are read by position."""

WRITTEN = {table.name: table.written_if for table in TABLES.values() if table.written_if}
"""The tables of what people write, each with the SQL condition that a row was not removed."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Counts of all profiles together. ``last_day`` is the local day of the last attempt; ``written`` has
    the tables of ``WRITTEN``, 0 where the file is from before there was such a table.
    """

    attempts: int
    last_day: str | None
    written: Mapping[str, int] = field(default_factory=dict)


def count(query: Query) -> Contents:
    """Count what is in the database that ``query`` reads."""
    ((attempts, last_day),) = query(
        "SELECT COUNT(*), MAX(local_day) FROM attempts WHERE id NOT IN (SELECT attempt_id FROM voids)"
    )
    tables = {row[0] for row in query("SELECT name FROM sqlite_master WHERE type = 'table'")}
    written = {
        table: query(f"SELECT COUNT(*) FROM {table} WHERE {condition}")[0][0] if table in tables else 0
        for table, condition in WRITTEN.items()
    }
    return Contents(attempts, last_day if is_day(last_day) else None, written)


def contents_of(database: SqliteDatabase) -> Contents:
    """Count what an open database holds. Raises DamagedDatabase, DatabaseFailed where it cannot be read."""
    return count(database.rows)
