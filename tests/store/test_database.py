from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing, suppress
from pathlib import Path

import pytest

from prepkit.errors import DatabaseFailed, DatabaseInUse, NewerDatabase, QuotaExceeded, UnreadableDatabase
from prepkit.model import Attempt, Rating, Settings
from prepkit.store import Store, attempts, drafts, open_file, open_memory, profiles, settings, tallies
from prepkit.store.lock import acquire
from prepkit.store.sqlite import SYNCHRONOUS_FULL

ROOT = Path(__file__).parents[2]


def an_attempt(number: int, **changes: object) -> Attempt:
    fields: dict[str, object] = {
        "id": f"attempt-{number}",
        "card_id": "q:x",
        "rating": Rating.SOLID,
        "answered_at": number,
        "local_day": "2026-03-02",
        "tz": "UTC",
    }
    return Attempt(**{**fields, **changes})  # type: ignore[arg-type]


def run(path: Path, statement: str) -> None:
    """Change a database behind PrepKit's back."""
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_every_write_is_durable_and_that_is_read_back(tmp_path: Path) -> None:
    database = open_file(tmp_path / "deep" / "prepkit.db")
    assert database.pragma("journal_mode") == "wal"
    assert database.pragma("synchronous") == SYNCHRONOUS_FULL
    database.close()


def test_opening_twice_in_a_row_keeps_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "prepkit.db"
    first = open_file(path)
    store = profiles.latest(first, new_id="me", now=1)
    attempts.append(store, an_attempt(1))
    first.close()
    second = open_file(path)
    again = profiles.latest(second, new_id="somebody-else", now=2)
    assert again.profile_id == "me"
    assert tallies.total(again) == 1
    second.close()


def test_a_database_from_a_newer_version_is_refused_and_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "prepkit.db"
    open_file(path).close()
    run(path, "INSERT INTO prepkit_migrations (name) VALUES ('s999_later')")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(NewerDatabase, match="s999_later"):
        open_file(path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_a_file_that_is_no_database_is_said_to_be_unreadable_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "prepkit.db"
    path.write_bytes(b"this is a letter, not a database" * 100)
    with pytest.raises(UnreadableDatabase, match="cannot be opened"):
        open_file(path)
    assert path.read_bytes().startswith(b"this is a letter")


def test_a_failed_transaction_leaves_nothing_behind() -> None:
    database = open_memory()
    store = profiles.latest(database, new_id="me", now=1)
    with pytest.raises(RuntimeError, match="power cut"), database.transaction():
        attempts.append(store, an_attempt(1))
        raise RuntimeError("power cut")
    assert tallies.total(store) == 0


def test_the_same_attempt_id_is_stored_once() -> None:
    store = profiles.latest(open_memory(), new_id="me", now=1)
    assert attempts.append(store, an_attempt(1))
    assert not attempts.append(store, an_attempt(1, rating=Rating.COULD_NOT))
    assert [a.rating for a in attempts.of_card(store, "q:x")] == [Rating.SOLID]


def test_one_profile_never_sees_another() -> None:
    database = open_memory()
    mine = profiles.latest(database, new_id="me", now=1)
    database.execute("INSERT INTO profiles (id, name, created_at) VALUES ('you', '', 2)")
    yours = Store(database, "you")
    attempts.append(mine, an_attempt(1))
    settings.save(mine, 1, target_role="customer-service-manager")
    assert tallies.total(yours) == 0
    assert settings.load(yours) == Settings()


def test_settings_come_back_as_they_were_saved() -> None:
    store = profiles.latest(open_memory(), new_id="me", now=1)
    settings.save(store, 1, profile_name="Ana", target_role="any", retention=0.85, days_off=(5, 6))
    assert settings.load(store) == Settings(
        profile_name="Ana", target_role="any", retention=0.85, days_off=(5, 6)
    )
    settings.save(store, 1, target_role=None, days_off=[])
    assert settings.load(store) == Settings(profile_name="Ana", retention=0.85)
    with pytest.raises(ValueError, match="days_off"):
        settings.save(store, 1, days_off=[7])


def test_a_second_server_is_told_where_the_first_is_running(tmp_path: Path) -> None:
    path = tmp_path / "prepkit.db"
    first = acquire(path, "http://localhost:8501, process 42")
    with pytest.raises(DatabaseInUse, match="http://localhost:8501, process 42"):
        acquire(path, "elsewhere")
    first.release()
    acquire(path, "elsewhere").release()


def test_every_acknowledged_attempt_survives_kill_nine(tmp_path: Path) -> None:
    """A real process writes until it is killed; what it said was saved must be there."""
    path = tmp_path / "prepkit.db"
    writer = textwrap.dedent(
        f"""
        from pathlib import Path
        from prepkit.store import attempts, open_file, profiles
        from tests.store.test_database import an_attempt
        store = profiles.latest(open_file(Path({str(path)!r})), new_id="me", now=1)
        for number in range(1_000_000):
            attempts.append(store, an_attempt(number))
            print(number, flush=True)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", writer],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(40)]
    process.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in process.stdout.read().split()]
    process.wait()
    database = open_file(path)
    stored = {row["id"] for row in database.rows("SELECT id FROM attempts")}
    assert {f"attempt-{number}" for number in acknowledged} <= stored
    assert database.pragma("integrity_check") == "ok"
    database.close()


def test_the_schema_is_the_one_released(tmp_path: Path) -> None:
    """Change this text only together with a new migration."""
    path = tmp_path / "prepkit.db"
    open_file(path).close()
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT name, group_concat(column, ' ') FROM ("
        "  SELECT m.name AS name, p.name AS column FROM sqlite_master m, pragma_table_info(m.name) p"
        "  WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlite%' ESCAPE '\\'"
        "  ORDER BY m.name, p.cid) GROUP BY name"
    )
    schema = {name: columns for name, columns in rows if not name.startswith("sqlite_")}
    connection.close()
    assert schema == {
        "actions": "id profile_id kind card_id attempt_id session_id before done_at undone_at",
        "attempts": "id seq profile_id card_id variant_id mode rating confidence answered_at local_day tz "
        "duration_ms answer ticks session_id bank_version",
        "card_states": "profile_id card_id stability difficulty last_review phase step due reps lapses "
        "last_rating",
        "drafts": "profile_id name text updated_at",
        "companies": "profile_id id content created_at updated_at",
        "coaching_sessions": "profile_id id content created_at updated_at",
        "feedback": "profile_id id content created_at updated_at",
        "rubrics": "profile_id id content created_at updated_at",
        "unreadable": "profile_id id table_name entry reason moved_at",
        "interviews": "profile_id id content created_at updated_at",
        "decks": "profile_id id title source created_at updated_at removed",
        "assignments": "profile_id id content created_at updated_at",
        "mocks": "profile_id id content created_at updated_at",
        "scores": "profile_id id attempt_id rater level score evidence updated_at",
        "marks": "profile_id card_id flagged suspended buried_until updated_at",
        "notes": "profile_id card_id text updated_at",
        "own_questions": "profile_id id deck_id position content updated_at",
        "prepkit_migrations": "name applied_at",
        "profiles": "id name created_at identity renamed_at opened_at coach_id",
        "session_cards": "session_id position card_id",
        "sessions": "id profile_id title started_at ended_at total position card_id variant_id attempt_id "
        "drawn_at revealed_at confidence ticks",
        "settings": "profile_id name value updated_at",
        "sign_outs": "mark before",
        "stories": "profile_id id content created_at updated_at",
        "story_versions": "profile_id id story_id content made_at updated_at",
        "tallies": "profile_id local_day rating confidence attempts duration_ms",
        "voids": "attempt_id profile_id voided_at",
    }


def test_a_full_disk_is_named_and_the_rows_before_stay(tmp_path: Path) -> None:
    database = open_file(tmp_path / "prepkit.db")
    store = profiles.latest(database, new_id="p", now=0)
    drafts.save(store, "q:before", "kept", 1)
    pages = int(database.pragma("page_count"))
    database.pragma(f"max_page_count = {pages}")
    with pytest.raises(DatabaseFailed, match="full"):
        drafts.save(store, "q:after", "x" * 1_000_000, 2)
    assert drafts.get(store, "q:before") == "kept"
    assert drafts.get(store, "q:after") == ""
    database.close()


def test_a_store_of_limited_size_refuses_more_and_keeps_what_it_has() -> None:
    database = open_memory(1_000_000)
    store = profiles.latest(database, new_id="p", now=0)
    drafts.save(store, "q:before", "kept", 1)
    with pytest.raises(QuotaExceeded, match="more than the server holds for one visitor"):
        drafts.save(store, "q:after", "x" * 2_000_000, 2)
    assert drafts.get(store, "q:before") == "kept"
    drafts.save(store, "q:small", "still room for this", 3)
    assert drafts.get(store, "q:small") == "still room for this"


def test_the_version_stays_while_nothing_is_written_and_changes_with_every_write(tmp_path: Path) -> None:
    database = open_file(tmp_path / "prepkit.db")
    store = profiles.latest(database, new_id="me", now=0)
    seen = [database.version()]
    settings.load(store)
    assert database.version() == seen[0]
    settings.save(store, 1, new_a_day=3)
    seen.append(database.version())
    with suppress(KeyError), store.transaction():
        settings.save(store, 2, new_a_day=4)
        seen.append(database.version())
        raise KeyError
    seen.append(database.version())
    # Another program, such as a tool that opens the file.
    with closing(sqlite3.connect(tmp_path / "prepkit.db")) as outside:
        outside.execute("UPDATE settings SET value = '5' WHERE name = 'new_a_day'")
        outside.commit()
    seen.append(database.version())
    assert settings.load(store).new_a_day == 5
    assert len(set(seen)) == len(seen)
