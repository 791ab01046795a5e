"""What a candidate sends back, and what of it reaches a coach: on both kinds of database."""

from __future__ import annotations

import json

import pytest

from prepkit.errors import UnusableArchive
from prepkit.exchange import results
from prepkit.mock import keeping
from prepkit.mock.interview import Asked, Kind, Mock, Phase, Scored
from prepkit.model import Attempt, Rating
from prepkit.store import Database, Store, attempts, notes, profiles, scores, settings
from prepkit.store.scores import Rater, Score
from tests.practice.conftest import at

NOW = at(hours=1)


def answered(store: Store, mock_id: str, *questions: str) -> Mock:
    """An assignment that was answered and rated."""
    items = tuple(
        Asked(f"{mock_id}-{question}", question, answer="I called.", own=Scored(3, "I called."), rating=3)
        for question in questions
    )
    mock = Mock("Before Thursday", "lead", items, 5, kind=Kind.ASSIGNMENT, phase=Phase.OVER, scored_at=9)
    keeping.put(store, mock_id, mock, 9)
    for item in items:
        made = Attempt(item.id, f"q:{item.question}", Rating.SOLID, 7, "2026-11-23", "UTC")
        attempts.append(store, Attempt(**{**_fields(made), "mode": "mock", "session_id": mock_id}))
        scores.put(store, [Score(item.id, Rater.SELF, "lead", 3, "I called.")], 9)
    return mock


def _fields(attempt: Attempt) -> dict[str, object]:
    return {name: getattr(attempt, name) for name in attempt.__dataclass_fields__}


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
    notes.put(candidate, "q:recognition", "private", 5)
    settings.save(candidate, 5, minutes_a_day=20)
    held = json.loads(results.write(candidate, "m1", NOW))
    assert {row["id"] for row in held["attempts"]} == {"m1-furious-caller", "m1-staying-calm"}
    assert [row["id"] for row in held["mocks"]] == ["m1"]
    assert len(held["scores"]) == 2
    assert not any(held[table] for table in ("notes", "settings", "stories", "sessions", "drafts"))


def test_a_coach_takes_it_in_once_however_often_it_comes(candidate: Store, client: Store) -> None:
    answered(candidate, "m1", "furious-caller", "staying-calm")
    file = results.write(candidate, "m1", NOW)
    assert results.take_in(client, results.read("r.json", file)) == 2
    assert results.take_in(client, results.read("r.json", file)) == 0
    (mock,) = [found for _, found in keeping.every(client)]
    made = attempts.every(client)
    assert {item.id for item in mock.items} == {attempt.id for attempt in made}
    assert [score.evidence for score in scores.of_attempts(client, [a.id for a in made])] == ["I called."] * 2
    assert profiles.name(client) == "Dana"
    assert len(attempts.every(candidate)) == 2


def test_two_coaches_take_in_the_same_file(candidate: Store, client: Store) -> None:
    answered(candidate, "m1", "furious-caller")
    found = results.read("r.json", results.write(candidate, "m1", NOW))
    other = profiles.add_client(candidate, "Dana again", new_id="other", now=4)
    assert results.take_in(client, found) == results.take_in(other, found) == 1


def test_a_rating_taken_back_later_is_taken_back_for_the_coach(candidate: Store, client: Store) -> None:
    answered(candidate, "m1", "furious-caller")
    results.take_in(client, results.read("r.json", results.write(candidate, "m1", NOW)))
    attempts.void(candidate, "m1-furious-caller", 10)
    results.take_in(client, results.read("r.json", results.write(candidate, "m1", NOW)))
    assert attempts.every(client) == []


def test_what_else_a_file_holds_stays_outside(candidate: Store, client: Store) -> None:
    answered(candidate, "m1", "furious-caller")
    notes.put(candidate, "q:furious-caller", "private", 5)
    settings.save(candidate, 5, minutes_a_day=20)
    held = json.loads(results.write(candidate, "m1", NOW))
    held["notes"] = [{"card_id": "q:recognition", "text": "private", "updated_at": 99}]
    held["mocks"].append({"id": "bad", "content": {"items": []}, "created_at": 1, "updated_at": 1})
    found = results.read("r.json", json.dumps(held).encode())
    assert {(problem.line, problem.column) for problem in found.problems} == {(2, "mocks.content")}
    notes.put(client, "coach", "mine", 4)
    results.take_in(client, found)
    assert notes.every(client) == {"coach": "mine"}
    assert len(keeping.every(client)) == 1


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(UnusableArchive):
        results.read("r.json", b'{"format": "prepkit-assignment", "version": 1}')


def test_clients_are_their_coachs_alone_and_go_with_them(candidate: Store, client: Store) -> None:
    coach = Store(client.db, "coach")
    answered(client, "m9", "recognition")
    assert [found.name for found in profiles.clients(coach)] == ["Dana"]
    assert profiles.clients(candidate) == []
    assert profiles.client(candidate, "client") is None
    assert {found.id for found in profiles.every(client.db)} == {"candidate", "coach"}
    profiles.delete(coach)
    assert keeping.every(client) == []
    assert attempts.every(client) == []
