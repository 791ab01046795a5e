"""Bad days of the database, each really brought about: nothing acknowledged is lost, the message says why."""

from __future__ import annotations

import math
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from prepkit.errors import DatabaseFailed, PrepkitError, UnreadableDatabase
from prepkit.model import CardState
from prepkit.practice import replay
from prepkit.store import SqliteDatabase, Store, attempts, card_states, notes, open_file, profiles, tallies
from tests.store.test_database import ROOT, an_attempt
from tests.store.test_migrations import before_release

RATER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from prepkit.bank import load
from prepkit.card_ids import question_card
from prepkit.model import Rating, Settings
from prepkit.practice.clock import clock_at
from prepkit.practice.session import begin, current, rate, reveal
from prepkit.workspace import Workspace, new_uuid
from prepkit.store import open_file, profiles
store = profiles.latest(open_file(Path(sys.argv[1])), new_id="me", now=1)
workspace = Workspace(store, load(Path(sys.argv[2])), Settings(), new_uuid)
moment = datetime.now(UTC)
print("ready", flush=True)
while True:
    session = current(workspace)
    moment += timedelta(minutes=1)
    now = clock_at(moment, "UTC")
    if session is None or session.card is None:
        begin(workspace, "All", [question_card(question) for question in workspace.bank.ids], now)
        continue
    reveal(workspace, session.card.attempt_id, None, now)
    rate(workspace, session.card.attempt_id, Rating(1 + moment.minute % 4), now)
    print(session.card.attempt_id, flush=True)
"""


def mine(path: Path) -> Store:
    return profiles.latest(open_file(path), new_id="me", now=1)


def is_whole(store: Store) -> bool:
    """Whether SQLite finds no damage in the file."""
    assert isinstance(store.db, SqliteDatabase)
    return bool(store.db.pragma("integrity_check") == "ok")


def sound(store: Store) -> bool:
    """Whether the file is whole, and the caches are what the attempts say."""
    history = list(attempts.in_order(store))
    kept = card_states.of_cards(store, {card for card, _, _ in history})
    again = {state.card_id: state for state in replay.replay_all(history, 0.9)}
    return (
        is_whole(store)
        and kept.keys() == again.keys()
        and all(alike(kept[card], again[card]) for card in again)
        and tallies.total(store) == len(history)
    )


def alike(one: CardState, other: CardState) -> bool:
    """The same but for the last digits of a float: one is worked out card by card, one for all at once."""
    return (
        (one.reps, one.lapses, one.last_review, one.phase)
        == (other.reps, other.lapses, other.last_review, other.phase)
        and math.isclose(one.stability, other.stability, rel_tol=1e-9)
        and math.isclose(one.difficulty, other.difficulty, rel_tol=1e-9)
    )


@pytest.mark.faults
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_hundred_kills_in_the_midst_of_rating_lose_nothing(tmp_path: Path, small_bank: Path) -> None:
    path, rng = tmp_path / "prepkit.db", random.Random(20261123)
    acknowledged: set[str] = set()
    for _ in range(100):
        process = subprocess.Popen(
            [sys.executable, "-c", RATER, str(path), str(small_bank)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        heard = [process.stdout.readline() for _ in range(rng.randrange(12))]
        process.send_signal(signal.SIGKILL)
        heard += process.stdout.readlines()
        process.wait()
        acknowledged |= {line.strip() for line in heard if line.endswith("\n")}
        store = mine(path)
        stored = {row["id"] for row in store.db.rows("SELECT id FROM attempts")}
        assert acknowledged <= stored
        assert sound(store)
        store.db.close()
    assert len(acknowledged) > 300


MIGRATE = """
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from prepkit.errors import PrepkitError
from prepkit.store import open_file
sys.stdin.readline()
try:
    open_file(Path(sys.argv[1])).close()
    print("ok")
except PrepkitError as error:
    print(error)
"""


def test_eight_processes_that_migrate_at_once_all_succeed(tmp_path: Path) -> None:
    path = tmp_path / "prepkit.db"
    path.write_bytes(before_release())
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", MIGRATE, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for _ in range(8)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate()[0].strip() for process in processes] == ["ok"] * 8
    store = mine(path)
    assert tallies.total(store) == 2
    assert profiles.name(store) == "Ana Öztürk"
    store.db.close()


@pytest.mark.parametrize(("start", "attempts"), [(b"", 0), (before_release(), 2)], ids=["empty", "released"])
def test_a_migration_that_fails_anywhere_leaves_the_old_database_and_is_made_up_for(
    tmp_path: Path, start: bytes, attempts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The n-th statement of what is still to be done fails, for every n there is."""
    statement = 0
    while True:
        path = tmp_path / f"{statement}.db"
        path.write_bytes(start)
        before = contents(path)
        failed = fails_at(path, statement, monkeypatch)
        if not failed:
            break
        assert contents(path) == before, f"statement {statement}"
        store = mine(path)
        assert tallies.total(store) == attempts
        store.db.close()
        statement += 1
    assert statement > 1


CHANGES = {
    sqlite3.SQLITE_CREATE_TABLE,
    sqlite3.SQLITE_CREATE_INDEX,
    sqlite3.SQLITE_ALTER_TABLE,
    sqlite3.SQLITE_DROP_TABLE,
    sqlite3.SQLITE_DROP_INDEX,
    sqlite3.SQLITE_INSERT,
}


def contents(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    dumped = list(connection.iterdump())
    connection.close()
    return dumped


def fails_at(path: Path, nth: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Open with SQLite refusing the n-th change of the schema; whether that many were made."""
    seen = 0

    def authorize(action: int, *_: object) -> int:
        nonlocal seen
        if action in CHANGES:
            seen += 1
            return sqlite3.SQLITE_DENY if seen == nth + 1 else sqlite3.SQLITE_OK
        return sqlite3.SQLITE_OK

    real = sqlite3.connect

    def connect(*args: object, **kwargs: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(*args, **kwargs)  # type: ignore[call-overload]
        connection.set_authorizer(authorize)
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", connect)
        try:
            open_file(path).close()
        except (PrepkitError, sqlite3.Error):
            return True
    return False


def test_a_database_locked_by_another_program_is_said_and_works_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "prepkit.db"
    store = mine(path)
    attempts.append(store, an_attempt(1))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseFailed, match="locked"):
        attempts.append(store, an_attempt(2))
    other.execute("ROLLBACK")
    other.close()
    assert attempts.append(store, an_attempt(2))
    assert tallies.total(store) == 2
    assert sound(store) or is_whole(store)
    store.db.close()


DAMAGE: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("garbage in the header", lambda content: b"\xff" * 100 + content[100:]),
    ("cut in half", lambda content: content[: len(content) // 2]),
    ("cut to 100 bytes", lambda content: content[:100]),
    ("pages overwritten", lambda content: content[:4096] + b"\xa5" * 40_960 + content[45_056:]),
    ("a text file", lambda _: b"Dear diary\n"),
]


@pytest.mark.parametrize("damage", [change for _, change in DAMAGE], ids=[name for name, _ in DAMAGE])
def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "prepkit.db"
    store = mine(path)
    for number in range(300):
        attempts.append(store, an_attempt(number))
    store.db.close()
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    with pytest.raises((UnreadableDatabase, DatabaseFailed), match=str(path)):
        opened = mine(path)
        attempts.in_order(opened)
        notes.save(opened, "q:x", "y", 1)
        list(attempts.in_order(opened))
        opened.db.rows("SELECT * FROM attempts ORDER BY answer, id")
        attempts.append(opened, an_attempt(1000))


@pytest.mark.parametrize("kind", ["folder", "loop"])
def test_what_is_no_file_at_all_is_named(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "prepkit.db"
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path)
    with pytest.raises(UnreadableDatabase, match="cannot be opened"):
        open_file(path)


OPEN_AS_NOBODY = """
import os, sys
from pathlib import Path
from tempfile import TemporaryDirectory
from prepkit.errors import PrepkitError
from prepkit.store import notes, open_file, open_memory, profiles
open_memory().close()
if os.geteuid() == 0:
    os.setuid(65534)
try:
    notes.save(profiles.latest(open_file(Path(sys.argv[1])), new_id="me", now=1), "q:x", "new", 2)
except PrepkitError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
@pytest.mark.parametrize("closed", ["file", "folder", "both"])
def test_what_may_not_be_written_is_said_and_left_as_it_is(closed: str) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "prepkit.db"
        store = mine(path)
        notes.save(store, "q:x", "old", 1)
        store.db.close()
        path.chmod(0o666 if closed == "folder" else 0o444)
        folder.chmod(0o777 if closed == "file" else 0o555)
        before = path.read_bytes()
        done = subprocess.run(
            [sys.executable, "-c", OPEN_AS_NOBODY, str(path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        folder.chmod(0o755)
        assert str(path) in done.stdout, done.stderr
        assert "you may write there" in done.stdout or "everything that said “Saved” before is" in done.stdout
        assert path.read_bytes() == before
        assert notes.get(mine(path), "q:x") == "old"
