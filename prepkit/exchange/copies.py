"""Copies attempts under new ids, because an attempt's id is unique in a whole database."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from prepkit.store.tables import Row

_COPIES = UUID("3b1f6d0e-93c4-4f0b-9d53-0a6f4be0a7d1")


def copied_id(profile_id: str, original: str) -> str:
    """Derive the id of a profile's copy from the original id, the same each time."""
    return str(uuid5(_COPIES, f"{profile_id}/{original}"))


def copy_attempts(
    tables: Mapping[str, Sequence[Row]], profile_id: str, existing_ids: Mapping[str, str] | None = None
) -> dict[str, list[Row]]:
    """Return the tables with the profile's own ids in every attempt and every row that names an attempt.

    ``existing_ids`` maps the ids of attempts that the profile already has under another id to that id.
    """

    def own_id(attempt_id: str) -> str:
        return (existing_ids or {}).get(attempt_id) or copied_id(profile_id, attempt_id)

    return {table: [_copy(table, row, own_id) for row in rows] for table, rows in tables.items()}


def _copy(table: str, row: Row, own_id: Callable[[str], str]) -> Row:
    """Copy a row, with new ids if its table names attempts."""
    if table == "attempts":
        return {**row, "id": own_id(row["id"])}
    if table == "voids":
        return {**row, "attempt_id": own_id(row["attempt_id"])}
    if table == "scores":
        attempt = own_id(row["attempt_id"])
        return {**row, "attempt_id": attempt, "id": f"{attempt}/{row['rater']}"}
    if table == "mocks" and row["content"]:
        return {**row, "content": json.dumps(_with_own_ids(json.loads(row["content"]), own_id))}
    return row


def _with_own_ids(mock: dict[str, Any], own_id: Callable[[str], str]) -> dict[str, Any]:
    """Copy a mock with the new ids of the attempts in its items."""
    return {**mock, "items": [{**item, "id": own_id(item["id"])} for item in mock["items"]]}
