"""Documents of one kind are kept, changed and removed; what cannot be read is a value with its fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

import pytest
from pydantic import Field

from prepkit.store import Database, Store, documents
from prepkit.store.collection import Collection, UnreadableDocument


@dataclass(frozen=True, slots=True)
class Round:
    title: Annotated[str, Field(max_length=10)]
    scores: tuple[int, ...] = ()


def too_many(content: Mapping[str, Any]) -> Iterator[str]:
    if len(content.get("scores", ())) > 2:
        yield "There are too many scores."


ROUNDS = Collection("mocks", Round, too_many)


@pytest.fixture
def store(either_database: Database) -> Store:
    return Store(either_database, "me")


def test_what_was_kept_comes_back_the_one_begun_last_first(store: Store) -> None:
    ROUNDS.save(store, "a", Round("First", (1, 2)), 1)
    ROUNDS.save(store, "b", Round("Second"), 2)
    ROUNDS.save(store, "a", Round("Again", (3,)), 3)
    listed = [(kept.id, kept.content, kept.created_at, kept.updated_at) for kept in ROUNDS.list_all(store)]
    assert listed == [("b", Round("Second"), 2, 2), ("a", Round("Again", (3,)), 1, 3)]
    ROUNDS.delete(store, "a", 4)
    assert ROUNDS.get(store, "a") is None
    assert [kept.id for kept in ROUNDS.list_all(store)] == ["b"]
    assert ROUNDS.list_all(Store(store.db, "you")) == []


def test_what_cannot_be_read_is_a_value_and_stops_nothing(store: Store) -> None:
    ROUNDS.save(store, "a", Round("First"), 1)
    documents.save(store, "mocks", "broken", {"title": 5}, 2)
    broken, first = ROUNDS.read_all(store)
    assert isinstance(broken, UnreadableDocument)
    assert (broken.id, broken.text) == ("broken", '{"title": 5}')
    assert broken.fault.startswith("“title” cannot be right")
    assert ROUNDS.list_all(store) == [first]
    assert ROUNDS.get(store, "broken") is None
    assert ROUNDS.read(store, "broken") == broken


def test_a_change_is_kept_and_of_what_is_gone_there_is_none(store: Store) -> None:
    ROUNDS.save(store, "a", Round("First"), 1)
    assert ROUNDS.change(store, "a", lambda before: replace(before, title="Other"), 2) == Round("Other")
    ROUNDS.change(store, "a", lambda before: before, 3)
    (kept,) = ROUNDS.list_all(store)
    assert (kept.content, kept.updated_at) == (Round("Other"), 2)
    assert ROUNDS.change(store, "gone", lambda before: before, 4) is None
    assert documents.get_text(store, "mocks", "gone") is None


def test_an_object_from_elsewhere_is_held_to_every_rule() -> None:
    content = {"title": "x" * 11, "scores": [1, "2", 3]}
    title, score, many = ROUNDS.faults(content)
    assert title.startswith("“title” cannot be right")
    assert score.startswith("“scores.1” cannot be right")
    assert many == "There are too many scores."
    assert list(ROUNDS.faults({"title": "x", "scores": [1], "later": True})) == []
