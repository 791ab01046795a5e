from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from prepkit.store import SqliteDatabase, attempts, notes, open_file, profiles
from prepkit.store.backup import folder_of, list_backups
from prepkit.store.backup_schedule import BackupSchedule
from tests.store.test_database import an_attempt

NOW = datetime(2026, 11, 23, 14, 5, 9, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    opened = open_file(tmp_path / "prepkit.db")
    profiles.latest(opened, new_id="me", now=1)
    yield opened
    opened.close()


def rate(database: SqliteDatabase, first: int, last: int) -> None:
    for number in range(first, last + 1):
        attempts.append(profiles.latest(database, new_id="me", now=1), an_attempt(number))


def note(database: SqliteDatabase, text: str) -> None:
    notes.save(profiles.latest(database, new_id="me", now=1), "q:one", text, 1)


def looked(keeper: BackupSchedule, database: SqliteDatabase, minutes: float) -> int:
    """How many backups there are after a look so many minutes after the start."""
    keeper.run_if_due(NOW + timedelta(minutes=minutes))
    return len(list_backups(folder_of(Path(database.path))))


def test_the_first_ten_ratings_are_backed_up_at_once(database: SqliteDatabase) -> None:
    keeper = BackupSchedule(database)
    assert looked(keeper, database, 0) == 1
    rate(database, 1, 9)
    assert looked(keeper, database, 3) == 1
    rate(database, 10, 10)
    assert looked(keeper, database, 4) == 2
    rate(database, 11, 40)
    assert looked(keeper, database, 33) == 2
    assert looked(keeper, database, 34) == 3


def test_so_are_the_first_ten_minutes_that_changed_anything(database: SqliteDatabase) -> None:
    keeper = BackupSchedule(database)
    assert looked(keeper, database, 0) == 1
    assert looked(keeper, database, 10) == 1
    note(database, "a word")
    assert looked(keeper, database, 19) == 1
    assert looked(keeper, database, 20) == 2
    note(database, "another")
    assert looked(keeper, database, 49) == 2
    assert looked(keeper, database, 50) == 3


def test_a_backup_wanted_now_is_made_or_says_which_one_holds_the_same(database: SqliteDatabase) -> None:
    keeper = BackupSchedule(database)
    looked(keeper, database, 0)
    note(database, "a word")
    made = keeper.back_up_now(NOW + timedelta(minutes=1))
    again = keeper.back_up_now(NOW + timedelta(minutes=2))
    assert (made.made, again.made) == (True, False)
    assert made.backup == again.backup
    assert made.backup.made == NOW + timedelta(minutes=1)
