"""Whose attempts these are."""

from __future__ import annotations

from prepkit.store.database import Database, Store


def only_profile(db: Database, *, new_id: str, now: int) -> Store:
    """The first profile ever made here, created under ``new_id`` if there is none yet."""
    found = _first(db)
    if found is not None:
        return found
    with db.transaction():
        found = _first(db)
        if found is not None:
            return found
        db.execute(
            "INSERT INTO profiles (id, name, created_at) VALUES (:id, '', :now)", {"id": new_id, "now": now}
        )
    return Store(db, new_id)


def rename(store: Store, name: str, now: int) -> None:
    """Give the profile another name."""
    store.db.execute(
        "UPDATE profiles SET name = :name, renamed_at = :now WHERE id = :profile_id",
        store.params(name=name, now=now),
    )


def named(store: Store) -> dict[str, str | int]:
    """The profile's name and when it was given, as an archive keeps them."""
    found = store.db.row("SELECT name, renamed_at FROM profiles WHERE id = :profile_id", store.params())
    return dict(found) if found else {"name": "", "renamed_at": 0}


def take_name(store: Store, name: str, renamed_at: int) -> None:
    """Take the name another machine knows, if it was given later; of two given at once the greater."""
    own = named(store)
    if (renamed_at, name) > (own["renamed_at"], own["name"]):
        rename(store, name, renamed_at)


def name(store: Store) -> str:
    """The profile's name; empty until one is given."""
    found = store.db.row("SELECT name FROM profiles WHERE id = :profile_id", store.params())
    return found["name"] if found else ""


def _first(db: Database) -> Store | None:
    found = db.row("SELECT id FROM profiles ORDER BY created_at, id LIMIT 1")
    return Store(db, found["id"]) if found else None
