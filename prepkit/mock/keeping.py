"""Mocks in the store, and what an object from elsewhere must hold to be one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter, ValidationError

from prepkit.mock.interview import Mock
from prepkit.store import Store, documents
from prepkit.store.documents import Document

_SHAPE = TypeAdapter(Mock)


def from_json(content: Mapping[str, Any]) -> Mock:
    """From an object without faults; what this PrepKit does not know is passed over."""
    return _SHAPE.validate_json(json.dumps(content))


def as_json(mock: Mock) -> dict[str, Any]:
    """The same as an object of texts, numbers and lists."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(mock)))
    return found


def faults(content: Mapping[str, Any]) -> Iterator[str]:
    """What keeps an object from being a mock, a sentence each."""
    yield from faults_of(_SHAPE, content)
    items = content.get("items")
    if isinstance(items, list) and not items:
        yield "A mock should have at least one question."
    if isinstance(items, list) and _has_doubles(items):
        yield "Two questions of a mock have one id."


def _has_doubles(items: list[Any]) -> bool:
    ids = [str(item.get("id")) for item in items if isinstance(item, dict)]
    return len(set(ids)) < len(ids)


def faults_of(shape: TypeAdapter[Any], content: Mapping[str, Any]) -> Iterator[str]:
    """What keeps an object from having a shape, a sentence each."""
    try:
        shape.validate_json(json.dumps(content), strict=True)
    except ValidationError as error:
        for found in error.errors(include_url=False, include_input=False):
            where = ".".join(map(str, found["loc"])) or "the whole"
            yield f"“{where}” cannot be right: {plain_reason(found)}."


def plain_reason(found: Mapping[str, Any]) -> str:
    """What is wrong with a field, as Pydantic found it, in words for whoever sent the file."""
    if found["type"] == "value_error":
        return str(found["ctx"]["error"])
    if found["type"] == "json_invalid":
        return "a text in it holds half a character"
    return str(found["msg"]).replace("Input", "it", 1)


def every(store: Store) -> list[tuple[str, Mock]]:
    """The profile's mocks as (id, mock), the one begun last first."""
    return [_read(row) for row in documents.every(store, "mocks")]


def get(store: Store, mock_id: str) -> Mock | None:
    """One mock; None when there is none by that id, or no longer."""
    row = documents.get(store, "mocks", mock_id)
    return _read(row)[1] if row else None


def put(store: Store, mock_id: str, mock: Mock, now: int) -> None:
    """Keep a mock, in place of what it was."""
    documents.put(store, "mocks", mock_id, as_json(mock), now)


def remove(store: Store, mock_id: str, now: int) -> None:
    """Take a mock away; its attempts stay."""
    documents.remove(store, "mocks", mock_id, now)


def change(store: Store, mock_id: str, step: Callable[[Mock], Mock], now: int) -> Mock | None:
    """Take a mock one step further, all or nothing; None if it is no longer there."""
    with store.transaction():
        before = get(store, mock_id)
        if before is None:
            return None
        after = step(before)
        if after != before:
            put(store, mock_id, after, now)
    return after


def _read(row: Document) -> tuple[str, Mock]:
    return row.id, from_json(row.content)
