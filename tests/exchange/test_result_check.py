"""What a coach is told before a client's file is kept, and what a kept result says of where it came from."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from prepkit.coaching import repository as assignments
from prepkit.coaching.assignment import Assignment, Task
from prepkit.errors import UnknownLevel
from prepkit.exchange import archive, client_changes, result_check, results
from prepkit.exchange.archive import Archive
from prepkit.mock import repository
from prepkit.mock.state import Here
from prepkit.store import Database, Store, open_memory, profiles
from tests.exchange.test_results import NOW, answered, candidates_answer, coachs_answer, scored_apart


@pytest.fixture
def coach(either_database: Database) -> Store:
    return profiles.latest(either_database, new_id="coach", now=1)


@pytest.fixture
def maria(coach: Store) -> Store:
    return profiles.add_client(coach, "Maria Lopez", new_id="maria", now=3)


@pytest.fixture
def ben(coach: Store) -> Store:
    return profiles.add_client(coach, "Ben", new_id="ben", now=4)


def file_from(name: str, *mock_ids: str, assignment: str = "", set_by: str = "") -> Archive:
    """A file with some interviews of somebody of this name."""
    store = profiles.latest(open_memory(), new_id="sender", now=1)
    profiles.rename(store, name, 2)
    for mock_id in mock_ids:
        mock = answered(store, mock_id, "furious-caller")
        repository.save(store, mock_id, replace(mock, assignment=assignment, set_by=set_by), 9)
    return results.read("r.json", archive.write(store, NOW))


def test_a_file_that_fits_its_client_warns_of_nothing(coach: Store, maria: Store, ben: Store) -> None:
    assignments.save(coach, "a1", Assignment("Week 1", (Task("x", "X?"),), client="maria"), 5)
    for name in ("Maria Lopez", "maria", "LOPEZ  Maria", ""):
        assert result_check.warnings(coach, maria, file_from(name, "m1", assignment="a1")) == []


def test_a_file_from_somebody_else_names_both(coach: Store, maria: Store, ben: Store) -> None:
    found = file_from("ben", "m1")
    assert result_check.warnings(coach, maria, found) == [
        "This file is from ben, and this page is Maria Lopez's."
    ]
    assert result_check.client_named(coach, maria, found) == profiles.Profile("ben", "Ben")
    assert result_check.client_named(coach, ben, found) is None
    assert result_check.client_named(coach, maria, file_from("Kim", "m1")) is None


def test_an_assignment_of_another_coach_or_for_another_client_is_named(
    coach: Store, maria: Store, ben: Store
) -> None:
    found = file_from("", "m1", assignment="a1", set_by="Kim")
    assert result_check.warnings(coach, maria, found) == [
        "It answers “Before Thursday”, which is not one of your assignments (Kim set it)."
    ]
    assignments.save(coach, "a1", Assignment("Week 1", (Task("x", "X?"),), client="ben"), 5)
    assert result_check.warnings(coach, maria, found) == [
        "It answers “Before Thursday”, which you set for Ben."
    ]
    assignments.delete(coach, "a1", 6)
    assert result_check.warnings(coach, maria, found) == []


def test_what_is_here_or_with_another_client_already_is_counted(
    coach: Store, maria: Store, ben: Store
) -> None:
    results.merge(maria, file_from("", "m1", "m2"))
    found = file_from("", "m1", "m2", "m3")
    assert result_check.warnings(coach, maria, found) == ["2 of its 3 interviews are here already."]
    assert result_check.warnings(coach, ben, found) == [
        "2 of its 3 interviews are on Maria Lopez's page already: move it from there, or it counts twice."
    ]
    client_changes.delete_entry(maria, "m1", 10**9)
    assert result_check.warnings(coach, maria, file_from("", "m1")) == [
        "Its interview was deleted or moved from this page before. It only comes back if changed since."
    ]


def test_a_kept_result_says_who_sent_it_and_the_coachs_own_round_does_not(coach: Store, maria: Store) -> None:
    sender = profiles.latest(open_memory(), new_id="sender", now=1)
    profiles.rename(sender, "Maria", 2)
    scored_apart(sender, "r1", Here.CANDIDATE, candidates_answer())
    scored_apart(maria, "r2", Here.COACH, coachs_answer(), minute=5)
    answered(sender, "m1", "furious-caller")
    results.merge(maria, results.read("r.json", archive.write(sender, NOW)))
    marked = {mock_id: (mock.is_from_file, mock.sent_by) for mock_id, mock in repository.list_all(maria)}
    assert marked == {"m1": (True, "Maria"), "r2": (False, "")}


@pytest.mark.parametrize("place", ["mocks", "scores"])
def test_an_unknown_level_is_refused_with_its_name(coach: Store, maria: Store, place: str) -> None:
    answered(maria, "m1", "furious-caller")
    held = json.loads(results.write(maria, "m1", NOW))
    target = held["mocks"][0]["content"] if place == "mocks" else held["scores"][0]
    target["level"] = "wizard"
    with pytest.raises(
        UnknownLevel, match=r"level “wizard”.* knows specialist, lead, manager.*Update PrepKit"
    ):
        results.read("r.json", json.dumps(held).encode())
