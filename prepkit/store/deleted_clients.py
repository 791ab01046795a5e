"""Clients that a coach deleted: the id and the moment of each stay, so that no older copy restores them.

They are settings of the coach, and so reach the coach's other computers with an archive.
"""

from __future__ import annotations

import json

from prepkit.store import merging, profiles, settings
from prepkit.store.database import Store

NAME = "deleted_client/"
"""The beginning of the setting's name; the client's id follows."""


def delete(coach: Store, client_id: str, now: int) -> None:
    """Remove a client of the coach for good."""
    store = profiles.client(coach, client_id)
    if store is None:
        return
    with coach.transaction():
        profiles.delete(store)
        settings.save(coach, now, **{f"{NAME}{client_id}": now})


def list_all(coach: Store) -> dict[str, int]:
    """List when each client was deleted on any machine, by the client's id (UTC microseconds)."""
    rows = coach.db.rows("SELECT name, value FROM settings WHERE profile_id = :profile_id", coach.params())
    moments = {
        row["name"].removeprefix(NAME): json.loads(row["value"])
        for row in rows
        if row["name"].startswith(NAME)
    }
    return {client_id: moment for client_id, moment in moments.items() if type(moment) is int}


def delete_outdated(coach: Store) -> None:
    """Remove the clients that were deleted on another machine after their last change on this one."""
    deleted = list_all(coach)
    for client in profiles.clients(coach) if deleted else []:
        store = Store(coach.db, client.id)
        if deleted.get(client.id, -1) >= last_change(store):
            profiles.delete(store)


def last_change(client: Store) -> int:
    """The latest moment at which anything of a client was written, the name included."""
    return max(int(profiles.named(client)["renamed_at"]), merging.last_change(merging.dump(client)))
