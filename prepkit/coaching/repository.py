"""Reads and saves a coach's assignments in the store."""

from __future__ import annotations

from prepkit.coaching.assignment import ASSIGNMENTS, Assignment
from prepkit.store import Store


def list_all(store: Store) -> list[tuple[str, Assignment]]:
    """The assignments as (id, assignment), the one begun last first."""
    return [(document.id, document.content) for document in ASSIGNMENTS.list_all(store)]


def get(store: Store, assignment_id: str) -> Assignment | None:
    """Read one assignment; None if there is none with this id or it was deleted."""
    document = ASSIGNMENTS.get(store, assignment_id)
    return document.content if document else None


def save(store: Store, assignment_id: str, assignment: Assignment, now: int) -> None:
    """Save an assignment in place of its earlier content."""
    ASSIGNMENTS.save(store, assignment_id, assignment, now)


def delete(store: Store, assignment_id: str, now: int) -> None:
    """Delete an assignment; the answers stay with the person who gave them."""
    ASSIGNMENTS.delete(store, assignment_id, now)
