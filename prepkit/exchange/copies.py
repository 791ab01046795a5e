"""Copies of attempts under ids of their own: an attempt's id is its own in a whole database."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from prepkit.store.merging import Row

_COPIES = UUID("3b1f6d0e-93c4-4f0b-9d53-0a6f4be0a7d1")


def copied_id(profile_id: str, original: str) -> str:
    """The id of a profile's copy, the same one each time."""
    return str(uuid5(_COPIES, f"{profile_id}/{original}"))


def copy_attempts(
    tables: Mapping[str, Sequence[Row]], profile_id: str, known: Mapping[str, str] | None = None
) -> dict[str, list[Row]]:
    """The tables with every attempt, and what names it, under the id of the profile's copy.

    ``known`` holds the ids of the attempts that the profile has already under another id.
    """

    def copied(attempt_id: str) -> str:
        return (known or {}).get(attempt_id) or copied_id(profile_id, attempt_id)

    return {table: [_copy(table, row, copied) for row in rows] for table, rows in tables.items()}


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
