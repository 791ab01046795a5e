"""Whole documents of a profile, one row each: stories, mocks, interviews.

A removed document stays as an empty row, so that an older copy from another machine does not revive it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from prepkit.store.database import Row, Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TypedDocument(Generic[T]):
    """One document: its id, its content, when it was begun and last changed (UTC microseconds)."""

    id: str
    content: T
    created_at: int
    updated_at: int


def list_texts(store: Store, table: str) -> list[TypedDocument[str]]:
    """List the documents with their content as JSON text, the one begun last first."""
    rows = store.db.rows(
        f"SELECT id, content, created_at, updated_at FROM {table} "
        "WHERE profile_id = :profile_id AND content != '' ORDER BY created_at DESC, id",
        store.params(),
    )
    return [_document(row) for row in rows]


def get_text(store: Store, table: str, document_id: str) -> TypedDocument[str] | None:
    """Read one document as JSON text; None if there is none with this id or it was deleted."""
    row = store.db.row(
        f"SELECT id, content, created_at, updated_at FROM {table} "
        "WHERE profile_id = :profile_id AND id = :id AND content != ''",
        store.params(id=document_id),
    )
    return _document(row) if row else None


def save(store: Store, table: str, document_id: str, content: Mapping[str, Any], now: int) -> None:
    """Save a document in place of its earlier content."""
    _put(store, table, document_id, json.dumps(content), now)


def delete(store: Store, table: str, document_id: str, now: int) -> None:
    """Delete a document: its content becomes empty."""
    _put(store, table, document_id, "", now)


def _put(store: Store, table: str, document_id: str, content: str, now: int) -> None:
    store.db.execute(
        f"INSERT INTO {table} (profile_id, id, content, created_at, updated_at) "
        "VALUES (:profile_id, :id, :content, :now, :now) ON CONFLICT (profile_id, id) "
        "DO UPDATE SET content = excluded.content, updated_at = excluded.updated_at",
        store.params(id=document_id, content=content, now=now),
    )


def _document(row: Row) -> TypedDocument[str]:
    return TypedDocument(row["id"], row["content"], row["created_at"], row["updated_at"])
