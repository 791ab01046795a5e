"""A generated bank and a store with three played months, some of it taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.bank.generate import generate
from prepkit.demo.learner import play
from prepkit.model import Clock
from prepkit.practice.clock import clock_at
from prepkit.practice.replay import rebuild
from prepkit.store import Store, attempts, open_memory, profiles

CLOCK = clock_at(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "Europe/London")


@pytest.fixture(scope="session")
def clock() -> Clock:
    return CLOCK


@pytest.fixture(scope="session")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder: Path = tmp_path_factory.mktemp("bank")
    generate(folder, 50)
    return load(folder)


@pytest.fixture
def empty_store() -> Iterator[Store]:
    database = open_memory()
    yield profiles.latest(database, new_id="me", now=0)
    database.close()


@pytest.fixture(scope="module")
def played(bank: Bank) -> Iterator[Store]:
    """Every seventh attempt is void, and a stranger's attempts lie in the same tables."""
    database = open_memory()
    store = profiles.latest(database, new_id="me", now=0)
    play(store, bank, now=CLOCK.now, tz=CLOCK.tz)
    for row in database.rows("SELECT id FROM attempts WHERE seq % 7 = 0"):
        attempts.void(store, row["id"], CLOCK.now)
    rebuild(store)
    database.execute("INSERT INTO profiles (id, name, created_at) VALUES ('other', '', 1)")
    play(Store(database, "other"), bank, now=CLOCK.now, tz=CLOCK.tz, seed=8)
    yield store
    database.close()
