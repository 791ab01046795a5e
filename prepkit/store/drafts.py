"""Drafts: unfinished text by the name of what it is for (a card's id)."""

from __future__ import annotations

from prepkit.store.database import Store


def get(store: Store, name: str) -> str:
    """The text kept under a name; empty when there is none."""
    row = store.db.row(
        "SELECT text FROM drafts WHERE profile_id = :profile_id AND name = :name", store.params(name=name)
    )
    return row["text"] if row else ""


def save(store: Store, name: str, text: str, now: int) -> None:
    """Save the text under a name in place of the earlier one."""
    store.db.execute(
        "INSERT INTO drafts (profile_id, name, text, updated_at) VALUES (:profile_id, :name, :text, :now) "
        "ON CONFLICT (profile_id, name) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at",
        store.params(name=name, text=text, now=now),
    )


def delete(store: Store, name: str, now: int) -> None:
    """Delete a draft. Its empty row stays, so that an older copy from another machine does not revive it."""
    save(store, name, "", now)


def delete_beginning(store: Store, beginning: str, now: int) -> None:
    """Delete every draft whose name begins with ``beginning``."""
    store.db.execute(
        "UPDATE drafts SET text = '', updated_at = :now WHERE profile_id = :profile_id AND text <> '' "
        "AND substr(name, 1, :length) = :beginning",
        store.params(beginning=beginning, length=len(beginning), now=now),
    )
