"""The made-up clients: complete, readable, the same every time, and each question one of the shipped bank."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.bank.generate import generate
from prepkit.coaching import feedback as written_feedback
from prepkit.coaching import repository as assignments
from prepkit.coaching.assignment_status import AssignmentStage, answers_by_client, status_of
from prepkit.coaching.session import SESSIONS
from prepkit.demo.coach import CLIENTS, add_clients
from prepkit.exchange.inspection import inspect
from prepkit.exchange.scores_table import write_csv
from prepkit.insight import cohort
from prepkit.insight.agenda import agenda
from prepkit.mock import repository as mocks
from prepkit.mock.state import Here, MockKind
from prepkit.store import Store, attempts, notes, open_memory, profiles, scores, settings, stories
from tests.practice.conftest import at
from tests.shipped import shipped_bank

NOW = at()


def coached(bank: Bank) -> Store:
    coach = profiles.latest(open_memory(), new_id="me", now=NOW.now)
    add_clients(coach, bank, NOW)
    return coach


@pytest.fixture(scope="module")
def coach() -> Store:
    return coached(shipped_bank())


def clients(coach: Store) -> dict[str, Store]:
    return {client.name: Store(coach.db, client.id) for client in profiles.clients(coach)}


def asked() -> Sequence[str]:
    """Every question that the made-up clients name."""
    return [
        *(question for made in CLIENTS for sitting in made.sittings for question, _ in sitting.ratings),
        *(answer.question for made in CLIENTS for held in made.interviews for answer in held.answers),
        *(question for made in CLIENTS for sent in made.assignments for question in sent.questions),
        *(question for made in CLIENTS for story in made.stories.values() for question in story.questions),
    ]


def test_every_question_and_role_of_a_client_is_in_the_bank() -> None:
    assert [question for question in asked() if question not in shipped_bank()] == []
    for made in CLIENTS:
        assert shipped_bank().level_of(made.role) == made.level


def test_each_client_has_six_weeks_of_answers(coach: Store) -> None:
    assert list(clients(coach)) == ["Ben Okafor", "Maria Lopez"]
    for client in clients(coach).values():
        answered = attempts.list_all(client)
        days = [date.fromisoformat(attempt.local_day) for attempt in answered]

        assert 10 <= len(answered) <= 25
        assert NOW.day - timedelta(days=42) <= min(days) < NOW.day - timedelta(days=35)
        assert max(days) < NOW.day
        assert days == sorted(days)
        assert stories.list_all(client)
        assert notes.get(client, notes.ABOUT_CLIENT)
        assert settings.load(client).target_role
        assert inspect(client, NOW.now, everything=True) == 0


def test_each_client_sent_two_results_and_was_scored_in_a_round_and_a_session(coach: Store) -> None:
    for name, client in clients(coach).items():
        held = [mock for _, mock in mocks.list_all(client)]
        sent = [mock for mock in held if mock.is_from_file]
        rounds = [mock for mock in held if mock.kind is MockKind.ROUND]

        assert {mock.sent_by for mock in sent} == {name}
        assert [mock.set_by for mock in sent if mock.assignment] == ["Sam (demo)"]
        assert len(sent) == len(rounds) == 2
        assert all(item.answer for mock in sent for item in mock.items)
        for mock in rounds:
            assert all(item.coach and item.coach.evidence for item in mock.items)
            assert all(item.own for item in mock.items) == (mock.here is Here.BOTH)
        (session,) = [document.content for document in SESSIONS.list_all(client)]
        assert mocks.get(client, session.round)
        assert session.ended_at < NOW.now
        assert all(mock.to_score is None for mock in held)


def test_one_assignment_waits_for_feedback_one_for_answers_and_one_is_answered(coach: Store) -> None:
    answers = answers_by_client(coach)
    stages = {
        (assignment.to, status_of(id, assignment, answers, NOW.day).stage): assignment
        for id, assignment in assignments.list_own(coach)
    }

    assert set(stages) == {
        ("Maria Lopez", AssignmentStage.RETURNED),
        ("Ben Okafor", AssignmentStage.SENT),
        ("Ben Okafor", AssignmentStage.ANSWERED),
    }
    assert stages["Ben Okafor", AssignmentStage.SENT].due == NOW.day + timedelta(days=5)
    assert written_feedback.get(clients(coach)["Maria Lopez"], "demo-maria-returned") is None
    given = written_feedback.get(clients(coach)["Ben Okafor"], "demo-ben-returned")
    assert given is not None
    assert all(answer.score and answer.evidence and answer.try_this for answer in given.answers)


def test_the_pages_of_a_coach_have_something_to_show(coach: Store) -> None:
    for client in clients(coach).values():
        told = {story.id: story.content for story in stories.list_all(client)}
        role = settings.load(client).target_role
        topics = agenda(shipped_bank(), attempts.list_all(client), scores.pairs(client), told, role)
        assert topics.gaps
        assert topics.weakest
    whole = cohort.read(coach, shipped_bank(), NOW.day)
    assert [(row.sent, row.returned, row.overdue) for row in whole.returned] == [(2, 1, 0), (1, 1, 0)]
    assert whole.weakest
    table = write_csv(coach, shipped_bank(), profiles.clients(coach), "Sam").decode("utf-8-sig")
    assert "Maria Lopez" in table
    assert "Ben Okafor" in table


def test_the_same_day_makes_the_same_clients(coach: Store) -> None:
    again = coached(shipped_bank())
    for table in ("attempts", "mocks", "scores", "coaching_sessions", "feedback", "stories", "assignments"):
        query = f"SELECT * FROM {table} ORDER BY profile_id, id"
        assert list(again.db.tuples(query)) == list(coach.db.tuples(query))


def test_a_bank_without_these_questions_leaves_clients_who_sent_nothing(tmp_path: Path) -> None:
    generate(tmp_path, 5)
    for client in clients(coached(load(tmp_path))).values():
        assert attempts.list_all(client) == []
        assert mocks.list_all(client) == []
        assert inspect(client, NOW.now, everything=True) == 0
