"""Clients that a coach deleted: the id and the moment of each stay, so that no older copy restores them.

They are settings of the coach, and so reach the coach's other computers with an archive.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prepkit.store import merging, profiles, settings, unreadable
from prepkit.store.database import Store
from prepkit.store.tables import Row

NAME = "deleted_client/"
"""The beginning of the setting's name; the client's id follows."""


@dataclass(frozen=True, slots=True)
class DeletedClient:
    """Everything of a deleted client that cannot be worked out again, for as long as it can be undone."""

    id: str
    name: str
    deleted_at: int
    profile: Row
    tables: Mapping[str, Sequence[Row]]
    unreadable: Sequence[Row]


def delete(coach: Store, client_id: str, now: int) -> DeletedClient | None:
    """Remove a client of the coach; returns all of them for ``restore``, None if there is no such client."""
    store = profiles.client(coach, client_id)
    if store is None:
        return None
    with coach.transaction():
        deleted = DeletedClient(
            client_id,
            profiles.name(store),
            now,
            profiles.row(store),
            merging.dump(store),
            unreadable.dump(store),
        )
        profiles.delete(store)
        settings.save(coach, now, **{f"{NAME}{client_id}": now})
    return deleted


def restore(coach: Store, deleted: DeletedClient, now: int) -> Store:
    """Bring a deleted client back under the same id; card states must be rebuilt in the same transaction.

    The note of the deletion stays without a moment, so that it is taken back on the other machines as well.
    """
    store = profiles.client(coach, deleted.id)
    if store is None:
        store = profiles.put_back(coach, deleted.profile)
    merging.merge(store, deleted.tables)
    unreadable.put_back(store, deleted.unreadable)
    later = max(now, deleted.deleted_at + 1)
    settings.save(coach, later, **{f"{NAME}{deleted.id}": None})
    return store


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
