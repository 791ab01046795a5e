"""What a profile keeps as whole documents, one row each: stories, mocks, interviews.

What was removed stays as an empty row, so that an older copy from another machine does not revive it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from prepkit.store.database import Row, Store

Table = Literal["stories", "mocks", "assignments", "interviews", "companies"]


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its id, what it holds as JSON has it, when it was begun and last changed (UTC micros)."""

    id: str
    content: dict[str, Any]
    created_at: int
    updated_at: int


def every(store: Store, table: Table) -> list[Document]:
    """The documents that are there, the one begun last first."""
    rows = store.db.rows(
        f"SELECT id, content, created_at, updated_at FROM {table} "
        "WHERE profile_id = :profile_id AND content != '' ORDER BY created_at DESC, id",
        store.params(),
    )
    return [_document(row) for row in rows]


def get(store: Store, table: Table, document_id: str) -> Document | None:
    """One document; None when there is none by that id, or no longer."""
    row = store.db.row(
        f"SELECT id, content, created_at, updated_at FROM {table} "
        "WHERE profile_id = :profile_id AND id = :id AND content != ''",
        store.params(id=document_id),
    )
    return _document(row) if row else None


def put(store: Store, table: Table, document_id: str, content: dict[str, Any], now: int) -> None:
    """Keep a document, in place of what it was."""
    _put(store, table, document_id, json.dumps(content), now)


def remove(store: Store, table: Table, document_id: str, now: int) -> None:
    """Take a document away."""
    _put(store, table, document_id, "", now)


def _put(store: Store, table: Table, document_id: str, content: str, now: int) -> None:
    store.db.execute(
        f"INSERT INTO {table} (profile_id, id, content, created_at, updated_at) "
        "VALUES (:profile_id, :id, :content, :now, :now) ON CONFLICT (profile_id, id) "
        "DO UPDATE SET content = excluded.content, updated_at = excluded.updated_at",
        store.params(id=document_id, content=content, now=now),
    )


def _document(row: Row) -> Document:
    return Document(row["id"], json.loads(row["content"]), row["created_at"], row["updated_at"])
