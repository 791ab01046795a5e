"""The status of an assignment on the coach's side: how far it got, and whether it is overdue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from prepkit.coaching.assignment import Assignment
from prepkit.coaching.feedback import FEEDBACK
from prepkit.mock import repository as mocks
from prepkit.store import Store, profiles

LATEST_DAY = date.max


class AssignmentStage(StrEnum):
    """How far an assignment got, in the order in which a coach sees them: what waits for the coach first."""

    RETURNED = "returned"
    """The client's answers are here."""
    SENT = "sent"
    DRAFT = "draft"
    ANSWERED = "answered"
    """The coach has written feedback on the answers."""


ORDER = tuple(AssignmentStage)


@dataclass(frozen=True, slots=True)
class AssignmentStatus:
    """The stage of an assignment; ``is_overdue`` says that its day has passed and no answer is here."""

    stage: AssignmentStage
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class ClientAnswers:
    """What a client's rows hold: the ids of their mocks by assignment, and the mocks with feedback."""

    mocks: Mapping[str, frozenset[str]]
    with_feedback: frozenset[str]


def answers_of(client: Store) -> ClientAnswers:
    """Read which assignments a client answered, and on which of them the coach wrote feedback."""
    by_assignment: dict[str, set[str]] = {}
    for mock_id, mock in mocks.list_all(client):
        if mock.assignment:
            by_assignment.setdefault(mock.assignment, set()).add(mock_id)
    written = (document.content for document in FEEDBACK.list_all(client))
    return ClientAnswers(
        {assignment: frozenset(ids) for assignment, ids in by_assignment.items()},
        frozenset(feedback.mock for feedback in written if feedback.written_at),
    )


def answers_by_client(coach: Store) -> dict[str, ClientAnswers]:
    """Read the answers of all clients of a coach, by the client's id."""
    return {client.id: answers_of(Store(coach.db, client.id)) for client in profiles.clients(coach)}


def status_of(
    assignment_id: str, assignment: Assignment, answers: Mapping[str, ClientAnswers], today: date
) -> AssignmentStatus:
    """Work out the status. ``answers`` are those of the coach's clients by id.

    One for no client in particular may be answered by any of them.
    """
    theirs = [one for client, one in answers.items() if assignment.client in ("", client)]
    returned = [one for one in theirs if one.mocks.get(assignment_id)]
    if returned:
        is_answered = all(one.mocks[assignment_id] & one.with_feedback for one in returned)
        return AssignmentStatus(AssignmentStage.ANSWERED if is_answered else AssignmentStage.RETURNED)
    stage = AssignmentStage.SENT if assignment.sent_at else AssignmentStage.DRAFT
    return AssignmentStatus(stage, is_past_due(assignment, today))


def is_past_due(assignment: Assignment, today: date) -> bool:
    """Return whether the day to send the answers by has passed."""
    return assignment.due is not None and assignment.due < today


Entry = tuple[str, Assignment, AssignmentStatus]


def in_order(
    assignments: Sequence[tuple[str, Assignment]], answers: Mapping[str, ClientAnswers], today: date
) -> list[Entry]:
    """Give each assignment its status and sort them by it, those due first; the rest keep their order."""
    entries = [(id, assignment, status_of(id, assignment, answers, today)) for id, assignment in assignments]
    return sorted(entries, key=lambda entry: (ORDER.index(entry[2].stage), entry[1].due or LATEST_DAY))


def is_for(assignment_id: str, assignment: Assignment, client: str, answers: ClientAnswers) -> bool:
    """Return whether an assignment is a client's: made for them, or for nobody and answered by them."""
    return assignment.client == client or (not assignment.client and assignment_id in answers.mocks)
