"""What every test gets: a data folder of its own, and no way to the real one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from hypothesis import settings

from prepkit.store import Database, open_memory
from prepkit.store.postgres import PostgresDatabase
from tests.postgres import PostgresServer, running

# How long an example takes says nothing about whether it is right, and must not fail a busy machine.
settings.register_profile("prepkit", deadline=None)
settings.load_profile("prepkit")

# No test, and no server that a test starts, may reach the keyring of whoever runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

_real_data_folder = platformdirs.user_data_path


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder PrepKit keeps its data in during this test; nothing is in it yet.

    A test that removes PREPKIT_DATA and would then reach the person's real folder fails at once,
    before anything is opened. Such a test can move the default itself (``XDG_DATA_HOME``).
    """
    folder = tmp_path / "prepkit-data"
    monkeypatch.setenv("PREPKIT_DATA", str(folder))
    for name in ("PREPKIT_BANK", "PREPKIT_DEMO", "PREPKIT_MODE", "PREPKIT_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)

    def guarded(*args: Any, **kwargs: Any) -> Path:
        found = _real_data_folder(*args, **kwargs)
        if not found.is_relative_to(tmp_path):
            pytest.fail(f"This test would have used the real data folder {found}. Leave PREPKIT_DATA set.")
        return found

    monkeypatch.setattr(platformdirs, "user_data_path", guarded)
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL server for the whole worker."""
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def either_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database of each kind: what uses it is held to the same on both."""
    database: Database
    if request.param == "sqlite":
        database = open_memory()
    else:
        database = PostgresDatabase(request.getfixturevalue("postgres").engine())
    yield database
    database.close()
