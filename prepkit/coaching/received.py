"""Assignments on the candidate's side: keeping what came, and which are still to be answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from prepkit.bank.own import OwnQuestion
from prepkit.card_ids import deck_of
from prepkit.coaching import repository
from prepkit.coaching.assignment import Assignment, CarriedQuestion
from prepkit.mock import repository as mocks
from prepkit.mock.state import Mock
from prepkit.store import Store, decks, settings
from prepkit.store.decks import OwnRow

MOST_PUT_AWAY = 100


@dataclass(frozen=True, slots=True)
class OpenAssignment:
    """An assignment that was received and is not answered to the end.

    ``mock_id`` is the mock that was begun for it, empty for none. ``is_put_away``: the person chose not to
    see it on Practise.
    """

    id: str
    assignment: Assignment
    mock_id: str = ""
    is_put_away: bool = False


def keep(store: Store, assignment_id: str, assignment: Assignment, now: int) -> tuple[str, ...]:
    """Keep an assignment that was opened, and the coach's questions in it.

    Returns the ids of the questions that stay as they are here, because there are others under their ids.
    A coach who opens their own assignment keeps it as it is. What is kept already is not written again.
    """
    with store.transaction():
        stored = repository.get(store, assignment_id)
        if stored is not None and not stored.received_at:
            return ()
        received = replace(
            assignment, client="", sent_at=0, received_at=stored.received_at if stored else max(now, 1)
        )
        if received != stored:
            repository.save(store, assignment_id, received, now)
        return tuple(_keep_questions(store, assignment, now))


def _keep_questions(store: Store, assignment: Assignment, now: int) -> Iterator[str]:
    """Save the carried questions deck by deck; yield the ids of those that have other content here."""
    by_deck: dict[str, list[CarriedQuestion]] = {}
    for carried in assignment.questions:
        by_deck.setdefault(deck_of(carried.id), []).append(carried)
    for deck_id, questions in by_deck.items():
        if deck_id not in {deck.id for deck in decks.list_all(store)}:
            decks.save(store, deck_id, _free_title(store, assignment.coach), "", now)
        here = {row.id: OwnQuestion.of(row.content) for row in decks.questions(store)}
        new = [carried for carried in questions if carried.id not in here]
        rows = [OwnRow(carried.id, deck_id, carried.content.as_json()) for carried in new]
        if rows:
            decks.save_questions(store, rows, now)
        for carried in questions:
            if here.get(carried.id, carried.content) != carried.content:
                yield carried.id


def _free_title(store: Store, coach: str) -> str:
    """Return the title for a coach's deck that no deck has yet, because people know decks by their titles."""
    wanted = f"From {coach[:60] or 'my coach'}"
    titles = {deck.title for deck in decks.list_all(store)}
    number, title = 1, wanted
    while title in titles:
        number += 1
        title = f"{wanted} ({number})"
    return title


def list_open(store: Store) -> list[OpenAssignment]:
    """List the received assignments without a finished mock, those due first."""
    received = repository.list_received(store)
    if not received:
        return []
    taken = mocks.list_all(store)
    put_away = settings.load(store).assignments_put_away
    found = [
        OpenAssignment(id, assignment, _begun(taken, id), id in put_away)
        for id, assignment in received
        if not any(mock.assignment == id and _is_finished(mock) for _, mock in taken)
    ]
    return sorted(found, key=lambda one: (one.assignment.due is None, one.assignment.due))


def _begun(taken: list[tuple[str, Mock]], assignment_id: str) -> str:
    return next((mock_id for mock_id, mock in taken if mock.assignment == assignment_id), "")


def _is_finished(mock: Mock) -> bool:
    return mock.item is None and mock.to_score is None


def put_away(store: Store, assignment_id: str, now: int) -> None:
    """Hide an assignment on Practise."""
    with store.transaction():
        before = settings.load(store).assignments_put_away
        others = tuple(id for id in before if id != assignment_id)
        settings.save(store, now, assignments_put_away=(*others, assignment_id)[-MOST_PUT_AWAY:])


def bring_back(store: Store, assignment_id: str, now: int) -> None:
    """Show an assignment on Practise again."""
    with store.transaction():
        before = settings.load(store).assignments_put_away
        if assignment_id in before:
            left = tuple(id for id in before if id != assignment_id)
            settings.save(store, now, assignments_put_away=left)
