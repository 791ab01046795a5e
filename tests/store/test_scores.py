from __future__ import annotations

import pytest

from prepkit.model import Attempt, Rating
from prepkit.store import Database, Store, attempts, profiles, scores
from prepkit.store.scores import Rater, Score


@pytest.fixture
def store(either_database: Database) -> Store:
    return profiles.latest(either_database, new_id="me", now=1)


def given(attempt: str, rater: Rater, value: int) -> Score:
    return Score(attempt, rater, "lead", value, "because")


def test_pairs_are_attempts_that_count_and_that_both_scored(store: Store) -> None:
    for number, name in enumerate("abcd"):
        attempts.append(store, Attempt(name, f"q:{name}", Rating.SOLID, number, "2026-11-23", "UTC"))
    scores.save(store, [given("a", Rater.SELF, 4), given("a", Rater.COACH, 2)], 5)
    scores.save(store, [given("b", Rater.SELF, 3)], 5)
    scores.save(store, [given("c", Rater.SELF, 1), given("c", Rater.COACH, 5)], 5)
    scores.save(store, [given("d", Rater.SELF, 1), given("d", Rater.COACH, 1)], 5)
    attempts.void(store, "d", 9)
    assert [(pair.card_id, pair.own, pair.coach) for pair in scores.pairs(store)] == [
        ("q:a", 4, 2),
        ("q:c", 1, 5),
    ]


def test_a_score_given_again_takes_the_place_of_the_first(store: Store) -> None:
    attempts.append(store, Attempt("a", "q:a", Rating.SOLID, 1, "2026-11-23", "UTC"))
    scores.save(store, [given("a", Rater.SELF, 4), given("a", Rater.COACH, 3)], 5)
    scores.save(store, [given("a", Rater.SELF, 2)], 6)
    assert [(pair.own, pair.coach) for pair in scores.pairs(store)] == [(2, 3)]
