"""Profiles: whose rows these are, of people at one computer, people who signed in and a coach's clients."""

from __future__ import annotations

from dataclasses import dataclass

from prepkit.errors import SignedOut
from prepkit.field_types import is_whole_text
from prepkit.store import sign_outs
from prepkit.store.database import Database, Store
from prepkit.store.tables import OF_THIS_MACHINE, TABLES, WORKED_OUT, Row

LONGEST_ID = 150
"""How long the id of a client from elsewhere may be."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody at this computer; ``name`` is empty until one is given."""

    id: str
    name: str


def latest(db: Database, *, new_id: str, now: int) -> Store:
    """Open the profile of this computer that was opened last; create one as ``new_id`` if there is none."""
    opened = list_all(db)
    if not opened:
        with db.transaction():
            opened = list_all(db) or [create(db, "", new_id=new_id, now=now)]
    return Store(db, opened[0].id)


def list_all(db: Database) -> list[Profile]:
    """List the profiles at this computer, the one opened last first.

    Profiles of people who signed in and of a coach's clients are left out.
    """
    rows = db.rows(
        "SELECT id, name FROM profiles WHERE identity IS NULL AND coach_id IS NULL "
        "ORDER BY opened_at DESC, created_at, id"
    )
    return [Profile(row["id"], row["name"]) for row in rows]


def is_here(db: Database, profile_id: str) -> bool:
    """Whether a profile with this id is one of this computer's: not signed in, and no coach's client."""
    query = "SELECT 1 FROM profiles WHERE id = :id AND identity IS NULL AND coach_id IS NULL"
    return db.row(query, {"id": profile_id}) is not None


def create(db: Database, name: str, *, new_id: str, now: int) -> Profile:
    """Create another profile at this computer."""
    db.execute(
        "INSERT INTO profiles (id, name, created_at, renamed_at) VALUES (:id, :name, :now, :named)",
        {"id": new_id, "name": name, "now": now, "named": now if name else 0},
    )
    return Profile(new_id, name)


def mark_opened(store: Store, now: int) -> None:
    """Record that the profile was chosen, so that the next window opens it."""
    store.db.execute("UPDATE profiles SET opened_at = :now WHERE id = :profile_id", store.params(now=now))


def of_identity(db: Database, identity: str, *, issued_at: int, new_id: str, now: int) -> Store:
    """Open the profile of the person signed in as ``identity``; create it as ``new_id`` at the first visit.

    Raises SignedOut where the sign-in that began at ``issued_at`` has ended since.
    """
    query = f"SELECT id FROM profiles WHERE identity = :identity AND NOT EXISTS ({sign_outs.ENDED})"
    sign_in = {"identity": identity, **sign_outs.parameters(identity, issued_at)}
    profile = db.row(query, sign_in)
    if profile is None:
        with db.transaction():
            if sign_outs.has_ended(db, identity, issued_at):
                raise SignedOut
            db.execute(
                "INSERT INTO profiles (id, name, created_at, identity) VALUES (:id, '', :now, :identity) "
                "ON CONFLICT DO NOTHING",
                {"id": new_id, "now": now, "identity": identity},
            )
        profile = db.row(query, sign_in)
    if profile is None:
        raise SignedOut
    return Store(db, profile["id"])


def clients(coach: Store) -> list[Profile]:
    """List the clients of a coach by name."""
    rows = coach.db.rows(
        "SELECT id, name FROM profiles WHERE coach_id = :profile_id ORDER BY name, id", coach.params()
    )
    return [Profile(row["id"], row["name"]) for row in rows]


def client(coach: Store, profile_id: str) -> Store | None:
    """Open the rows of one of a coach's clients; None if the id is of no client of theirs."""
    is_client = any(profile.id == profile_id for profile in clients(coach))
    return Store(coach.db, profile_id) if is_client else None


def add_client(coach: Store, name: str, *, new_id: str, now: int) -> Store:
    """Add a client of a coach, with rows of their own that nobody but the coach opens."""
    coach.db.execute(
        "INSERT INTO profiles (id, name, created_at, renamed_at, coach_id) "
        "VALUES (:id, :name, :now, :now, :profile_id)",
        coach.params(id=new_id, name=name, now=now),
    )
    return Store(coach.db, new_id)


def other_clients(client: Store) -> list[str]:
    """List the ids of the other clients of a client's coach."""
    rows = client.db.rows(
        "SELECT id FROM profiles WHERE id != :profile_id "
        "AND coach_id = (SELECT coach_id FROM profiles WHERE id = :profile_id) ORDER BY id",
        client.params(),
    )
    return [row["id"] for row in rows]


def row(client: Store) -> Row:
    """Read a client's own row, for ``put_back``."""
    stored = client.db.row(
        "SELECT id, name, created_at, renamed_at FROM profiles WHERE id = :profile_id", client.params()
    )
    return dict(stored) if stored else {}


def put_back(coach: Store, client_row: Row) -> Store:
    """Add a client who was deleted again, as ``row`` gave them."""
    coach.db.execute(
        "INSERT INTO profiles (id, name, created_at, renamed_at, coach_id) "
        "VALUES (:id, :name, :created_at, :renamed_at, :profile_id)",
        coach.params(**client_row),
    )
    return Store(coach.db, client_row["id"])


def is_taken(coach: Store, profile_id: str) -> bool:
    """Whether an id belongs to a profile of this database that is none of the coach's clients."""
    row = coach.db.row("SELECT coach_id FROM profiles WHERE id = :id", {"id": profile_id})
    return row is not None and row["coach_id"] != coach.profile_id


def delete(store: Store) -> None:
    """Remove the profile and every row of it, for good; a coach's clients go with the coach."""
    with store.transaction():
        for client_profile in clients(store):
            delete(Store(store.db, client_profile.id))
        for name in (*WORKED_OUT, *OF_THIS_MACHINE):
            store.db.execute(f"DELETE FROM {name} WHERE profile_id = :profile_id", store.params())
        # Rows that refer to an earlier table are deleted before the rows they refer to.
        for table in reversed(tuple(TABLES.values())):
            store.db.execute(f"DELETE FROM {table.name} WHERE {table.is_own}", store.params())
        store.db.execute("DELETE FROM profiles WHERE id = :profile_id", store.params())


def delete_identity(store: Store, identity: str, now: int) -> None:
    """Delete all data of the person signed in as ``identity``, and end every sign-in of theirs until now.

    Both happen or neither: a sign-in that went on would begin an empty profile.
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
    """Read the profile's name and when it was given, in the form an archive keeps them."""
    profile = store.db.row("SELECT name, renamed_at FROM profiles WHERE id = :profile_id", store.params())
    return dict(profile) if profile else {"name": "", "renamed_at": 0}


def take_name(store: Store, name: str, renamed_at: int) -> None:
    """Take the name from another machine if it was given later; of two given at once, the greater one."""
    own = named(store)
    if (renamed_at, name) > (own["renamed_at"], own["name"]):
        rename(store, name, renamed_at)


def name(store: Store) -> str:
    """The profile's name; empty until one is given."""
    profile = store.db.row("SELECT name FROM profiles WHERE id = :profile_id", store.params())
    return profile["name"] if profile else ""


def mend_names(store: Store) -> None:
    """Empty the names of a profile and of a coach's clients where they are no readable text."""
    rows = store.db.rows_as_stored(
        "SELECT id, name, renamed_at FROM profiles WHERE id = :profile_id OR coach_id = :profile_id",
        store.params(),
    )
    for row in rows:
        is_text = isinstance(row["name"], str) and is_whole_text(row["name"])
        if not is_text or type(row["renamed_at"]) is not int:
            store.db.execute(
                "UPDATE profiles SET name = '', renamed_at = 0 WHERE id = :id", {"id": row["id"]}
            )
