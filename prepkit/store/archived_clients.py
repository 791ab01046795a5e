"""Clients that a coach has archived: a setting of the client's own puts them at the end of the list."""

from __future__ import annotations

from prepkit.store import profiles, settings
from prepkit.store.database import Store
from prepkit.store.profiles import Profile

NAME = "archived"
"""The setting's name."""


def list_ids(coach: Store) -> set[str]:
    """The ids of the coach's archived clients."""
    rows = coach.db.rows(
        "SELECT profile_id FROM settings WHERE name = :name AND value = 'true' "
        "AND profile_id IN (SELECT id FROM profiles WHERE coach_id = :profile_id)",
        coach.params(name=NAME),
    )
    return {row["profile_id"] for row in rows}


def list_current(coach: Store, *, also: str = "") -> list[Profile]:
    """List the coach's clients that are not archived, by name; and the one with the id ``also``."""
    archived = list_ids(coach) - {also}
    return [client for client in profiles.clients(coach) if client.id not in archived]


def set_archived(client: Store, archived: bool, now: int) -> None:
    """Archive a client, or bring them back."""
    settings.save(client, now, **{NAME: archived})
