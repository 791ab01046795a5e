"""A coach's clients travel with the coach's archive and open nobody else's rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from prepkit.exchange import archive, inspection
from prepkit.exchange.archive import Archive
from prepkit.mock import repository
from prepkit.model import Story
from prepkit.store import (
    Database,
    Store,
    attempts,
    deleted_clients,
    merging,
    notes,
    open_memory,
    profiles,
    stories,
    unreadable,
)
from tests.exchange.test_results import answered
from tests.practice.conftest import at


@pytest.fixture
def coach(either_database: Database) -> Store:
    return with_client(profiles.latest(either_database, new_id="coach", now=1))


@pytest.fixture
def elsewhere() -> Iterator[Store]:
    made = profiles.latest(open_memory(), new_id="coach-at-home", now=1)
    yield made
    made.db.close()


def with_client(coach: Store, client_id: str = "dana") -> Store:
    """The coach, with a client who has sent something and whom they wrote a note about."""
    client = profiles.add_client(coach, "Dana", new_id=client_id, now=3)
    answered(client, f"{client_id}-m1", "furious-caller")
    notes.save(client, "coach", "Ask about the flood", 10)
    return coach


def moved(store: Store, into: Store) -> int:
    return archive.merge(into, read(archive.write(store, at())))


def read(content: bytes) -> Archive:
    return archive.read("PrepKit.json", content)


def kept(coach: Store) -> dict[str, tuple[str, Any]]:
    """Everything of every client, by id."""
    return {
        found.id: (found.name, merging.dump(Store(coach.db, found.id))) for found in profiles.clients(coach)
    }


def test_clients_come_along_and_only_once(coach: Store, elsewhere: Store) -> None:
    assert moved(coach, elsewhere) == 0
    assert moved(coach, elsewhere) == 0
    assert kept(elsewhere) == kept(coach)
    assert list(kept(elsewhere)) == ["dana"]
    assert [found.id for found in profiles.list_all(elsewhere.db)] == ["coach-at-home"]


def test_two_computers_used_in_turn_end_with_the_same_clients(coach: Store, elsewhere: Store) -> None:
    moved(coach, elsewhere)
    with_client(elsewhere, "emil")
    notes.save(Store(elsewhere.db, "dana"), "coach", "Ask about the fire", 20)
    stories.save(Store(coach.db, "dana"), "s1", Story("The flood"), 21)
    profiles.rename(Store(coach.db, "dana"), "Dana R.", 22)
    here, there = archive.write(coach, at()), archive.write(elsewhere, at())
    archive.merge(coach, read(there))
    archive.merge(elsewhere, read(here))
    assert kept(coach) == kept(elsewhere)
    assert profiles.name(Store(coach.db, "dana")) == "Dana R."
    assert notes.get(Store(coach.db, "dana"), "coach") == "Ask about the fire"
    assert len(attempts.list_all(Store(coach.db, "emil"))) == 1


def test_a_deleted_client_stays_deleted_on_both_computers(coach: Store, elsewhere: Store) -> None:
    moved(coach, elsewhere)
    deleted_clients.delete(coach, "dana", 100)
    moved(elsewhere, coach)
    assert kept(coach) == {}
    moved(coach, elsewhere)
    assert kept(elsewhere) == {}


def test_a_client_whom_somebody_worked_on_after_the_deletion_is_kept(coach: Store, elsewhere: Store) -> None:
    moved(coach, elsewhere)
    deleted_clients.delete(coach, "dana", 100)
    notes.save(Store(elsewhere.db, "dana"), "coach", "Called again", 101)
    here, there = archive.write(coach, at()), archive.write(elsewhere, at())
    archive.merge(coach, read(there))
    archive.merge(elsewhere, read(here))
    assert kept(coach) == kept(elsewhere)
    assert notes.get(Store(coach.db, "dana"), "coach") == "Called again"


@pytest.mark.parametrize("client_id", ["dana", "ben", "coach", "other"])
def test_an_id_that_is_somebody_elses_opens_nothing_of_theirs(coach: Store, client_id: str) -> None:
    profiles.create(coach.db, "Ben", new_id="ben", now=2)
    other = Store(coach.db, profiles.create(coach.db, "Other coach", new_id="other", now=4).id)
    notes.save(Store(coach.db, "ben"), "q:x", "Ben's own", 5)
    before = {name: merging.dump(Store(coach.db, name)) for name in ("dana", "ben", "coach")}
    whole = json.loads(archive.write(coach, at()))
    whole["clients"][0] |= {"id": client_id, "profile": {"name": "Mallory", "renamed_at": 999}}
    whole["settings"] = []
    found = read(json.dumps(whole).encode())
    for _ in range(2):
        archive.merge(other, found)
    assert {name: merging.dump(Store(coach.db, name)) for name in before} == before
    assert [profiles.name(Store(coach.db, name)) for name in ("dana", "ben", "coach")] == ["Dana", "Ben", ""]
    (copy,) = profiles.clients(other)
    assert copy.id not in (*before, "other")
    assert copy.name == "Mallory"
    (mock,) = [mock for _, mock in repository.list_all(Store(other.db, copy.id))]
    assert [attempt.id for attempt in attempts.list_all(Store(other.db, copy.id))] == [mock.items[0].id]
    assert profiles.client(coach, copy.id) is None


def test_what_is_wrong_with_a_client_is_left_out_and_listed(coach: Store, elsewhere: Store) -> None:
    whole = json.loads(archive.write(coach, at()))
    (sound,) = whole["clients"]
    whole["clients"][0] = {
        **sound,
        "attempts": [*sound["attempts"], {**sound["attempts"][0], "tz": "America"}],
    }
    whole["clients"] += [
        {**sound, "id": "\ud800"},
        {**sound, "id": "x" * 151},
        {"id": 7},
        {"id": "no-name", "notes": [{"card_id": "q:x", "text": 5, "updated_at": 1}]},
        sound,
        "Dana",
    ]
    found = read(json.dumps(whole).encode())
    said = [(problem.file, problem.line, problem.column) for problem in found.problems]
    assert said == [
        ("PrepKit.json, client 1", 2, "attempts.tz"),
        ("PrepKit.json", 2, "clients.id"),
        ("PrepKit.json", 3, "clients.id"),
        ("PrepKit.json", 4, "clients.id"),
        ("PrepKit.json, client 5", None, None),
        ("PrepKit.json, client 5", 1, "notes.text"),
        ("PrepKit.json", 6, "clients.id"),
        ("PrepKit.json", 7, "clients.id"),
    ]
    archive.merge(elsewhere, found)
    assert list(kept(elsewhere)) == ["no-name", "dana"]
    assert len(attempts.list_all(Store(elsewhere.db, "dana"))) == 1


def test_a_client_with_an_entry_that_cannot_be_read_is_written_all_the_same(coach: Store) -> None:
    client = Store(coach.db, "dana")
    row = {"profile_id": "dana", "card_id": "q:x", "text": "half \ud800", "updated_at": 4}
    unreadable.move(client, "notes", row, "text: half a character", 5)
    (written,) = json.loads(archive.write(coach, at()))["clients"]
    assert [entry["table"] for entry in written["unreadable"]] == ["notes"]
    assert read(archive.write(coach, at())).problems == ()


def test_clients_stay_out_where_none_are_kept_and_of_a_file_from_a_browser(
    coach: Store, elsewhere: Store
) -> None:
    content = archive.write(coach, at())
    archive.merge(elsewhere, read(content), with_clients=False)
    archive.merge(elsewhere, archive.read_browser_copy("the browser", content))
    assert kept(elsewhere) == {}


def test_the_coachs_note_on_a_client_is_no_damaged_entry(coach: Store) -> None:
    assert inspection.inspect(coach, 20) == 0
    assert notes.get(Store(coach.db, "dana"), "coach") == "Ask about the flood"
