"""What a candidate sends back, and what of it reaches a coach: on both kinds of database."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from prepkit.coaching import rounds
from prepkit.errors import UnusableArchive
from prepkit.exchange import results
from prepkit.mock import repository
from prepkit.mock.state import Here, Mock, MockItem, MockKind, MockPhase, Scored
from prepkit.model import Attempt, Rating
from prepkit.store import Database, Store, attempts, notes, profiles, scores, settings
from prepkit.store.scores import Rater, Score
from tests.practice.conftest import at

NOW = at(hours=1)


def answered(store: Store, mock_id: str, *questions: str) -> Mock:
    """An assignment that was answered and rated."""
    items = tuple(
        MockItem(f"{mock_id}-{question}", question, answer="I called.", own=Scored(3, "I called."), rating=3)
        for question in questions
    )
    mock = Mock(
        "Before Thursday", "lead", items, 5, kind=MockKind.ASSIGNMENT, phase=MockPhase.OVER, scored_at=9
    )
    repository.save(store, mock_id, mock, 9)
    for item in items:
        made = Attempt(item.id, f"q:{item.question}", Rating.SOLID, 7, "2026-11-23", "UTC")
        attempts.append(store, replace(made, mode="mock", session_id=mock_id))
        scores.save(store, [Score(item.id, Rater.SELF, "lead", 3, "I called.")], 9)
    return mock


@pytest.fixture
def candidate(either_database: Database) -> Store:
    return profiles.latest(either_database, new_id="candidate", now=1)


@pytest.fixture
def client(either_database: Database, candidate: Store) -> Store:
    """The candidate as a coach's client, in the same database: the ids in it are taken."""
    coach = Store(either_database, profiles.create(either_database, "Coach", new_id="coach", now=2).id)
    return profiles.add_client(coach, "Dana", new_id="client", now=3)


def test_a_result_file_holds_the_one_interview_and_nothing_else(candidate: Store) -> None:
    answered(candidate, "m1", "furious-caller", "staying-calm")
    answered(candidate, "m2", "recognition")
    notes.save(candidate, "q:recognition", "private", 5)
    settings.save(candidate, 5, minutes_a_day=20)
    held = json.loads(results.write(candidate, "m1", NOW))
    assert {row["id"] for row in held["attempts"]} == {"m1-furious-caller", "m1-staying-calm"}
    assert [row["id"] for row in held["mocks"]] == ["m1"]
    assert len(held["scores"]) == 2
    assert not any(held[table] for table in ("notes", "settings", "stories", "sessions", "drafts"))


def test_a_coach_takes_it_in_once_however_often_it_comes(candidate: Store, client: Store) -> None:
    answered(candidate, "m1", "furious-caller", "staying-calm")
    file = results.write(candidate, "m1", NOW)
    assert results.merge(client, results.read("r.json", file)) == 2
    assert results.merge(client, results.read("r.json", file)) == 0
    (mock,) = [found for _, found in repository.list_all(client)]
    made = attempts.list_all(client)
    assert {item.id for item in mock.items} == {attempt.id for attempt in made}
    assert evidence(client) == [("self", "I called.")] * 2
    assert profiles.name(client) == "Dana"
    assert len(attempts.list_all(candidate)) == 2


def test_two_coaches_take_in_the_same_file(candidate: Store, client: Store) -> None:
    answered(candidate, "m1", "furious-caller")
    found = results.read("r.json", results.write(candidate, "m1", NOW))
    other = profiles.add_client(candidate, "Dana again", new_id="other", now=4)
    assert results.merge(client, found) == results.merge(other, found) == 1


def test_a_rating_taken_back_later_is_taken_back_for_the_coach(candidate: Store, client: Store) -> None:
    answered(candidate, "m1", "furious-caller")
    results.merge(client, results.read("r.json", results.write(candidate, "m1", NOW)))
    attempts.void(candidate, "m1-furious-caller", 10)
    results.merge(client, results.read("r.json", results.write(candidate, "m1", NOW)))
    assert attempts.list_all(client) == []


def test_what_else_a_file_holds_stays_outside(candidate: Store, client: Store) -> None:
    answered(candidate, "m1", "furious-caller")
    notes.save(candidate, "q:furious-caller", "private", 5)
    settings.save(candidate, 5, minutes_a_day=20)
    held = json.loads(results.write(candidate, "m1", NOW))
    held["notes"] = [{"card_id": "q:recognition", "text": "private", "updated_at": 99}]
    held["mocks"].append({"id": "bad", "content": {"items": []}, "created_at": 1, "updated_at": 1})
    found = results.read("r.json", json.dumps(held).encode())
    assert {(problem.line, problem.column) for problem in found.problems} == {(2, "mocks.content")}
    notes.save(client, "coach", "mine", 4)
    results.merge(client, found)
    assert notes.list_all(client) == {"coach": "mine"}
    assert len(repository.list_all(client)) == 1


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(UnusableArchive):
        results.read("r.json", b'{"format": "prepkit-assignment", "version": 1}')


def test_clients_are_their_coachs_alone_and_go_with_them(candidate: Store, client: Store) -> None:
    coach = Store(client.db, "coach")
    answered(client, "m9", "recognition")
    assert [found.name for found in profiles.clients(coach)] == ["Dana"]
    assert profiles.clients(candidate) == []
    assert profiles.client(candidate, "client") is None
    assert {found.id for found in profiles.list_all(client.db)} == {"candidate", "coach"}
    profiles.delete(coach)
    assert repository.list_all(client) == []
    assert attempts.list_all(client) == []


def scored_apart(store: Store, round_id: str, here: Here, item: MockItem, *, minute: int = 0) -> None:
    """A round in which this side typed the other's code; rated where the item is."""
    began = 10**9 + minute * 60_000_000
    mock = replace(rounds.begin("Round with a coach", "lead", here, item, began), scored_at=began)
    repository.save(store, round_id, mock, began)
    if item.rating:
        made = Attempt(item.id, f"q:{item.question}", Rating(item.rating), began, "2026-11-23", "UTC")
        attempts.append(store, replace(made, mode="mock", session_id=round_id))
        given = ((Rater.SELF, item.own), (Rater.COACH, item.coach))
        scores.save(store, [Score(item.id, who, "lead", s.value, s.evidence) for who, s in given if s], began)


def candidates_answer(own: int = 4, coach: int = 2, attempt_id: str = "theirs") -> MockItem:
    return MockItem(attempt_id, "recognition", own=Scored(own, "I named her."), coach=Scored(coach), rating=3)


def coachs_answer(own: int = 4, coach: int = 2, attempt_id: str = "ours") -> MockItem:
    return MockItem(attempt_id, "recognition", own=Scored(own), coach=Scored(coach, "No result."), rating=2)


def evidence(store: Store) -> list[tuple[str, str]]:
    rows = store.db.rows(
        "SELECT rater, evidence FROM scores WHERE profile_id = :profile_id ORDER BY attempt_id, rater",
        store.params(),
    )
    return [(row["rater"], row["evidence"]) for row in rows]


def test_an_answer_scored_by_code_and_sent_as_a_file_counts_once(candidate: Store, client: Store) -> None:
    scored_apart(candidate, "r1", Here.CANDIDATE, candidates_answer())
    scored_apart(client, "r2", Here.COACH, coachs_answer(), minute=5)
    found = results.read("r.json", results.write(candidate, "r1", NOW))
    assert results.count_scored_by_code(client, found) == 1
    for _ in range(2):
        assert results.merge(client, found) == 0
        assert [(pair.own, pair.coach) for pair in scores.pairs(client)] == [(4, 2)]
        assert evidence(client) == [("coach", "No result."), ("self", "I named her.")]
        ((round_id, mock),) = repository.list_all(client)
        assert round_id == "r2"
        assert [mock.items[0].own, mock.items[0].coach] == [
            Scored(4, "I named her."),
            Scored(2, "No result."),
        ]
        assert mock.items[0].rating == 2


def test_a_file_ends_a_round_that_the_coach_left_before_the_code_came(
    candidate: Store, client: Store
) -> None:
    scored_apart(candidate, "r1", Here.CANDIDATE, candidates_answer())
    left = MockItem("ours", "recognition", coach=Scored(2, "No result."))
    scored_apart(client, "r2", Here.COACH, left, minute=5)
    found = results.read("r.json", results.write(candidate, "r1", NOW))
    assert [results.merge(client, found) for _ in range(2)] == [1, 0]
    assert evidence(client) == [("coach", "No result."), ("self", "I named her.")]
    ((round_id, mock),) = repository.list_all(client)
    assert (round_id, mock.items[0].rating) == ("r2", 3)
    assert [attempt.session_id for attempt in attempts.list_all(client)] == ["r2"]


@pytest.mark.parametrize(
    ("item", "minute"),
    [
        pytest.param(coachs_answer(coach=3), 5, id="another score"),
        pytest.param(coachs_answer(own=5), 5, id="another code"),
        pytest.param(replace(coachs_answer(), question="furious-caller"), 5, id="another question"),
        pytest.param(coachs_answer(), 24 * 60, id="another day"),
    ],
)
def test_another_answer_stays_an_answer_of_its_own(
    candidate: Store, client: Store, item: MockItem, minute: int
) -> None:
    scored_apart(candidate, "r1", Here.CANDIDATE, candidates_answer())
    scored_apart(client, "r2", Here.COACH, item, minute=minute)
    found = results.read("r.json", results.write(candidate, "r1", NOW))
    assert results.merge(client, found) == 1
    assert len(scores.pairs(client)) == len(repository.list_all(client)) == 2


def test_two_answers_to_one_question_are_two_each_with_its_own_words(candidate: Store, client: Store) -> None:
    first, second = candidates_answer(attempt_id="t1"), candidates_answer(attempt_id="t2")
    scored_apart(candidate, "c1", Here.CANDIDATE, first)
    scored_apart(candidate, "c2", Here.CANDIDATE, replace(second, own=Scored(4, "I wrote.")), minute=60)
    scored_apart(client, "o1", Here.COACH, coachs_answer(attempt_id="o1"), minute=1)
    scored_apart(client, "o2", Here.COACH, coachs_answer(attempt_id="o2"), minute=61)
    for mock_id in ("c2", "c1"):
        found = results.read("r.json", results.write(candidate, mock_id, NOW))
        assert results.merge(client, found) == 0
    words = {mock_id: mock.items[0].own for mock_id, mock in repository.list_all(client)}
    assert words == {"o1": Scored(4, "I named her."), "o2": Scored(4, "I wrote.")}


def test_an_answer_taken_back_by_the_candidate_is_taken_back_in_the_coachs_round(
    candidate: Store, client: Store
) -> None:
    scored_apart(candidate, "r1", Here.CANDIDATE, candidates_answer())
    scored_apart(client, "r2", Here.COACH, coachs_answer())
    attempts.void(candidate, "theirs", 10)
    results.merge(client, results.read("r.json", results.write(candidate, "r1", NOW)))
    assert scores.pairs(client) == []
