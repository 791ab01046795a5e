"""What leaves with an assignment: the coach's name, the client's, and the coach's own questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from prepkit.bank import Bank
from prepkit.bank.own import OwnQuestion
from prepkit.card_ids import deck_of
from prepkit.coaching.assignment import Assignment, CarriedQuestion, as_file, as_link
from prepkit.store import Store, decks, profiles

LONGEST_LINK = 1_900
"""How many characters of a link carry own questions: longer addresses are cut by mail and chat programs."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An assignment ready to be sent, as a file and as the text of a link.

    ``left_out`` is how many of the coach's own questions the link does not carry, ``missing`` how many
    questions this bank lacks, so that nobody can be asked them.
    """

    file: bytes
    link: str
    left_out: int
    missing: int


def prepare(coach: Store, bank: Bank, assignment_id: str, assignment: Assignment) -> Outgoing:
    """Add to an assignment what travels with it."""
    names = {client.id: client.name for client in profiles.clients(coach)}
    whole = replace(
        assignment,
        coach=profiles.name(coach)[:200],
        to=names.get(assignment.client, "")[:200],
        questions=_carried(coach, assignment),
    )
    for_link = _fitting(assignment_id, whole)
    return Outgoing(
        as_file(assignment_id, whole),
        as_link(assignment_id, for_link),
        len(whole.questions) - len(for_link.questions),
        sum(task.question not in bank for task in assignment.tasks),
    )


def _carried(coach: Store, assignment: Assignment) -> tuple[CarriedQuestion, ...]:
    """Return the coach's own questions among the tasks, as they are now."""
    wanted = [task.question for task in assignment.tasks if deck_of(task.question)]
    own: Mapping[str, OwnQuestion] = (
        {row.id: OwnQuestion.of(row.content) for row in decks.questions(coach)} if wanted else {}
    )
    return tuple(CarriedQuestion(id, own[id]) for id in wanted if id in own)


def _fitting(assignment_id: str, assignment: Assignment) -> Assignment:
    """Leave out own questions from the end until the link is short enough, or carries none."""
    while assignment.questions and len(as_link(assignment_id, assignment)) > LONGEST_LINK:
        assignment = replace(assignment, questions=assignment.questions[:-1])
    return assignment
