"""A transaction on PostgreSQL waits for the server only where something is read, and loses no error by it."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from prepkit.bank import load
from prepkit.bank.generate import generate
from prepkit.card_ids import question_card
from prepkit.errors import ServerFailed
from prepkit.model import Rating, Settings
from prepkit.practice.session import ClickOutcome, begin, on_screen, rate, reveal, upcoming
from prepkit.store import Store, notes, profiles
from prepkit.store.postgres import PostgresDatabase
from prepkit.workspace import Workspace
from tests.postgres import PostgresServer
from tests.practice.conftest import at

MESSAGE = re.compile(r"^[\d-]+ [\d:.]+\t([FB])\t", re.MULTILINE)
"""One message in the record: F from us, B from the server."""
BREAKS = "INSERT INTO notes (profile_id, card_id, text, updated_at) VALUES ('me', 'q:y', :text, NULL)"


@pytest.fixture
def engine(postgres: PostgresServer) -> Iterator[Engine]:
    """A database with one connection."""
    engine = create_engine(postgres.engine().url, pool_size=1, max_overflow=0)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    database = PostgresDatabase(engine)
    profiles.create(database, "", new_id="me", now=1)
    return Store(database, "me")


@contextmanager
def counted_trips(engine: Engine, log: Path) -> Iterator[list[int]]:
    """How often the block waits for the server, from what the client library writes down of the traffic."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
    assert driver is not None
    trips: list[int] = []
    with log.open("w") as file:
        driver.pgconn.trace(file.fileno())
        yield trips
        driver.pgconn.untrace()
    senders = MESSAGE.findall(log.read_text("utf-8"))
    trips.append(sum(pair == ("F", "B") for pair in pairwise(senders)))


def test_a_rating_waits_for_the_server_three_times(engine: Engine, store: Store, tmp_path: Path) -> None:
    generate(tmp_path, 30)
    bank = load(tmp_path)
    workspace = Workspace(store, bank, Settings())
    begin(workspace, "Both", list(map(question_card, bank.ids)), at())
    for minute in range(1, 13):
        now = at(minutes=minute)
        session = on_screen(workspace, now)
        assert session is not None
        assert session.card is not None
        offered = upcoming(workspace, session, now)
        with counted_trips(engine, tmp_path / "log") as revealing:
            assert reveal(workspace, session.card.attempt_id, None, now) is ClickOutcome.DONE
        with counted_trips(engine, tmp_path / "log") as rating:
            click = rate(workspace, session.card.attempt_id, Rating(1 + minute % 4), now, offered)
        assert click is ClickOutcome.DONE
        assert revealing == [2]
        assert rating == [3]


def test_writes_alone_are_one_trip(engine: Engine, store: Store, tmp_path: Path) -> None:
    with counted_trips(engine, tmp_path / "log") as trips, store.transaction():
        for number in range(20):
            notes.save(store, f"q:{number}", "text", 1)
    assert trips == [1]
    assert notes.get(store, "q:19") == "text"


@pytest.mark.parametrize("reads", [False, True])
def test_a_write_that_fails_is_said_and_takes_everything_back(
    store: Store, caplog: pytest.LogCaptureFixture, *, reads: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ServerFailed) as said, store.transaction():
        notes.save(store, "q:x", "first", 1)
        store.db.execute(BREAKS, {"text": "my secret"})
        notes.save(store, "q:z", "third", 1)
        if reads:
            notes.get(store, "q:x")
            pytest.fail("a read must say what failed before it")
    assert "updated_at" in said.value.reason
    assert "\n" not in said.value.reason
    shown = "".join(traceback.format_exception(said.value)) + said.value.reason + caplog.text
    assert "my secret" not in shown
    assert [notes.get(store, f"q:{name}") for name in "xyz"] == ["", "", ""]


def test_many_rows_of_which_one_fails_are_all_taken_back(store: Store) -> None:
    insert = BREAKS.replace("'q:y'", ":card").replace("NULL", ":now")
    with pytest.raises(ServerFailed, match="may not have been saved") as said:
        store.db.execute_many(insert, [{"card": "q:x", "text": "", "now": 1 if n else None} for n in (1, 0)])
    assert "updated_at" in said.value.reason
    assert store.db.rows("SELECT * FROM notes") == []


def test_an_error_that_was_passed_over_does_not_end_in_saved(store: Store) -> None:
    with pytest.raises(ServerFailed), store.transaction():
        notes.save(store, "q:x", "first", 1)
        with suppress(ServerFailed):
            store.db.count_changed(BREAKS, {"text": ""})
        notes.save(store, "q:x", "again", 1)
    assert notes.get(store, "q:x") == ""


def test_a_connection_lost_before_the_end_is_said_and_none_of_the_pool_is_used_again(
    postgres: PostgresServer,
) -> None:
    engine = postgres.engine()
    database = PostgresDatabase(engine)
    profiles.create(database, "", new_id="me", now=1)
    store, other = Store(database, "me"), PostgresDatabase(create_engine(engine.url))
    with database.transaction(), ThreadPoolExecutor(1) as pool:
        database.rows("SELECT 1")
        pool.submit(database.rows, "SELECT 1").result()
    with pytest.raises(ServerFailed, match="may not have been saved"), store.transaction():
        notes.save(store, "q:x", "first", 1)
        other.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid != pg_backend_pid()"
        )
        notes.save(store, "q:x", "second", 1)
    assert notes.get(store, "q:x") == ""
    notes.save(store, "q:x", "third", 1)
    assert notes.get(store, "q:x") == "third"
    other.close()


def test_statements_prepared_in_a_transaction_that_failed_still_work(store: Store) -> None:
    for _ in range(8):
        with suppress(ServerFailed), store.transaction():
            store.db.execute(BREAKS, {"text": ""})
            notes.save(store, "q:x", "lost", 1)
    for text in map(str, range(8)):
        with store.transaction():
            notes.save(store, "q:x", text, 1)
        assert notes.get(store, "q:x") == text


def test_the_server_sees_a_transaction_that_has_read_as_idle(postgres: PostgresServer, store: Store) -> None:
    """Only such a one is ended by the server when its process hangs with the owner's lock."""
    other = PostgresDatabase(create_engine(postgres.engine().url))
    with store.transaction(), ThreadPoolExecutor(1) as pool:
        row = store.db.row("SELECT pg_backend_pid() AS pid")
        assert row is not None
        state = pool.submit(
            other.row, "SELECT state FROM pg_stat_activity WHERE pid = :pid", {"pid": row["pid"]}
        )
        assert state.result() == {"state": "idle in transaction"}
    other.close()
