"""What a person has set on a card by hand: flag, suspend, bury."""

from __future__ import annotations

from prepkit.model import Mark
from prepkit.store.database import Row, Store


def not_resting(table: str) -> str:
    """The SQL condition that a row of ``table`` is of no card suspended, or buried beyond :today."""
    return (
        "NOT EXISTS (SELECT 1 FROM marks WHERE marks.profile_id = :profile_id "
        f"AND marks.card_id = {table}.card_id AND (marks.suspended = 1 OR marks.buried_until > :today))"
    )


def get(store: Store, card_id: str) -> Mark:
    """The card's mark; an unmarked card has the empty one."""
    row = store.db.row(
        "SELECT card_id, flagged, suspended, buried_until FROM marks "
        "WHERE profile_id = :profile_id AND card_id = :card_id",
        store.params(card_id=card_id),
    )
    return _mark(row) if row else Mark(card_id)


def list_all(store: Store) -> dict[str, Mark]:
    """All marks of the profile, by card id."""
    rows = store.db.rows(
        "SELECT card_id, flagged, suspended, buried_until FROM marks WHERE profile_id = :profile_id",
        store.params(),
    )
    return {row["card_id"]: _mark(row) for row in rows}


def resting(store: Store, today: str) -> set[str]:
    """Cards not to be asked on a local day (ISO date): suspended, or buried beyond it."""
    rows = store.db.rows(
        "SELECT card_id FROM marks "
        "WHERE profile_id = :profile_id AND (suspended = 1 OR buried_until > :today)",
        store.params(today=today),
    )
    return {row["card_id"] for row in rows}


def save(store: Store, mark: Mark, now: int) -> None:
    """Store a card's mark in place of the one before."""
    store.db.execute(
        "INSERT INTO marks (profile_id, card_id, flagged, suspended, buried_until, updated_at) "
        "VALUES (:profile_id, :card_id, :flagged, :suspended, :buried_until, :now) "
        "ON CONFLICT (profile_id, card_id) DO UPDATE SET flagged = excluded.flagged, "
        "suspended = excluded.suspended, buried_until = excluded.buried_until, "
        "updated_at = excluded.updated_at",
        store.params(
            card_id=mark.card_id,
            flagged=int(mark.flagged),
            suspended=int(mark.suspended),
            buried_until=mark.buried_until,
            now=now,
        ),
    )


def _mark(row: Row) -> Mark:
    return Mark(row["card_id"], bool(row["flagged"]), bool(row["suspended"]), row["buried_until"])
