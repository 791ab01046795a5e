"""Whose attempts these are: people at one computer, or people who signed in."""

from __future__ import annotations

from dataclasses import dataclass

from prepkit.errors import SignedOut
from prepkit.field_types import is_whole_text
from prepkit.store import sign_outs
from prepkit.store.database import Database, Store

_OWNED = (
    *("settings", "voids", "attempts", "card_states", "tallies", "marks", "notes", "drafts"),
    *("sessions", "actions", "decks", "own_questions", "stories", "story_versions"),
    *("mocks", "assignments", "scores", "interviews", "companies", "unreadable"),
)
"""Every table with rows of a profile, apart from what hangs on a session."""

LONGEST_ID = 150
"""How long the id of a client from elsewhere may be."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody at this computer; ``name`` is empty until one is given."""

    id: str
    name: str


def latest(db: Database, *, new_id: str, now: int) -> Store:
    """The profile at this computer that was opened last, created under ``new_id`` if there is none yet."""
    found = every(db)
    if not found:
        with db.transaction():
            found = every(db) or [create(db, "", new_id=new_id, now=now)]
    return Store(db, found[0].id)


def every(db: Database) -> list[Profile]:
    """The profiles at this computer, the one opened last first.

    Neither who signed in nor a coach's clients are among them.
    """
    rows = db.rows(
        "SELECT id, name FROM profiles WHERE identity IS NULL AND coach_id IS NULL "
        "ORDER BY opened_at DESC, created_at, id"
    )
    return [Profile(row["id"], row["name"]) for row in rows]


def is_here(db: Database, profile_id: str) -> bool:
    """Whether such a profile is at this computer."""
    query = "SELECT 1 FROM profiles WHERE id = :id AND identity IS NULL AND coach_id IS NULL"
    return db.row(query, {"id": profile_id}) is not None


def create(db: Database, name: str, *, new_id: str, now: int) -> Profile:
    """Another profile at this computer."""
    db.execute(
        "INSERT INTO profiles (id, name, created_at, renamed_at) VALUES (:id, :name, :now, :named)",
        {"id": new_id, "name": name, "now": now, "named": now if name else 0},
    )
    return Profile(new_id, name)


def mark_opened(store: Store, now: int) -> None:
    """Remember that this profile was chosen, so that the next window opens it."""
    store.db.execute("UPDATE profiles SET opened_at = :now WHERE id = :profile_id", store.params(now=now))


def of_identity(db: Database, identity: str, *, issued_at: int, new_id: str, now: int) -> Store:
    """The profile of who signed in as ``identity``, created under ``new_id`` at their first visit.

    Raises SignedOut where the sign-in that began at ``issued_at`` has ended since.
    """
    query = f"SELECT id FROM profiles WHERE identity = :identity AND NOT EXISTS ({sign_outs.ENDED})"
    who = {"identity": identity, **sign_outs.parameters(identity, issued_at)}
    found = db.row(query, who)
    if found is None:
        with db.transaction():
            if sign_outs.has_ended(db, identity, issued_at):
                raise SignedOut
            db.execute(
                "INSERT INTO profiles (id, name, created_at, identity) VALUES (:id, '', :now, :identity) "
                "ON CONFLICT DO NOTHING",
                {"id": new_id, "now": now, "identity": identity},
            )
        found = db.row(query, who)
    if found is None:
        raise SignedOut
    return Store(db, found["id"])


def clients(coach: Store) -> list[Profile]:
    """The people a coach keeps results of, by name."""
    rows = coach.db.rows(
        "SELECT id, name FROM profiles WHERE coach_id = :profile_id ORDER BY name, id", coach.params()
    )
    return [Profile(row["id"], row["name"]) for row in rows]


def client(coach: Store, profile_id: str) -> Store | None:
    """The rows of one of a coach's clients; None for anybody else's."""
    there = any(found.id == profile_id for found in clients(coach))
    return Store(coach.db, profile_id) if there else None


def add_client(coach: Store, name: str, *, new_id: str, now: int) -> Store:
    """A client of a coach: rows of their own, which nobody but the coach opens."""
    coach.db.execute(
        "INSERT INTO profiles (id, name, created_at, renamed_at, coach_id) "
        "VALUES (:id, :name, :now, :now, :profile_id)",
        coach.params(id=new_id, name=name, now=now),
    )
    return Store(coach.db, new_id)


def is_taken(coach: Store, profile_id: str) -> bool:
    """Whether an id belongs to a profile of this database that is none of the coach's clients."""
    row = coach.db.row("SELECT coach_id FROM profiles WHERE id = :id", {"id": profile_id})
    return row is not None and row["coach_id"] != coach.profile_id


def delete(store: Store) -> None:
    """Remove the profile and every row of it, for good; a coach's clients go with the coach."""
    with store.transaction():
        for found in clients(store):
            delete(Store(store.db, found.id))
        store.db.execute(
            "DELETE FROM session_cards WHERE session_id IN "
            "(SELECT id FROM sessions WHERE profile_id = :profile_id)",
            store.params(),
        )
        for table in _OWNED:
            store.db.execute(f"DELETE FROM {table} WHERE profile_id = :profile_id", store.params())
        store.db.execute("DELETE FROM profiles WHERE id = :profile_id", store.params())


def delete_identity(store: Store, identity: str, now: int) -> None:
    """Remove all of who signed in as ``identity``, and end every sign-in of theirs until now.

    Both or neither: a sign-in that went on would begin an empty profile.
    """
    with store.transaction():
        delete(store)
        sign_outs.end_all(store.db, identity, now)


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


def mend_names(store: Store) -> None:
    """Give a profile, and a coach's clients, an empty name in place of one that is no text."""
    rows = store.db.rows_as_stored(
        "SELECT id, name, renamed_at FROM profiles WHERE id = :profile_id OR coach_id = :profile_id",
        store.params(),
    )
    for row in rows:
        whole = isinstance(row["name"], str) and is_whole_text(row["name"])
        if not whole or type(row["renamed_at"]) is not int:
            store.db.execute(
                "UPDATE profiles SET name = '', renamed_at = 0 WHERE id = :id", {"id": row["id"]}
            )
