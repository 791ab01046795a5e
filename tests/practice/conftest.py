"""A workspace over a generated bank and an empty store, and a clock that moves only when told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.bank.generate import generate
from prepkit.model import Clock, Settings
from prepkit.practice.clock import clock_at
from prepkit.store import Database, profiles
from prepkit.workspace import Workspace

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def at(**later: float) -> Clock:
    """The clock this much after the start, in UTC."""
    return clock_at(START + timedelta(**later), "UTC")


@pytest.fixture(scope="session")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder: Path = tmp_path_factory.mktemp("bank")
    generate(folder, 30)
    return load(folder)


@pytest.fixture
def workspace(bank: Bank, either_database: Database) -> Workspace:
    """Every test of the use cases runs on both kinds of database."""
    numbers = count(1)
    store = profiles.latest(either_database, new_id="me", now=0)
    return Workspace(store, bank, Settings(), lambda: f"id-{next(numbers)}")
