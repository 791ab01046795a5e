from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.errors import DamagedDatabase, DatabaseFailed, UnusableBackup
from prepkit.store import SqliteDatabase, Store, attempts, notes, open_file, profiles
from prepkit.store.backup import back_up, examine, list_backups, to_drop
from tests.store.test_database import ROOT, an_attempt

NOW = datetime(2026, 11, 23, 14, 5, 9, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    opened = open_file(tmp_path / "prepkit.db")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def mine(database: SqliteDatabase) -> Store:
    return profiles.latest(database, new_id="me", now=1)


def rated(database: SqliteDatabase, number: int) -> None:
    attempts.append(mine(database), an_attempt(number))


def at(**later: float) -> datetime:
    return NOW + timedelta(**later)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_is_named_by_its_moment_and_holds_what_was_stored(
    database: SqliteDatabase, folder: Path
) -> None:
    rated(database, 1)
    assert back_up(database, folder, NOW) == folder / "prepkit-2026-11-23T14-05-09Z.db"
    assert names(folder) == ["prepkit-2026-11-23T14-05-09Z.db"]
    (backup,) = list_backups(folder)
    assert backup.made == NOW
    assert backup.size == backup.path.stat().st_size
    assert (examine(backup.path).attempts, examine(backup.path).last_day) == (1, an_attempt(1).local_day)


def test_nothing_is_backed_up_while_nothing_changes_not_even_by_another_process(
    database: SqliteDatabase, folder: Path
) -> None:
    rated(database, 1)
    assert back_up(database, folder, NOW) is not None
    assert back_up(database, folder, at(hours=1)) is None
    database.close()
    again = open_file(Path(database.path))
    assert back_up(again, folder, at(hours=2)) is None
    notes.save(mine(again), "q:one", "a word", 1)
    assert back_up(again, folder, at(hours=3)) is not None
    again.close()
    assert len(list_backups(folder)) == 2


def test_two_backups_of_one_second_get_names_of_their_own(database: SqliteDatabase, folder: Path) -> None:
    for number in (1, 2):
        rated(database, number)
        back_up(database, folder, NOW)
    assert names(folder) == ["prepkit-2026-11-23T14-05-09Z-2.db", "prepkit-2026-11-23T14-05-09Z.db"]
    assert examine(list_backups(folder)[0].path).attempts == 2


def test_a_copy_made_while_somebody_rates_is_whole(database: SqliteDatabase, folder: Path) -> None:
    rated(database, 0)
    stop = threading.Event()

    def rate() -> None:
        number = 1
        while not stop.is_set():
            rated(database, number)
            number += 1

    thread = threading.Thread(target=rate)
    thread.start()
    made = [back_up(database, folder, at(minutes=n)) for n in range(8)]
    stop.set()
    thread.join()
    for path in filter(None, made):
        copy = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)
        assert copy.execute("SELECT COUNT(*) = MAX(seq) FROM attempts").fetchone() == (1,)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        copy.close()


def test_what_a_killed_run_left_half_written_is_cleared_away(database: SqliteDatabase, folder: Path) -> None:
    folder.mkdir()
    (folder / "prepkit-2026-11-01T00-00-00Z.db.part").write_bytes(b"half")
    rated(database, 1)
    back_up(database, folder, NOW)
    assert names(folder) == ["prepkit-2026-11-23T14-05-09Z.db"]


def overwrite_pages(content: bytes) -> bytes:
    return content[:8192] + b"\xa5" * (len(content) - 12_288) + content[-4096:]


@pytest.mark.parametrize(
    "damage",
    [
        overwrite_pages,
        lambda content: content[: len(content) // 2],
        lambda content: content[:100] + bytes(4096) + content[4196:],
    ],
)
def test_a_damaged_database_replaces_and_thins_no_good_backup(
    tmp_path: Path, folder: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "prepkit.db"
    database = open_file(path)
    for number in range(200):
        rated(database, number)
    for days in range(30):
        notes.save(mine(database), "q:one", str(days), days)
        back_up(database, folder, at(days=-200 - days / 24))
    before = names(folder)
    database.close()
    path.write_bytes(damage(path.read_bytes()))
    broken = SqliteDatabase(sqlite3.connect(path, check_same_thread=False), str(path))
    with pytest.raises((DamagedDatabase, DatabaseFailed), match=r"kept|saved"):
        back_up(broken, folder, NOW)
    broken.close()
    assert names(folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_full_disk_leaves_no_half_backup(database: SqliteDatabase, folder: Path) -> None:
    """A real process that may write no file beyond 100 kB."""
    rated(database, 1)
    database.close()
    script = f"""
import resource, signal
from datetime import UTC, datetime
from pathlib import Path
from prepkit.errors import PrepkitError
from prepkit.store import open_file
from prepkit.store.backup import back_up
database = open_file(Path({database.path!r}))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    back_up(database, Path({str(folder)!r}), datetime.now(UTC))
except PrepkitError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "no backup could be written" in done.stdout
    assert "everything that said “Saved” before is" in done.stdout
    assert names(folder) == []


def hostile(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON attempts BEGIN DELETE FROM attempts; END", "views or triggers"),
        ("CREATE VIEW v AS SELECT 1", "views or triggers"),
        ("CREATE TABLE extra (x)", "tables that are not PrepKit's"),
        ("DROP TABLE voids", "no database of PrepKit"),
        ("DROP TABLE settings", "no database of PrepKit"),
        ("CREATE INDEX strange ON attempts (lower(answer))", "rules that no database"),
        ("ALTER TABLE notes ADD COLUMN mood TEXT CHECK (mood != '')", "rules that no database"),
        (
            "INSERT INTO prepkit_migrations (name) VALUES ('s999_later')",
            "newer PrepKit",
        ),
        ("DROP TABLE prepkit_migrations", "no database of PrepKit"),
        (
            "DELETE FROM prepkit_migrations WHERE name != 's001_first_schema';"
            "UPDATE prepkit_migrations SET name = 'm001_first_schema'",
            "commit 70620ca can use it",
        ),
    ],
)
def test_a_file_that_is_not_ours_is_no_backup(
    database: SqliteDatabase, folder: Path, statement: str, reason: str
) -> None:
    rated(database, 1)
    made = back_up(database, folder, NOW)
    assert made is not None
    hostile(made, statement)
    with pytest.raises(UnusableBackup, match=reason):
        examine(made)


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_garbage_is_no_backup(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd % ? # name.db"
    path.write_bytes(content)
    with pytest.raises(UnusableBackup, match="cannot be used"):
        examine(path)
    with pytest.raises(UnusableBackup, match="cannot be used"):
        examine(tmp_path / "missing.db")
    assert list(tmp_path.iterdir()) == [path]


def test_files_of_other_names_are_neither_listed_nor_touched(database: SqliteDatabase, folder: Path) -> None:
    folder.mkdir()
    strange = ("prepkit-2026-99-99T00-00-00Z.db", "thesis.part", "prepkit-2020-01-01T00-00-00Z.db.txt")
    for name in strange:
        (folder / name).write_text("mine")
    rated(database, 1)
    back_up(database, folder, NOW)
    assert len(names(folder)) == 4
    assert len(list_backups(folder)) == 1


def ages(*days: float) -> list[datetime]:
    return [NOW - timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("moments", "dropped"),
    [
        (ages(), []),
        (ages(500), []),
        (ages(0, 0.1, 0.2, 1.9), []),
        (ages(0, 3, 3.1, 3.2, 4), ages(3.1, 3.2)),
        (ages(0, 15, 16, 17, 25), ages(16, 17)),
        (ages(0, 90, 91, 140), ages(91)),
        (ages(-3, -2, -1), []),
    ],
)
def test_backups_are_thinned_by_age(moments: list[datetime], dropped: list[datetime]) -> None:
    assert to_drop(moments, NOW) == set(dropped)


@given(st.lists(st.integers(-100 * 24 * 60, 1000 * 24 * 60), unique=True))
def test_thinning_keeps_what_it_must(minutes: list[int]) -> None:
    moments = [NOW - timedelta(minutes=age) for age in minutes]
    dropped = to_drop(moments, NOW)
    assert dropped <= set(moments)
    assert all(NOW - moment > timedelta(days=2) for moment in dropped)
    assert not moments or max(moments) not in dropped
    assert to_drop(set(moments) - dropped, NOW) == set()
    kept = set(moments) - dropped
    assert all(any(moment < later <= moment + timedelta(days=31) for later in kept) for moment in dropped)


def test_a_backup_dated_in_the_future_does_not_make_more_of_them(
    database: SqliteDatabase, folder: Path
) -> None:
    rated(database, 1)
    back_up(database, folder, at(days=3))
    assert back_up(database, folder, NOW) is None
    rated(database, 2)
    assert back_up(database, folder, NOW) is not None
    assert back_up(database, folder, at(hours=1)) is None
