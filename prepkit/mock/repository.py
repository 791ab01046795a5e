"""Reads and saves mocks in the store, and checks objects from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from prepkit.mock.state import Mock
from prepkit.store import Store
from prepkit.store.collection import Collection


def _item_faults(content: Mapping[str, Any]) -> Iterator[str]:
    items = content.get("items")
    if isinstance(items, list) and not items:
        yield "A mock should have at least one question."
    if isinstance(items, list) and _has_doubles(items):
        yield "Two questions of a mock have one id."


def _has_doubles(items: list[Any]) -> bool:
    ids = [str(item.get("id")) for item in items if isinstance(item, dict)]
    return len(set(ids)) < len(ids)


MOCKS = Collection("mocks", Mock, _item_faults)


def list_all(store: Store) -> list[tuple[str, Mock]]:
    """The profile's mocks as (id, mock), the one begun last first."""
    return [(document.id, document.content) for document in MOCKS.list_all(store)]


def get(store: Store, mock_id: str) -> Mock | None:
    """Read one mock; None if there is none with this id or it was deleted."""
    document = MOCKS.get(store, mock_id)
    return document.content if document else None


def save(store: Store, mock_id: str, mock: Mock, now: int) -> None:
    """Save a mock in place of its earlier content."""
    MOCKS.save(store, mock_id, mock, now)


def delete(store: Store, mock_id: str, now: int) -> None:
    """Delete a mock; its attempts stay."""
    MOCKS.delete(store, mock_id, now)


def change(store: Store, mock_id: str, step: Callable[[Mock], Mock], now: int) -> Mock | None:
    """Apply ``step`` to a mock in one transaction; returns the new mock, None if it is gone."""
    return MOCKS.change(store, mock_id, step, now)
