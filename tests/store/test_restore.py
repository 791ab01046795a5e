from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from prepkit.errors import UnusableBackup
from prepkit.store import SqliteDatabase, Store, attempts, migrations, notes, open_file, profiles, tallies
from prepkit.store.backup import back_up, examine, list_backups
from prepkit.store.restore import restore, restore_unopened, set_aside
from tests.store.test_database import ROOT, an_attempt, run
from tests.store.test_migrations import before_release

NOW = datetime(2026, 11, 23, 14, 5, 9, tzinfo=UTC)
ASIDE = "prepkit-before-restore-2026-11-23T14-05-09Z.db"
KEPT = "prepkit-2026-11-23T14-05-09Z-before-restore.db"
DAMAGED = "prepkit-damaged-2026-11-23T14-05-09Z.db"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    opened = open_file(tmp_path / "prepkit.db")
    yield opened
    opened.close()


def mine(database: SqliteDatabase) -> Store:
    return profiles.latest(database, new_id="me", now=1)


def backed_up(database: SqliteDatabase) -> Path:
    """A backup with two attempts, of a database that goes on to three."""
    for number in (1, 2):
        attempts.append(mine(database), an_attempt(number))
    made = back_up(database, Path(database.path).with_name("backups"), NOW - timedelta(days=1))
    attempts.append(mine(database), an_attempt(3))
    assert made is not None
    return made


def stored_in(path: Path) -> int:
    connection = sqlite3.connect(path)
    (count,) = connection.execute("SELECT COUNT(*) FROM attempts").fetchone()
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    return int(count)


def test_a_restored_database_goes_on_and_the_old_one_is_kept(
    database: SqliteDatabase, tmp_path: Path
) -> None:
    store, backup = mine(database), backed_up(database)
    aside = restore(database, backup, NOW)
    assert aside == tmp_path / "backups" / KEPT
    newest = list_backups(tmp_path / "backups")[0]
    assert (newest.path, newest.made, newest.before_restore) == (aside, NOW, True)
    assert tallies.total(store) == 2
    attempts.append(store, an_attempt(4))
    assert tallies.total(store) == 3
    assert (database.pragma("journal_mode"), database.pragma("synchronous")) == ("wal", 2)
    assert stored_in(aside) == 3
    assert stored_in(backup) == 2
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".restoring") == []


def test_what_was_restored_over_can_be_gone_back_to_and_thus_both_ways(database: SqliteDatabase) -> None:
    store, backup = mine(database), backed_up(database)
    before = restore(database, backup, NOW)
    after = restore(database, before, NOW)
    assert tallies.total(store) == 3
    assert (examine(before).attempts, examine(after).attempts) == (3, 2)
    assert back_up(database, before.parent, NOW) is None


def test_a_damaged_database_is_put_aside_and_never_listed_as_a_backup(
    database: SqliteDatabase, tmp_path: Path
) -> None:
    backup = backed_up(database)
    database.execute("CREATE VIEW strange AS SELECT 1")
    assert restore(database, backup, NOW) == tmp_path / ASIDE
    assert stored_in(tmp_path / ASIDE) == 3
    assert [found.path for found in list_backups(tmp_path / "backups")] == [backup]


def test_whoever_rates_meanwhile_goes_on_with_the_restored_database(database: SqliteDatabase) -> None:
    store, backup = mine(database), backed_up(database)
    failures: list[BaseException] = []

    def rate() -> None:
        try:
            for number in range(10, 60):
                attempts.append(store, an_attempt(number))
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    thread = threading.Thread(target=rate)
    thread.start()
    for minute in range(3):
        restore(database, backup, NOW + timedelta(minutes=minute))
    thread.join()
    assert failures == []
    assert database.pragma("integrity_check") == "ok"


def test_a_bad_backup_changes_nothing(database: SqliteDatabase, tmp_path: Path) -> None:
    backup = backed_up(database)
    backup.write_bytes(backup.read_bytes()[:5000])
    with pytest.raises(UnusableBackup):
        restore(database, backup, NOW)
    assert tallies.total(mine(database)) == 3
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["prepkit.db"]


def recorded(database: SqliteDatabase) -> list[str]:
    return [row["name"] for row in database.rows("SELECT name FROM prepkit_migrations ORDER BY name")]


def test_a_backup_from_an_older_prepkit_is_brought_up_to_date(database: SqliteDatabase) -> None:
    backup = backed_up(database)
    backup.write_bytes(before_release())
    restore(database, backup, NOW)
    assert recorded(database) == [step.__name__ for step in migrations.STEPS]
    assert tallies.total(mine(database)) == 2


def test_a_backup_of_the_first_schema_is_brought_up_to_date(database: SqliteDatabase) -> None:
    backup = backed_up(database)
    connection = sqlite3.connect(backup)
    for table in ("coaching_sessions", "feedback", "rubrics"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("DELETE FROM prepkit_migrations WHERE name = 's002_coaching'")
    connection.commit()
    connection.close()
    restore(database, backup, NOW)
    assert recorded(database) == [step.__name__ for step in migrations.STEPS]
    assert tallies.total(mine(database)) == 2


def test_a_restore_inside_a_transaction_is_refused(database: SqliteDatabase) -> None:
    backup = backed_up(database)
    with pytest.raises(RuntimeError, match="a transaction is open"), database.transaction():
        restore(database, backup, NOW)
    assert tallies.total(mine(database)) == 3


@pytest.mark.parametrize("content", [b"", b"garbage", None])
def test_a_database_that_cannot_be_opened_is_replaced_and_kept(
    database: SqliteDatabase, tmp_path: Path, content: bytes | None
) -> None:
    path, backup = Path(database.path), backed_up(database)
    database.close()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
        (tmp_path / "prepkit.db-wal").write_bytes(b"its log")
    aside = restore_unopened(path, backup, NOW)
    assert stored_in(path) == 2
    if content is None:
        assert aside is None
        return
    assert aside == tmp_path / DAMAGED
    assert aside.read_bytes() == content
    assert (tmp_path / f"{DAMAGED}-wal").read_bytes() == b"its log"


def test_a_file_put_aside_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "prepkit.db"
    for content in (b"one", b"two"):
        path.write_bytes(content)
        assert set_aside(path, NOW) is not None
    assert (tmp_path / DAMAGED).read_bytes() == b"one"
    assert (tmp_path / DAMAGED.replace("Z.db", "Z-2.db")).read_bytes() == b"two"
    assert set_aside(path, NOW) is None


STEPS = 11
"""How many calls a restore makes that can be cut short."""
CALLS = ("link", "replace", "rename", "unlink", "fsync", "open")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("nth", range(1, 13))
def test_a_restore_killed_at_any_step_leaves_the_old_or_the_new_database(
    tmp_path: Path, nth: int, when: str
) -> None:
    """A real process restores and is killed at its n-th call that changes a folder or waits for the disk."""
    path = tmp_path / "prepkit.db"
    database = open_file(path)
    backup = backed_up(database)
    database.close()
    script = f"""
import os, signal
from datetime import UTC, datetime
from pathlib import Path
from prepkit.store import open_file
from prepkit.store.restore import restore
database = open_file(Path({str(path)!r}))
calls = 0
def deadly(call):
    def counted(*args, **kwargs):
        global calls
        calls += 1
        if calls == {nth} and {when!r} == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return call(*args, **kwargs)
        finally:
            if calls == {nth}:
                os.kill(os.getpid(), signal.SIGKILL)
    return counted
for name in {CALLS!r}:
    setattr(os, name, deadly(getattr(os, name)))
restore(database, Path({str(backup)!r}), datetime.now(UTC))
print("done")
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == (-signal.SIGKILL if nth <= STEPS else 0), done.stderr
    again = open_file(path)
    total = tallies.total(mine(again))
    assert total == 2 if "done" in done.stdout else total in (2, 3)
    notes.save(mine(again), "q:one", "it works", 1)
    again.close()
    assert stored_in(backup) == 2
    if total == 2:
        (aside,) = (found.path for found in list_backups(backup.parent) if found.before_restore)
        assert stored_in(aside) == 3


def test_a_backup_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnusableBackup, match=r"missing\.db cannot be used"):
        restore_unopened(tmp_path / "prepkit.db", tmp_path / "missing.db", NOW)


def test_a_backup_that_cannot_be_brought_up_to_date_never_takes_the_place(database: SqliteDatabase) -> None:
    backup = backed_up(database)
    run(backup, "DELETE FROM prepkit_migrations")
    with pytest.raises(UnusableBackup, match="cannot be brought up to date"):
        restore(database, backup, NOW)
    assert tallies.total(mine(database)) == 3
    assert not list(Path(database.path).parent.glob("*.restoring*"))
