"""How far an assignment got, as a coach sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from prepkit.coaching.assignment import Assignment, Task
from prepkit.coaching.assignment_status import (
    AssignmentStage,
    AssignmentStatus,
    answers_by_client,
    answers_of,
    in_order,
    is_for,
    status_of,
)
from prepkit.coaching.feedback import FEEDBACK, CoachFeedback
from prepkit.mock import repository as mocks
from prepkit.mock.state import Mock, MockItem, MockKind
from prepkit.store import Store, open_memory, profiles

TODAY = date(2026, 12, 3)
SET = Assignment("Thursday", (Task("q1", "Why?"),), client="maria")


@pytest.fixture
def coach() -> Iterator[Store]:
    database = open_memory()
    yield profiles.latest(database, new_id="coach", now=1)
    database.close()


def client(coach: Store, id: str) -> Store:
    return profiles.add_client(coach, id.capitalize(), new_id=id, now=2)


def send_result(store: Store, assignment_id: str, mock_id: str = "m1") -> None:
    mock = Mock("T", "lead", (MockItem(f"{mock_id}-1", "q1"),), 5, kind=MockKind.ASSIGNMENT)
    mocks.save(store, mock_id, replace(mock, assignment=assignment_id), 5)


def write_feedback(store: Store, mock_id: str = "m1", *, written_at: int = 9) -> None:
    FEEDBACK.save(store, f"f-{mock_id}", CoachFeedback("T", mock_id, written_at=written_at), 9)


def stage(coach: Store, assignment: Assignment) -> AssignmentStage:
    return status_of("a1", assignment, answers_by_client(coach), TODAY).stage


def test_it_goes_from_draft_to_answered(coach: Store) -> None:
    maria = client(coach, "maria")
    assert stage(coach, SET) is AssignmentStage.DRAFT
    sent = replace(SET, sent_at=7)
    assert stage(coach, sent) is AssignmentStage.SENT
    send_result(maria, "another")
    assert stage(coach, sent) is AssignmentStage.SENT
    send_result(maria, "a1", "m2")
    assert stage(coach, sent) is AssignmentStage.RETURNED
    write_feedback(maria, "m2", written_at=0)
    assert stage(coach, sent) is AssignmentStage.RETURNED
    write_feedback(maria, "m2")
    assert stage(coach, sent) is AssignmentStage.ANSWERED


def test_another_clients_answer_does_not_count(coach: Store) -> None:
    client(coach, "maria")
    send_result(client(coach, "dana"), "a1")
    assert stage(coach, SET) is AssignmentStage.DRAFT
    assert stage(coach, replace(SET, client="")) is AssignmentStage.RETURNED


def test_one_for_nobody_in_particular_waits_until_each_answer_has_feedback(coach: Store) -> None:
    maria, dana = client(coach, "maria"), client(coach, "dana")
    send_result(maria, "a1", "m1")
    send_result(dana, "a1", "m2")
    write_feedback(maria, "m1")
    assert stage(coach, replace(SET, client="")) is AssignmentStage.RETURNED
    write_feedback(dana, "m2")
    assert stage(coach, replace(SET, client="")) is AssignmentStage.ANSWERED


def test_overdue_is_what_should_be_back_and_is_not(coach: Store) -> None:
    maria = client(coach, "maria")
    yesterday, today = (replace(SET, due=date(2026, 12, day), sent_at=7) for day in (2, 3))
    assert status_of("a1", yesterday, answers_by_client(coach), TODAY).is_overdue
    assert not status_of("a1", today, answers_by_client(coach), TODAY).is_overdue
    send_result(maria, "a1")
    assert status_of("a1", yesterday, answers_by_client(coach), TODAY) == AssignmentStatus(
        AssignmentStage.RETURNED
    )


def test_what_waits_for_the_coach_comes_first_then_what_is_due_first(coach: Store) -> None:
    send_result(client(coach, "maria"), "back")
    sent = replace(SET, sent_at=7)
    listed = [
        ("draft", SET),
        ("whenever", sent),
        ("later", replace(sent, due=date(2026, 12, 9))),
        ("soon", replace(sent, due=date(2026, 12, 4))),
        ("back", sent),
    ]
    entries = in_order(listed, answers_by_client(coach), TODAY)
    assert [id for id, _, _ in entries] == ["back", "soon", "later", "whenever", "draft"]


def test_a_clients_assignments_are_those_for_them_and_those_they_answered(coach: Store) -> None:
    maria = client(coach, "maria")
    send_result(maria, "open")
    answers = answers_of(maria)
    for_anybody = replace(SET, client="")
    assert is_for("a1", SET, "maria", answers)
    assert is_for("open", for_anybody, "maria", answers)
    assert not is_for("a1", for_anybody, "maria", answers)
    assert not is_for("open", replace(SET, client="dana"), "maria", answers)
