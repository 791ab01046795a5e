from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.coaching import rubric
from prepkit.coaching.rubric import OwnAnchor
from prepkit.store import Store, open_memory, profiles


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(Path(__file__).parents[2] / "data")


@pytest.fixture
def store() -> Iterator[Store]:
    database = open_memory()
    yield profiles.latest(database, new_id="kim", now=0)
    database.close()


def test_own_anchors_stand_beside_the_banks(bank: Bank, store: Store) -> None:
    rubric.save_anchor(store, "triage", OwnAnchor("lead", 3, "Says who waits"), 5)
    rubric.save_anchor(store, "triage", OwnAnchor("manager", 3, "Staffs the queue"), 6)
    found = rubric.anchors(bank, store, "triage", "lead")
    assert [(anchor.score, anchor.own) for anchor in found] == [(1, ""), (3, "Says who waits"), (5, "")]
    assert [anchor.bank for anchor in found] == list(bank.level_anchors("triage", "lead").values())
    assert rubric.levels_with_own(store) == {"triage": {"lead", "manager"}}
    assert all(not anchor.own for anchor in rubric.anchors(bank, store, "recovery", "lead"))


def test_an_anchor_is_changed_and_one_without_words_removed(bank: Bank, store: Store) -> None:
    for text in ("First", "Second"):
        rubric.save_anchor(store, "triage", OwnAnchor("lead", 5, text), 5)
    assert rubric.own_anchors(store, "triage", "lead") == {5: "Second"}
    rubric.save_anchor(store, "triage", OwnAnchor("lead", 5, " \n"), 6)
    assert rubric.own_anchors(store, "triage", "lead") == {}
    assert rubric.levels_with_own(store) == {}


def test_a_reset_leaves_the_banks_alone(bank: Bank, store: Store) -> None:
    rubric.save_anchor(store, "triage", OwnAnchor("lead", 5, "Mine"), 5)
    rubric.reset(store, "triage", 6)
    assert rubric.own_anchors(store, "triage", "lead") == {}
    rubric.save_anchor(store, "triage", OwnAnchor("lead", 1, "Anew"), 7)
    assert rubric.own_anchors(store, "triage", "lead") == {1: "Anew"}
