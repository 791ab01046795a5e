"""Several people in one database: who is opened, who is found by signing in, who is gone."""

from __future__ import annotations

import pytest

from prepkit.model import Attempt, Rating
from prepkit.store import Database, Store, attempts, notes, open_memory, profiles, settings


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def attempt(name: str) -> Attempt:
    return Attempt(name, "q:x", Rating.SOLID, answered_at=4, local_day="2026-11-23", tz="UTC")


def test_a_new_database_gets_one_profile_and_keeps_it(database: Database) -> None:
    assert profiles.latest(database, new_id="a", now=1).profile_id == "a"
    assert profiles.latest(database, new_id="b", now=2).profile_id == "a"


def test_the_profile_opened_last_is_opened_next(database: Database) -> None:
    profiles.latest(database, new_id="a", now=1)
    other = profiles.create(database, "Ben", new_id="b", now=2)
    assert profiles.latest(database, new_id="x", now=3).profile_id == "a"
    profiles.mark_opened(Store(database, other.id), 4)
    assert profiles.latest(database, new_id="x", now=5).profile_id == "b"
    assert [profile.name for profile in profiles.every(database)] == ["Ben", ""]


def test_an_identity_has_one_profile_and_is_nobody_at_this_computer(database: Database) -> None:
    first = profiles.of_identity(database, "https://id.example sub-1", new_id="a", now=1)
    again = profiles.of_identity(database, "https://id.example sub-1", new_id="b", now=2)
    other = profiles.of_identity(database, "https://other.example sub-1", new_id="c", now=3)
    assert (first.profile_id, again.profile_id, other.profile_id) == ("a", "a", "c")
    assert profiles.every(database) == []


def test_deleting_a_profile_leaves_no_row_of_it_and_all_of_the_other(database: Database) -> None:
    kept = profiles.latest(database, new_id="a", now=1)
    gone = Store(database, profiles.create(database, "Ben", new_id="b", now=2).id)
    for store in (kept, gone):
        notes.put(store, "q:x", "mine", 3)
        settings.save(store, 3, minutes_a_day=20)
        attempts.append(store, attempt(store.profile_id))
        attempts.void(store, store.profile_id, 5)
    profiles.delete(gone)
    schema = open_memory()
    for table in (row["name"] for row in schema.rows("SELECT name FROM sqlite_master WHERE type='table'")):
        columns = {row["name"] for row in schema.rows(f"SELECT name FROM pragma_table_info('{table}')")}
        if "profile_id" in columns:
            assert not database.rows(f"SELECT 1 FROM {table} WHERE profile_id = 'b'"), table
    assert notes.get(kept, "q:x") == "mine"
    assert [profile.id for profile in profiles.every(database)] == ["a"]
