"""What is new since somebody looked: nothing is missed, nothing is told twice."""

from __future__ import annotations

import pytest

from prepkit.model import Attempt, Rating
from prepkit.store import Database, Store, attempts, changes, merging, notes, open_memory, profiles, settings
from prepkit.store.changes import SyncCursor
from prepkit.store.tables import Row


@pytest.fixture
def store(either_database: Database) -> Store:
    return profiles.latest(either_database, new_id="me", now=1)


def attempt(name: str, moment: int) -> Attempt:
    return Attempt(name, "q:x", Rating.SOLID, answered_at=moment, local_day="2026-11-23", tz="UTC")


def told(store: Store, seen: SyncCursor, now: int) -> tuple[dict[str, int], SyncCursor]:
    rows, seen = changes.since(store, seen, now)
    return {table: len(found) for table, found in rows.items() if found}, seen


def test_each_row_is_told_once(store: Store) -> None:
    attempts.append(store, attempt("a", 10))
    notes.save(store, "q:x", "first", 10)
    found, seen = told(store, SyncCursor(), 11)
    assert found == {"attempts": 1, "notes": 1}
    assert told(store, seen, 12)[0] == {}
    attempts.append(store, attempt("b", 20))
    attempts.void(store, "a", 20)
    settings.save(store, 20, minutes_a_day=30)
    found, seen = told(store, seen, 21)
    assert found == {"attempts": 1, "voids": 1, "settings": 1}
    notes.save(store, "q:x", "second", 30)
    assert told(store, seen, 31)[0] == {"notes": 1}


def test_all_that_was_told_makes_the_same_profile(store: Store) -> None:
    seen, gathered = SyncCursor(), dict[str, list[Row]]()
    for moment in range(10, 60, 10):
        attempts.append(store, attempt(f"a{moment}", moment))
        notes.save(store, f"q:{moment % 20}", f"note {moment}", moment)
        if moment == 30:
            attempts.void(store, "a10", moment)
        rows, seen = changes.since(store, seen, moment + 1)
        for table, found in rows.items():
            gathered.setdefault(table, []).extend(found)
    again = profiles.latest(open_memory(), new_id="again", now=1)
    merging.merge(again, gathered)
    assert merging.dump(again) == merging.dump(store)


def test_a_row_from_a_clock_that_is_ahead_hides_nothing(store: Store) -> None:
    notes.save(store, "q:ahead", "from next year", 10**15)
    _, seen = told(store, SyncCursor(), 100)
    notes.save(store, "q:now", "today", 101)
    rows, _ = changes.since(store, seen, 102)
    assert "q:now" in [row["card_id"] for row in rows["notes"]]


def test_nobody_else_s_rows_are_told(store: Store) -> None:
    other = Store(store.db, profiles.create(store.db, "Ben", new_id="ben", now=2).id)
    attempts.append(other, attempt("his", 10))
    notes.save(other, "q:x", "his", 10)
    assert told(store, SyncCursor(), 11)[0] == {}
