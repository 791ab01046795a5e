"""What can be undone: each action keeps what was there before it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from prepkit.store.database import Store


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
    """Remember an action with what was there ``before`` it (JSON-compatible)."""
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
    """The latest action not yet undone."""
    row = store.db.row(
        "SELECT id, kind, card_id, attempt_id, session_id, before, done_at FROM actions "
        "WHERE profile_id = :profile_id AND undone_at IS NULL ORDER BY id DESC LIMIT 1",
        store.params(),
    )
    if row is None:
        return None
    return Action(**{**dict(row), "before": json.loads(row["before"])})


def mark_undone(store: Store, action_id: int, now: int) -> None:
    """Say that an action was taken back, so that undo goes on to the one before."""
    store.db.execute(
        "UPDATE actions SET undone_at = :now WHERE id = :id AND profile_id = :profile_id",
        store.params(id=action_id, now=now),
    )
