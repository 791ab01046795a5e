"""What only PostgreSQL has: a schema of its own, several processes at once, connections that break."""

from __future__ import annotations

import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from prepkit.bank.generate import generate
from prepkit.errors import NewerDatabase, OlderDatabase, ServerFailed
from prepkit.model import Attempt, Rating, Settings
from prepkit.practice import replay
from prepkit.store import Store, attempts, notes, open_memory, profiles, tallies
from prepkit.store.migrations import BEFORE_RELEASE, STEPS
from prepkit.store.postgres import PostgresDatabase, open_postgres
from tests.postgres import PostgresServer

RATE = """
import sys
from pathlib import Path
from sqlalchemy import create_engine
from prepkit.bank import load
from prepkit.card_ids import question_card
from prepkit.model import Rating, Settings
from prepkit.practice.clock import clock_at
from prepkit.practice.session import ClickOutcome, begin, on_screen, rate, reveal
from prepkit.workspace import Workspace
from prepkit.store import Store
from prepkit.store.migrations import BEFORE_RELEASE, STEPS
from prepkit.store.postgres import open_postgres
from tests.practice.conftest import at

bank = load(Path(sys.argv[2]))
workspace = Workspace(Store(open_postgres(create_engine(sys.argv[1])), "me"), bank, Settings())
print("ready", flush=True)
sys.stdin.readline()
stored = 0
for minute in range(1, 41):
    now = at(minutes=minute)
    session = on_screen(workspace, now) or begin(workspace, "Both", list(map(question_card, bank.ids)), now)
    if session.card is None:
        break
    reveal(workspace, session.card.attempt_id, None, now)
    stored += rate(workspace, session.card.attempt_id, Rating(1 + minute % 4), now) is ClickOutcome.DONE
print(stored)
"""


@pytest.fixture
def database(postgres: PostgresServer) -> PostgresDatabase:
    return PostgresDatabase(postgres.engine())


def attempt(name: str, card: str = "q:x") -> Attempt:
    return Attempt(name, card, Rating.SOLID, answered_at=10**15, local_day="2026-11-23", tz="UTC")


def test_both_kinds_have_the_same_tables_columns_and_keys(database: PostgresDatabase) -> None:
    columns = database.rows(
        "SELECT table_name AS name, column_name AS part FROM information_schema.columns "
        "WHERE table_schema = 'public' AND table_name != 'prepkit_migrations'"
    )
    keys = database.rows(
        "SELECT tc.table_name AS name, column_name AS part FROM information_schema.table_constraints AS tc "
        "JOIN information_schema.key_column_usage USING (constraint_name) "
        "WHERE constraint_type = 'PRIMARY KEY' AND tc.table_schema = 'public' "
        "AND tc.table_name != 'prepkit_migrations'"
    )
    sqlite = open_memory()
    tables = [
        row["name"]
        for row in sqlite.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not row["name"].startswith(("sqlite_", "prepkit_"))
    ]
    parts = {
        table: sqlite.rows(f"SELECT name, pk, \"notnull\" AS needed FROM pragma_table_info('{table}')")
        for table in tables
    }
    assert {(row["name"], row["part"]) for row in columns} == {
        (table, part["name"]) for table in tables for part in parts[table]
    }
    assert {(row["name"], row["part"]) for row in keys} == {
        (table, part["name"]) for table in tables for part in parts[table] if part["pk"]
    }


def test_eight_that_open_it_at_once_make_one_schema(postgres: PostgresServer) -> None:
    url = postgres.engine(empty=True).url
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: open_postgres(create_engine(url)), range(8)))
    assert len(opened[0].rows("SELECT name FROM prepkit_migrations")) == len(STEPS)
    for one in opened:
        one.close()


def test_a_newer_schema_is_refused_and_left_untouched(postgres: PostgresServer) -> None:
    engine = postgres.engine()
    database = PostgresDatabase(engine)
    database.execute("INSERT INTO prepkit_migrations (name) VALUES ('p999_later')")
    with pytest.raises(NewerDatabase, match="p999_later"):
        open_postgres(engine)
    assert len(database.rows("SELECT name FROM prepkit_migrations")) == len(STEPS) + 1


def test_a_schema_of_before_the_release_goes_on(postgres: PostgresServer) -> None:
    engine = postgres.engine()
    database = PostgresDatabase(engine)
    profiles.create(database, "Ana", new_id="me", now=1)
    for table in ("coaching_sessions", "feedback", "rubrics"):
        database.execute(f"DROP TABLE {table}")
    record(database, sorted(BEFORE_RELEASE[database.kind].steps))
    for _ in range(2):
        again = open_postgres(engine)
        assert steps(again) == [step.__name__ for step in STEPS]
        assert profiles.name(Store(again, "me")) == "Ana"


def test_an_older_schema_is_refused_and_left_untouched(postgres: PostgresServer) -> None:
    engine = postgres.engine()
    database = PostgresDatabase(engine)
    older = sorted(BEFORE_RELEASE[database.kind].steps)[:-1]
    record(database, older)
    with pytest.raises(OlderDatabase, match="commit 70620ca"):
        open_postgres(engine)
    assert steps(database) == older


def record(database: PostgresDatabase, names: list[str]) -> None:
    """Say that these steps led to the schema, in the table that the PrepKit before the release made."""
    database.execute("DROP TABLE prepkit_migrations")
    database.execute(
        "CREATE TABLE prepkit_migrations "
        "(name TEXT PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())"
    )
    database.execute_many(
        "INSERT INTO prepkit_migrations (name) VALUES (:name)", [{"name": name} for name in names]
    )


def steps(database: PostgresDatabase) -> list[str]:
    return [row["name"] for row in database.rows("SELECT name FROM prepkit_migrations ORDER BY name")]


def test_two_processes_rate_the_same_profile(postgres: PostgresServer, tmp_path: Path) -> None:
    """Both show one session, so that some cards are rated by both at once: each is stored once."""
    generate(tmp_path, 30)
    engine = postgres.engine()
    database = PostgresDatabase(engine)
    profiles.create(database, "", new_id="me", now=1)
    store = Store(database, "me")
    url = engine.url.render_as_string(hide_password=False)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", RATE, url, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    stored = [int(process.communicate(timeout=60)[0]) for process in started]
    # Which of the two wins a card is the database's affair; one of them always does.
    assert sum(stored) >= 40
    assert [row["seq"] for row in database.rows("SELECT seq FROM attempts ORDER BY seq")] == list(
        range(1, sum(stored) + 1)
    )
    before = caches(database)
    replay.rebuild(store, Settings().retention)
    tallies.recount(store)
    assert caches(database) == before


def caches(database: PostgresDatabase) -> list[list[dict[str, object]]]:
    """What is worked out from the attempts, to twelve digits: sums in another order differ in the last."""
    tables = ("card_states", "tallies")
    found = [database.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4") for table in tables]
    return [[{name: _rounded(cell) for name, cell in dict(row).items()} for row in rows] for rows in found]


def _rounded(cell: object) -> object:
    return f"{cell:.12g}" if isinstance(cell, float) else cell


def test_different_people_do_not_wait_for_each_other(database: PostgresDatabase) -> None:
    for name in ("a", "b"):
        profiles.create(database, name, new_id=name, now=1)
    anna, ben = Store(database, "a"), Store(database, "b")
    with ThreadPoolExecutor(1) as pool, anna.transaction():
        notes.save(anna, "q:x", "not yet", 1)
        pool.submit(notes.save, ben, "q:x", "at once", 1).result(timeout=20)
    assert notes.get(ben, "q:x") == "at once"


def test_a_transaction_that_breaks_leaves_nothing(database: PostgresDatabase) -> None:
    profiles.create(database, "", new_id="me", now=1)
    store = Store(database, "me")
    with pytest.raises(RuntimeError), store.transaction():
        attempts.append(store, attempt("a"))
        raise RuntimeError
    assert tallies.total(store) == 0
    assert attempts.append(store, attempt("a"))


def test_a_lost_connection_is_said_and_the_next_call_works(database: PostgresDatabase) -> None:
    profiles.create(database, "", new_id="me", now=1)
    store = Store(database, "me")
    with pytest.raises(ServerFailed, match="may not have been saved"), store.transaction():
        attempts.append(store, attempt("a"))
        pid = database.rows("SELECT pg_backend_pid() AS pid")[0]["pid"]
        with ThreadPoolExecutor(1) as pool:
            pool.submit(database.rows, "SELECT pg_terminate_backend(:pid)", {"pid": pid}).result()
        attempts.append(store, attempt("b"))
    assert tallies.total(store) == 0
    assert attempts.append(store, attempt("b"))


def test_a_server_that_is_away_is_said_without_its_address(postgres: PostgresServer) -> None:
    away = postgres.url("postgres").set(port=9)
    with pytest.raises(ServerFailed) as said:
        open_postgres(create_engine(away))
    assert "127.0.0.1" not in str(said.value)
    assert "127.0.0.1" in said.value.reason


def test_text_that_postgres_cannot_hold_is_kept_as_well_as_it_can(database: PostgresDatabase) -> None:
    profiles.create(database, "", new_id="me", now=1)
    store = Store(database, "me")
    notes.save(store, "q:x", "100 % :name \x00 'quoted' \\ “ünï” 🙂", 1)
    assert notes.get(store, "q:x") == "100 % :name � 'quoted' \\ “ünï” 🙂"


def test_a_server_that_was_restarted_meanwhile_is_found_again(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prepkit.store.postgres.PAUSE_SECONDS", 0)
    engine = postgres.engine()
    database = open_postgres(engine)
    profiles.create(database, "", new_id="me", now=1)
    other = PostgresDatabase(create_engine(engine.url))
    other.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid != pg_backend_pid()"
    )
    assert [row["id"] for row in database.rows("SELECT id FROM profiles")] == ["me"]
    other.close()


def test_what_a_person_wrote_is_in_no_error(database: PostgresDatabase) -> None:
    with pytest.raises(ServerFailed) as said:
        notes.save(Store(database, "me"), "q:x", "my secret", 1)
        database.execute(
            "INSERT INTO notes (profile_id, card_id, text, updated_at) VALUES ('me', 'q:y', :text, NULL)",
            {"text": "my secret"},
        )
    shown = "".join(traceback.format_exception(said.value)) + said.value.reason
    assert "my secret" not in shown
    assert "updated_at" in said.value.reason


def test_a_profile_s_transaction_inside_another_waits_as_well(database: PostgresDatabase) -> None:
    profiles.create(database, "", new_id="me", now=1)
    store = Store(database, "me")
    with ThreadPoolExecutor(1) as pool, database.transaction(), store.transaction():
        waiting = pool.submit(lambda: _in_a_transaction(store))
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.5)
        notes.save(store, "q:x", "first", 1)


def _in_a_transaction(store: Store) -> None:
    with store.transaction():
        notes.save(store, "q:x", "second", 2)


def test_a_database_in_another_encoding_is_refused(postgres: PostgresServer) -> None:
    with pytest.raises(ServerFailed) as said:
        open_postgres(postgres.engine(empty=True, encoding="LATIN1"))
    assert "LATIN1" in said.value.reason
