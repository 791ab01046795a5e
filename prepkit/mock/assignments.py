"""A coach's assignments in the store."""

from __future__ import annotations

from prepkit.mock.assignment import Assignment, as_json, from_json
from prepkit.store import Store, documents

TABLE: documents.Table = "assignments"


def every(store: Store) -> list[tuple[str, Assignment]]:
    """The assignments as (id, assignment), the one begun last first."""
    return [(row.id, from_json(row.content)) for row in documents.every(store, TABLE)]


def get(store: Store, assignment_id: str) -> Assignment | None:
    """One assignment; None when there is none by that id, or no longer."""
    row = documents.get(store, TABLE, assignment_id)
    return from_json(row.content) if row else None


def put(store: Store, assignment_id: str, assignment: Assignment, now: int) -> None:
    """Keep an assignment, in place of what it was."""
    documents.put(store, TABLE, assignment_id, as_json(assignment), now)


def remove(store: Store, assignment_id: str, now: int) -> None:
    """Take an assignment away; what was answered stays with whoever answered."""
    documents.remove(store, TABLE, assignment_id, now)
