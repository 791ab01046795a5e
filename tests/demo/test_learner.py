"""The made-up learner: plausible, complete, the same every time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.bank.generate import generate
from prepkit.demo.learner import play
from prepkit.interviews import repository as prepare
from prepkit.mock import repository
from prepkit.mock.state import MockKind
from prepkit.practice.replay import rebuild
from prepkit.store import (
    Store,
    card_states,
    marks,
    open_memory,
    profiles,
    scores,
    sessions,
    settings,
    tallies,
)
from tests.practice.conftest import at

NOW = at()


@pytest.fixture(scope="module")
def wide_bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder: Path = tmp_path_factory.mktemp("wide")
    generate(folder, 50)
    return load(folder)


def played(bank: Bank, seed: int = 7, tz: str = "Europe/London") -> tuple[Store, int]:
    store = profiles.latest(open_memory(), new_id="me", now=NOW.now)
    return store, play(store, bank, now=NOW.now, tz=tz, seed=seed)


def rows(store: Store) -> list[tuple[object, ...]]:
    return list(store.db.tuples("SELECT * FROM attempts ORDER BY seq"))


def test_three_months_with_all_that_happens_in_them(wide_bank: Bank) -> None:
    store, n = played(wide_bank)
    days = {row["local_day"] for row in store.db.rows("SELECT local_day FROM attempts")}
    found = store.db.rows("SELECT * FROM attempts ORDER BY seq")

    assert n == len(found) == tallies.total(store) > 200
    assert min(days) == (NOW.day - timedelta(days=91)).isoformat()
    assert max(days) == (NOW.day - timedelta(days=1)).isoformat()
    assert {row["rating"] for row in found} == {1, 2, 3, 4}
    assert all(60_000 <= row["duration_ms"] <= 240_000 for row in found)
    assert all(row["answered_at"] < NOW.now for row in found)
    assert [row["answered_at"] for row in found] == sorted(row["answered_at"] for row in found)
    assert any(row["answer"] for row in found)
    assert any(row["ticks"] != "[]" for row in found)
    assert sessions.count(store) == len(days)
    interviews = dict(repository.list_all(store))
    for mock_id, mock in interviews.items():
        made = [row["id"] for row in found if row["session_id"] == mock_id]
        assert [item.id for item in mock.items] == made
        assert mock.to_score is None
    assert {mock.kind for mock in interviews.values()} == {MockKind.MOCK, MockKind.ROUND}
    rounds = [mock for mock in interviews.values() if mock.kind is MockKind.ROUND]
    assert len(scores.pairs(store)) == sum(len(mock.items) for mock in rounds)
    assert any(state.lapses for state in card_states.list_all(store))
    assert any(mark.flagged for mark in marks.list_all(store).values())
    assert any(mark.suspended for mark in marks.list_all(store).values())


def test_confidence_comes_from_the_second_session_on(wide_bank: Bank) -> None:
    store, _ = played(wide_bank)
    found = store.db.rows("SELECT session_id, confidence FROM attempts ORDER BY seq")
    first = found[0]["session_id"]
    later = [row["confidence"] for row in found if row["session_id"] != first]

    assert {row["confidence"] for row in found if row["session_id"] == first} == {None}
    assert 0.6 < sum(given is not None for given in later) / len(later) < 0.8


def test_the_settings_point_to_an_interview(wide_bank: Bank) -> None:
    store, _ = played(wide_bank)
    chosen = settings.load(store)

    assert chosen.profile_name == "Sam (demo)"
    assert chosen.target_role == "customer-operations-manager"
    assert prepare.next_day(store, NOW) == NOW.day + timedelta(days=16)


def test_the_same_seed_plays_the_same_months(wide_bank: Bank) -> None:
    assert rows(played(wide_bank)[0]) == rows(played(wide_bank)[0])
    assert rows(played(wide_bank)[0]) != rows(played(wide_bank, seed=8)[0])


def test_card_states_are_what_the_attempts_say(wide_bank: Bank) -> None:
    store, _ = played(wide_bank)
    stored = card_states.list_all(store)
    rebuild(store)

    assert card_states.list_all(store) == stored


@pytest.mark.parametrize("tz", ["Pacific/Auckland", "America/Los_Angeles", "Not/AZone"])
def test_any_time_zone_will_do(wide_bank: Bank, tz: str) -> None:
    assert played(wide_bank, tz=tz)[1] > 200
