from __future__ import annotations

import pytest

from prepkit.model import Attempt, Rating
from prepkit.store import Database, Store, attempts, cohort, documents, profiles, scores, settings
from prepkit.store.scores import Rater, Score


@pytest.fixture
def coach(either_database: Database) -> Store:
    return profiles.latest(either_database, new_id="coach", now=1)


def add_client(coach: Store, name: str) -> Store:
    return profiles.add_client(coach, name, new_id=name.casefold(), now=1)


def answer(
    store: Store, name: str, rating: Rating, day: str, *, own: int = 0, by_coach: int = 0, mode: str = "mock"
) -> None:
    attempts.append(store, Attempt(name, "q:a", rating, 5, day, "UTC", mode=mode))
    given = ((Rater.SELF, own), (Rater.COACH, by_coach))
    scores.save(store, [Score(name, rater, "lead", value) for rater, value in given if value], 5)


def test_answers_of_all_clients_are_counted_by_day_and_card(coach: Store) -> None:
    maria, jo = add_client(coach, "Maria"), add_client(coach, "Jo")
    answer(maria, "m1", Rating.SOLID, "2026-11-23", own=4, by_coach=2)
    answer(maria, "m2", Rating.SHAKY, "2026-11-23", own=3)
    answer(maria, "m3", Rating.COULD_NOT, "2026-11-24", mode="practise")
    answer(maria, "void", Rating.READY, "2026-11-24")
    attempts.void(maria, "void", 9)
    answer(jo, "j1", Rating.READY, "2026-11-23", by_coach=5)
    answer(coach, "own", Rating.READY, "2026-11-23")
    assert cohort.days(coach) == [
        cohort.DayOfClient("jo", "2026-11-23", 1, 1, 0, 0, 5, 1),
        cohort.DayOfClient("maria", "2026-11-23", 2, 1, 7, 2, 2, 1),
        cohort.DayOfClient("maria", "2026-11-24", 1, 0, 0, 0, 0, 0),
    ]
    assert sorted((row.profile_id, row.answers, row.ratings) for row in cohort.cards(coach)) == [
        ("jo", 1, 4),
        ("maria", 3, 6),
    ]
    assert cohort.last_results(coach) == {"jo": "2026-11-23", "maria": "2026-11-23"}
    assert [row["own"] for row in cohort.scored_answers(maria)] == [4, 3]


def test_archived_clients_are_left_out(coach: Store) -> None:
    maria, jo = add_client(coach, "Maria"), add_client(coach, "Jo")
    for store in (maria, jo):
        answer(store, store.profile_id, Rating.SOLID, "2026-11-23")
    settings.save(maria, 9, archived=True)
    settings.save(jo, 9, archived=False)
    assert [client.name for client in cohort.clients(coach)] == ["Jo"]
    assert [day.profile_id for day in cohort.days(coach)] == ["jo"]


def test_the_assignments_that_each_client_answered_are_known(coach: Store) -> None:
    maria, jo = add_client(coach, "Maria"), add_client(coach, "Jo")
    for store, assignment in ((maria, "one"), (maria, "two"), (jo, ""), (coach, "own")):
        mock = {"title": 'Said "assignment": "x"', "assignment": assignment}
        documents.save(store, "mocks", f"m-{assignment}", mock, 5)
    documents.save(maria, "mocks", "deleted", {"assignment": "gone"}, 5)
    documents.delete(maria, "mocks", "deleted", 6)
    assert cohort.answered_assignments(coach) == {"maria": {"one", "two"}}
