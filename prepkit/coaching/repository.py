"""Reads and saves assignments in the store: those a coach composes, and those a candidate received."""

from __future__ import annotations

from collections.abc import Callable

from prepkit.coaching.assignment import ASSIGNMENTS, Assignment
from prepkit.store import Store


def list_own(store: Store) -> list[tuple[str, Assignment]]:
    """The assignments of this coach as (id, assignment), the one begun last first."""
    return [pair for pair in _list_all(store) if not pair[1].received_at]


def list_received(store: Store) -> list[tuple[str, Assignment]]:
    """The assignments that came from a coach as (id, assignment), the one received last first."""
    return sorted(
        (pair for pair in _list_all(store) if pair[1].received_at), key=lambda pair: -pair[1].received_at
    )


def get(store: Store, assignment_id: str) -> Assignment | None:
    """Read one assignment; None if there is none with this id or it was deleted."""
    document = ASSIGNMENTS.get(store, assignment_id)
    return document.content if document else None


def get_own(store: Store, assignment_id: str) -> Assignment | None:
    """Read one assignment of this coach; None as well for one that was received."""
    assignment = get(store, assignment_id)
    return assignment if assignment is not None and not assignment.received_at else None


def save(store: Store, assignment_id: str, assignment: Assignment, now: int) -> None:
    """Save an assignment in place of its earlier content."""
    ASSIGNMENTS.save(store, assignment_id, assignment, now)


def change(store: Store, assignment_id: str, step: Callable[[Assignment], Assignment], now: int) -> None:
    """Apply ``step`` to an assignment in one transaction, if it is still there."""
    ASSIGNMENTS.change(store, assignment_id, step, now)


def has_changed_since(store: Store, assignment_id: str, moment: int) -> bool:
    """Whether an assignment was changed after a moment (UTC microseconds)."""
    document = ASSIGNMENTS.get(store, assignment_id)
    return document is not None and document.updated_at > moment


def delete(store: Store, assignment_id: str, now: int) -> None:
    """Delete an assignment; the answers stay with the person who gave them."""
    ASSIGNMENTS.delete(store, assignment_id, now)


def _list_all(store: Store) -> list[tuple[str, Assignment]]:
    return [(document.id, document.content) for document in ASSIGNMENTS.list_all(store)]
