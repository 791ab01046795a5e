"""Actions that can be undone; each keeps the state before it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prepkit.store.database import Store

COLUMNS = ("kind", "card_id", "attempt_id", "session_id", "before", "done_at", "undone_at")
"""The columns of an action in a copy kept elsewhere; its id belongs to one database."""
MOST_COPIED = 50
"""How many of the latest actions a copy kept elsewhere holds."""


@dataclass(frozen=True, slots=True)
class Action:
    """One rating, suspension or burial. ``before`` is what undoing it restores."""

    id: int
    kind: str
    card_id: str
    attempt_id: str | None
    session_id: str | None
    before: dict[str, Any]
    done_at: int

    @property
    def variant_id(self) -> str | None:
        """The wording that was on screen; None for the prompt itself."""
        return (self.before.get("screen") or {}).get("variant_id")


def push(
    store: Store,
    kind: str,
    card_id: str,
    *,
    before: dict[str, Any],
    now: int,
    attempt_id: str | None = None,
    session_id: str | None = None,
) -> None:
    """Record an action with the state ``before`` it (JSON-compatible)."""
    store.db.execute(
        "INSERT INTO actions (profile_id, kind, card_id, attempt_id, session_id, before, done_at) "
        "VALUES (:profile_id, :kind, :card_id, :attempt_id, :session_id, :before, :now)",
        store.params(
            kind=kind,
            card_id=card_id,
            attempt_id=attempt_id,
            session_id=session_id,
            before=json.dumps(before),
            now=now,
        ),
    )


def last(store: Store) -> Action | None:
    """Read the latest action that is not undone."""
    row = store.db.row(
        "SELECT id, kind, card_id, attempt_id, session_id, before, done_at FROM actions "
        "WHERE profile_id = :profile_id AND undone_at IS NULL ORDER BY id DESC LIMIT 1",
        store.params(),
    )
    if row is None:
        return None
    return Action(**{**dict(row), "before": json.loads(row["before"])})


def mark_undone(store: Store, action_id: int, now: int) -> None:
    """Mark an action as undone, so that the next undo takes the one before it."""
    store.db.execute(
        "UPDATE actions SET undone_at = :now WHERE id = :id AND profile_id = :profile_id",
        store.params(id=action_id, now=now),
    )


def latest_rows(store: Store, after: int) -> list[dict[str, Any]]:
    """Read the latest actions done or undone after a moment, oldest first, ``before`` as JSON text."""
    rows = store.db.rows(
        f"SELECT {', '.join(COLUMNS)} FROM actions WHERE profile_id = :profile_id "
        "ORDER BY id DESC LIMIT :most",
        store.params(most=MOST_COPIED),
    )
    latest = [dict(row) for row in reversed(rows)]
    return [row for row in latest if changed_at(row) > after]


def changed_at(row: Mapping[str, Any]) -> int:
    """When an action was done, or undone if that was later (UTC microseconds)."""
    return max(int(row["done_at"]), int(row["undone_at"] or 0))


def merge(store: Store, rows: Sequence[Mapping[str, Any]]) -> None:
    """Merge the actions of a copy with the stored ones, so that undo goes back through both by time.

    An action that was undone in either place is undone. Where the attempt of a rating is not the profile's,
    the action and every earlier one are left out, because undo may skip no step.
    """
    if not rows:
        return
    with store.transaction():
        attempts = store.db.rows("SELECT id FROM attempts WHERE profile_id = :profile_id", store.params())
        own = {None, *(row["id"] for row in attempts)}
        merged: dict[tuple[Any, ...], Mapping[str, Any]] = {}
        for row in (*rows, *_all_rows(store)):
            name = (row["done_at"], row["kind"], row["card_id"])
            if name not in merged or merged[name]["undone_at"] is None:
                merged[name] = row
        latest = []
        for name in sorted(merged, reverse=True)[:MOST_COPIED]:
            if merged[name]["attempt_id"] not in own:
                break
            latest.append(merged[name])
        store.db.execute("DELETE FROM actions WHERE profile_id = :profile_id", store.params())
        store.db.execute_many(
            f"INSERT INTO actions (profile_id, {', '.join(COLUMNS)}) "
            f"VALUES (:profile_id, {', '.join(f':{column}' for column in COLUMNS)})",
            [store.params(**{name: row[name] for name in COLUMNS}) for row in reversed(latest)],
        )


def _all_rows(store: Store) -> list[Mapping[str, Any]]:
    query = f"SELECT {', '.join(COLUMNS)} FROM actions WHERE profile_id = :profile_id"
    return [dict(row) for row in store.db.rows(query, store.params())]
