"""What can be undone, kept elsewhere and brought back: on both kinds of database."""

from __future__ import annotations

from typing import Any

import pytest

from prepkit.model import Attempt, Rating
from prepkit.store import Database, Store, actions, attempts, profiles


@pytest.fixture
def store(either_database: Database) -> Store:
    return profiles.latest(either_database, new_id="me", now=1)


def rate(store: Store, attempt_id: str, moment: int) -> None:
    attempts.append(store, Attempt(attempt_id, "q:x", Rating.SOLID, moment, "2026-11-23", "UTC"))
    actions.push(store, "rate", "q:x", before={"position": 1}, now=moment, attempt_id=attempt_id)


def row(moment: int, attempt_id: str | None = None, undone_at: int | None = None) -> dict[str, Any]:
    return {
        "kind": "rate" if attempt_id else "suspend",
        "card_id": "q:x",
        "attempt_id": attempt_id,
        "session_id": None,
        "before": "{}",
        "done_at": moment,
        "undone_at": undone_at,
    }


def undone_one_by_one(store: Store) -> list[int]:
    """The moments of the steps that can be undone, the latest first."""
    moments = []
    while (action := actions.last(store)) is not None:
        moments.append(action.done_at)
        actions.mark_undone(store, action.id, 10_000)
    return moments


def test_steps_of_two_windows_are_undone_by_time(store: Store) -> None:
    rate(store, "a", 20)
    actions.merge(store, [row(30), row(10)])
    actions.merge(store, [row(10), row(30)])
    assert undone_one_by_one(store) == [30, 20, 10]


def test_one_undone_in_either_window_is_undone(store: Store) -> None:
    rate(store, "a", 10)
    rate(store, "b", 20)
    last = actions.last(store)
    assert last is not None
    actions.mark_undone(store, last.id, 25)
    actions.merge(store, [row(10, "a", undone_at=24), row(20, "b")])
    assert actions.last(store) is None


def test_a_step_whose_attempt_is_not_here_takes_the_earlier_ones_with_it(store: Store) -> None:
    rate(store, "a", 40)
    other = Store(store.db, profiles.create(store.db, "Ben", new_id="ben", now=2).id)
    rate(other, "his", 20)
    actions.merge(store, [row(10), row(20, "his"), row(30)])
    assert undone_one_by_one(store) == [40, 30]
    assert undone_one_by_one(other) == [20]


def test_only_the_latest_fifty_are_kept(store: Store) -> None:
    actions.merge(store, [row(moment) for moment in range(100, 180)])
    assert undone_one_by_one(store) == list(range(179, 129, -1))


def test_what_changed_since_a_moment_is_told_undone_steps_included(store: Store) -> None:
    rate(store, "a", 10)
    rate(store, "b", 20)
    last = actions.last(store)
    assert last is not None
    actions.mark_undone(store, last.id, 30)
    assert [found["done_at"] for found in actions.latest_rows(store, -1)] == [10, 20]
    assert [found["undone_at"] for found in actions.latest_rows(store, 20)] == [30]
    assert actions.latest_rows(store, 30) == []
