"""Several people in one database: who is opened, who is found by signing in, who is gone."""

from __future__ import annotations

from typing import Any

import pytest

from prepkit.errors import SignedOut
from prepkit.model import Attempt, Rating
from prepkit.store import Database, Store, attempts, notes, open_memory, profiles, settings, sign_outs


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
    assert [profile.name for profile in profiles.list_all(database)] == ["Ben", ""]


def test_an_identity_has_one_profile_and_is_nobody_at_this_computer(database: Database) -> None:
    first = profiles.of_identity(database, "https://id.example sub-1", issued_at=1, new_id="a", now=1)
    again = profiles.of_identity(database, "https://id.example sub-1", issued_at=1, new_id="b", now=2)
    other = profiles.of_identity(database, "https://other.example sub-1", issued_at=1, new_id="c", now=3)
    assert (first.profile_id, again.profile_id, other.profile_id) == ("a", "a", "c")
    assert profiles.list_all(database) == []


ANNA = "https://id.example anna"
DAY = 86_400 * 1_000_000


def sign_in(database: Database, issued_at: int) -> str:
    store = profiles.of_identity(database, ANNA, issued_at=issued_at, new_id=f"p{issued_at}", now=issued_at)
    return store.profile_id


def test_signing_out_ends_that_sign_in_and_no_other(database: Database) -> None:
    assert sign_in(database, 10) == "p10"
    sign_outs.end_one(database, ANNA, 10, now=20)
    with pytest.raises(SignedOut):
        sign_in(database, 10)
    other = profiles.of_identity(database, "https://id.example ben", issued_at=10, new_id="ben", now=10)
    assert other.profile_id == "ben"
    assert sign_in(database, 9) == sign_in(database, 11) == "p10", "at another computer, and later"


def test_deleting_everything_ends_every_sign_in_until_then_and_begins_no_empty_profile(
    database: Database,
) -> None:
    sign_in(database, 10)
    store = profiles.of_identity(database, ANNA, issued_at=12, new_id="unused", now=12)
    profiles.delete_identity(store, ANNA, now=20)
    for issued_at in (10, 12, 20):
        with pytest.raises(SignedOut):
            sign_in(database, issued_at)
    assert database.rows("SELECT id FROM profiles") == []
    assert sign_in(database, 21) == "p21", "who comes back begins anew"


def test_a_sign_out_is_kept_as_long_as_a_sign_in_can_last_and_says_nobody_s_name(database: Database) -> None:
    sign_outs.end_one(database, ANNA, 10, now=20)
    sign_outs.end_all(database, "https://id.example ben", now=DAY)
    assert not any("anna" in row["mark"] or "ben" in row["mark"] for row in _sign_outs(database))
    sign_outs.end_one(database, ANNA, 30 * DAY, now=31 * DAY)
    assert len(_sign_outs(database)) == 3
    sign_outs.end_one(database, ANNA, 32 * DAY, now=33 * DAY)
    assert sorted(row["before"] for row in _sign_outs(database)) == [30 * DAY, 32 * DAY]


def _sign_outs(database: Database) -> list[Any]:
    return list(database.rows("SELECT mark, before FROM sign_outs"))


def test_deleting_a_profile_leaves_no_row_of_it_and_all_of_the_other(database: Database) -> None:
    kept = profiles.latest(database, new_id="a", now=1)
    gone = Store(database, profiles.create(database, "Ben", new_id="b", now=2).id)
    for store in (kept, gone):
        notes.save(store, "q:x", "mine", 3)
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
    assert [profile.id for profile in profiles.list_all(database)] == ["a"]
