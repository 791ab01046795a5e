"""A person's own notes, one to a card."""

from __future__ import annotations

from prepkit.store.database import Store

ABOUT_CLIENT = "coach"
"""The key of a coach's note among the client's rows, which is no card's id."""


def get(store: Store, card_id: str) -> str:
    """The note on a card; empty when there is none."""
    row = store.db.row(
        "SELECT text FROM notes WHERE profile_id = :profile_id AND card_id = :card_id",
        store.params(card_id=card_id),
    )
    return row["text"] if row else ""


def list_all(store: Store) -> dict[str, str]:
    """All notes by card id; cards without one are missing."""
    rows = store.db.rows(
        "SELECT card_id, text FROM notes WHERE profile_id = :profile_id AND text != ''", store.params()
    )
    return {row["card_id"]: row["text"] for row in rows}


def save(store: Store, card_id: str, text: str, now: int) -> None:
    """Save the note in place of the earlier one.

    An emptied note stays as a row, so that an older copy from another machine does not revive it.
    """
    store.db.execute(
        "INSERT INTO notes (profile_id, card_id, text, updated_at) "
        "VALUES (:profile_id, :card_id, :text, :now) "
        "ON CONFLICT (profile_id, card_id) DO UPDATE "
        "SET text = excluded.text, updated_at = excluded.updated_at",
        store.params(card_id=card_id, text=text if text.strip() else "", now=now),
    )
