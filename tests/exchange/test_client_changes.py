"""A coach moves, deletes and brings back what is filed under a client, and the clients themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from prepkit.coaching.feedback import FEEDBACK, CoachFeedback
from prepkit.coaching.session import SESSIONS, CoachingSession
from prepkit.exchange import archive, client_changes, results
from prepkit.mock import repository
from prepkit.practice import replay
from prepkit.store import (
    Database,
    Store,
    archived_clients,
    attempts,
    card_states,
    deleted_clients,
    merging,
    notes,
    open_memory,
    profiles,
    scores,
    settings,
    tallies,
    unreadable,
)
from tests.exchange.test_archived_clients import kept, moved, read
from tests.exchange.test_results import answered
from tests.practice.conftest import at

NOW = at(hours=1)
LATER = 10**9


@pytest.fixture
def coach(either_database: Database) -> Store:
    return profiles.latest(either_database, new_id="coach", now=1)


@pytest.fixture
def maria(coach: Store) -> Store:
    return profiles.add_client(coach, "Maria", new_id="maria", now=3)


@pytest.fixture
def ben(coach: Store) -> Store:
    return profiles.add_client(coach, "Ben", new_id="ben", now=4)


@pytest.fixture
def elsewhere() -> Iterator[Store]:
    made = profiles.latest(open_memory(), new_id="coach-at-home", now=1)
    yield made
    made.db.close()


def fill(store: Store, mock_id: str, *questions: str) -> None:
    """A mock of a client, with card states as practising leaves them."""
    answered(store, mock_id, *questions)
    replay.rebuild(store)


def everything(store: Store) -> dict[str, Any]:
    """All that is kept of a client, without the moment at which a document was written."""
    tables = {
        name: [{column: cell for column, cell in row.items() if column != "updated_at"} for row in rows]
        for name, rows in merging.dump(store).items()
        if name != "mocks"
    }
    return {
        **tables,
        "mocks": repository.list_all(store),
        "cards": sorted(card_states.list_all(store), key=lambda state: state.card_id),
        "tallies": tallies.by_day(store),
        "name": profiles.name(store),
    }


def test_an_interview_moves_to_another_client_with_all_that_belongs_to_it(
    coach: Store, maria: Store, ben: Store
) -> None:
    fill(maria, "m1", "furious-caller", "staying-calm")
    fill(maria, "m2", "recognition")
    fill(ben, "m3", "recognition")
    attempts.void(maria, "m1-staying-calm", 20)
    assert client_changes.move_entry(coach, maria, ben, "m1", LATER)
    assert [mock_id for mock_id, _ in repository.list_all(maria)] == ["m2"]
    assert {mock_id for mock_id, _ in repository.list_all(ben)} == {"m1", "m3"}
    assert [attempt.id for attempt in attempts.list_all(maria)] == ["m2-recognition"]
    assert {attempt.id for attempt in attempts.list_all(ben)} == {"m1-furious-caller", "m3-recognition"}
    assert (tallies.total(maria), tallies.total(ben)) == (1, 2)
    assert [state.card_id for state in card_states.list_all(maria)] == ["q:recognition"]
    assert {state.card_id for state in card_states.list_all(ben)} == {"q:furious-caller", "q:recognition"}
    assert {row["attempt_id"] for row in merging.rows_of(ben, "scores")} == {
        "m1-furious-caller",
        "m1-staying-calm",
        "m3-recognition",
    }
    assert {row["attempt_id"] for row in merging.rows_of(maria, "scores")} == {"m2-recognition"}


def test_feedback_and_the_session_of_an_entry_move_with_it(coach: Store, maria: Store, ben: Store) -> None:
    fill(maria, "session-s1", "furious-caller")
    FEEDBACK.save(maria, "session-s1", CoachFeedback("Session", "session-s1"), 20)
    SESSIONS.save(maria, "s1", CoachingSession("Session", ("furious-caller",), round="session-s1"), 20)
    assert client_changes.move_entry(coach, maria, ben, "session-s1", LATER)
    assert (FEEDBACK.list_all(maria), SESSIONS.list_all(maria)) == ([], [])
    assert [document.id for document in FEEDBACK.list_all(ben)] == ["session-s1"]
    assert [document.id for document in SESSIONS.list_all(ben)] == ["s1"]


def test_moving_back_leaves_both_as_they_were(coach: Store, maria: Store, ben: Store) -> None:
    fill(maria, "m1", "furious-caller", "staying-calm")
    fill(maria, "m2", "recognition")
    fill(ben, "m3", "recognition")
    attempts.void(maria, "m1-staying-calm", 20)
    replay.rebuild(maria)
    before = everything(maria), everything(ben)
    client_changes.move_entry(coach, maria, ben, "m1", LATER)
    client_changes.move_entry(coach, ben, maria, "m1", LATER + 1)
    assert (everything(maria), everything(ben)) == before


def test_what_the_other_client_has_already_is_not_moved(coach: Store, maria: Store, ben: Store) -> None:
    sender = profiles.create(coach.db, "Ben", new_id="sender", now=2)
    answered(Store(coach.db, sender.id), "m1", "furious-caller")
    file = results.read("r.json", results.write(Store(coach.db, sender.id), "m1", NOW))
    results.merge(maria, file)
    results.merge(ben, file)
    before = everything(maria), everything(ben)
    assert not client_changes.move_entry(coach, maria, ben, "m1", LATER)
    assert not client_changes.move_entry(coach, maria, ben, "gone", LATER)
    assert (everything(maria), everything(ben)) == before


def test_a_moved_result_that_comes_again_counts_once(coach: Store, maria: Store, ben: Store) -> None:
    sender = Store(coach.db, profiles.create(coach.db, "Ben", new_id="sender", now=2).id)
    answered(sender, "m1", "furious-caller", "recognition")
    file = results.read("r.json", results.write(sender, "m1", NOW))
    results.merge(maria, file)
    client_changes.move_entry(coach, maria, ben, "m1", LATER)
    assert [results.merge(ben, file), results.merge(maria, file)] == [0, 0]
    assert len(attempts.list_all(ben)) == 2
    assert attempts.list_all(maria) == []
    assert repository.list_all(maria) == []


def test_a_moved_interview_is_moved_on_the_coachs_other_computer(
    coach: Store, maria: Store, ben: Store, elsewhere: Store
) -> None:
    fill(maria, "m1", "furious-caller")
    fill(ben, "m2", "recognition")
    old = archive.write(coach, at())
    archive.merge(elsewhere, read(old))
    there = Store(elsewhere.db, "maria")
    scores.save(there, [scores.Score("m1-furious-caller", scores.Rater.COACH, "lead", 2, "Late.")], 50)
    before_moving = archive.write(elsewhere, at())
    client_changes.move_entry(coach, maria, ben, "m1", LATER)
    moved(coach, elsewhere)
    archive.merge(coach, read(before_moving))
    assert kept(elsewhere) == kept(coach)
    assert [attempt.id for attempt in attempts.list_all(Store(elsewhere.db, "maria"))] == []
    assert len(attempts.list_all(Store(elsewhere.db, "ben"))) == 2
    assert [(pair.own, pair.coach) for pair in scores.pairs(ben)] == [(3, 2)]
    assert [state.card_id for state in card_states.list_all(Store(elsewhere.db, "maria"))] == []


def test_a_deleted_interview_takes_its_attempts_back_until_it_is_undone(maria: Store) -> None:
    fill(maria, "m1", "furious-caller", "staying-calm")
    fill(maria, "m2", "recognition")
    attempts.void(maria, "m1-staying-calm", 20)
    replay.rebuild(maria)
    before = everything(maria)
    deleted = client_changes.delete_entry(maria, "m1", LATER)
    assert deleted is not None
    assert [mock_id for mock_id, _ in repository.list_all(maria)] == ["m2"]
    assert tallies.total(maria) == 1
    assert [state.card_id for state in card_states.list_all(maria)] == ["q:recognition"]
    client_changes.restore_entry(maria, deleted, LATER + 1)
    assert everything(maria) == before
    assert client_changes.delete_entry(maria, "gone", LATER) is None


def test_a_deleted_client_comes_back_whole(coach: Store, maria: Store) -> None:
    fill(maria, "m1", "furious-caller", "staying-calm")
    notes.save(maria, "coach", "Ask about the flood", 10)
    settings.save(maria, 11, target_role="lead")
    archived_clients.set_archived(maria, True, 12)
    unreadable.move(maria, "notes", {"profile_id": "maria", "card_id": "q:x", "text": 5}, "No text.", 13)
    before = everything(maria), unreadable.list_all(maria), merging.dump(maria)
    deleted = deleted_clients.delete(coach, "maria", LATER)
    assert deleted is not None
    assert profiles.clients(coach) == []
    client_changes.restore_client(coach, deleted, LATER + 1)
    assert (everything(maria), unreadable.list_all(maria), merging.dump(maria)) == before
    assert archived_clients.list_ids(coach) == {"maria"}
    assert deleted_clients.delete(coach, "nobody", LATER) is None


def test_a_client_brought_back_stays_on_both_computers(coach: Store, maria: Store, elsewhere: Store) -> None:
    fill(maria, "m1", "furious-caller")
    moved(coach, elsewhere)
    deleted = deleted_clients.delete(coach, "maria", LATER)
    moved(coach, elsewhere)
    assert kept(elsewhere) == {}
    from_then = archive.write(elsewhere, at())
    assert deleted is not None
    client_changes.restore_client(coach, deleted, LATER)
    archive.merge(coach, read(from_then))
    assert list(kept(coach)) == ["maria"]
    moved(coach, elsewhere)
    assert kept(elsewhere) == kept(coach)


def test_a_client_deleted_again_stays_deleted(coach: Store, maria: Store) -> None:
    deleted = deleted_clients.delete(coach, "maria", LATER)
    assert deleted is not None
    client_changes.restore_client(coach, deleted, LATER + 1)
    old = archive.write(coach, at())
    deleted_clients.delete(coach, "maria", LATER + 2)
    archive.merge(coach, read(old))
    assert profiles.clients(coach) == []


def test_archiving_is_taken_back(coach: Store, maria: Store, ben: Store) -> None:
    archived_clients.set_archived(maria, True, 10)
    assert archived_clients.list_ids(coach) == {"maria"}
    archived_clients.set_archived(maria, False, 11)
    assert archived_clients.list_ids(coach) == set()


def test_an_archive_of_a_client_is_read_without_faults(coach: Store, maria: Store) -> None:
    fill(maria, "m1", "furious-caller")
    archived_clients.set_archived(maria, True, 10)
    whole = json.loads(archive.write(coach, at()))
    assert replace(read(json.dumps(whole).encode()), made_at="").problems == ()
