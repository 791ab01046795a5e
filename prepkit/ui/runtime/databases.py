"""Open the database that holds a visitor's rows, and choose the profile in it that is theirs."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from prepkit.bank import Bank
from prepkit.demo.coach import add_clients
from prepkit.demo.learner import play
from prepkit.demo.stories import tell
from prepkit.errors import DatabaseFailed, PrepkitError
from prepkit.exchange.inspection import inspect
from prepkit.model import Clock
from prepkit.store import Database, SqliteDatabase, Store, open_file, open_memory, profiles, sign_outs
from prepkit.store.backup import KeptState
from prepkit.store.backup_schedule import BackupSchedule
from prepkit.store.lock import acquire
from prepkit.ui.runtime import paths, visit
from prepkit.ui.runtime.demo_mode import in_demo, is_demo_server
from prepkit.ui.runtime.secrets import DATABASE, has_database
from prepkit.ui.runtime.visit import Mode
from prepkit.workspace import new_uuid

PROFILE = "profile"
"""The session key of the profile this window shows, where several people share a computer."""
PRIVATE_BYTES = 40_000_000
"""The most bytes that a stranger's rows may take of the server's memory."""


def store_of_visitor(open_bank: Callable[[], Bank], now: Clock) -> Store:
    """Return the current visitor's store, never another visitor's.

    ``open_bank`` is called only in the demo, whose made-up learner needs the questions.
    """
    if in_demo():
        everybody = is_demo_server() and visit.is_local()
        demo = _shared_demo(open_bank(), now) if everybody else _own_demo(open_bank(), now)
        return profiles.latest(demo, new_id=new_uuid(), now=now.now)
    mode = visit.mode()
    if mode is Mode.PRIVATE:
        return profiles.latest(_private_database(), new_id=new_uuid(), now=now.now)
    if mode is Mode.SIGNED_IN:
        return profiles.of_identity(
            _identities_database(),
            visit.identity(),
            issued_at=_issued_at(now),
            new_id=new_uuid(),
            now=now.now,
        )
    return _store_of_window(_open_with_backup(paths.database_file()), now)


def end_sign_in(now: Clock) -> None:
    """Remember that this window's sign-in is over, so that a copy of its cookie opens nothing."""
    sign_outs.end_one(_identities_database(), visit.identity(), _issued_at(now), now.now)


def is_saved() -> bool:
    """Return whether attempts made here are kept in a file on this computer."""
    return visit.is_local() and not in_demo()


def can_keep_clients() -> bool:
    """Return whether a coach's clients are kept: not for a stranger, except the demo's made-up ones."""
    return in_demo() or visit.mode() is not Mode.PRIVATE


def local_database() -> SqliteDatabase:
    """Return the database on this computer. Only for a visitor who is local."""
    return _open_database(str(paths.database_file()))


def backup_problem() -> str:
    """Return why the last backup failed, as a sentence; empty if none failed or nothing is saved here."""
    return _backup_schedule(local_database().path).problem if is_saved() else ""


def inspect_once(store: Store, now: int) -> None:
    """Move entries that no page can draw out of the way, when this process first opens a profile.

    Rows in memory were checked when they came in and are not inspected again.
    """
    inspected = _inspected()
    profile = (id(store.db), store.profile_id)
    if profile not in inspected and not in_demo() and visit.mode() is not Mode.PRIVATE:
        inspected.add(profile)
        inspect(store, now)


def inspect_all(store: Store, now: int) -> int:
    """Inspect all of a visitor's rows, attempts too; return how many entries were moved out of the way."""
    return inspect(store, now, everything=True)


def inspect_local(now: int) -> int:
    """Inspect all rows of every profile at this computer, after another file took the database's place."""
    database = local_database()
    return sum(inspect_all(Store(database, profile.id), now) for profile in profiles.list_all(database))


def back_up_now() -> KeptState:
    """Back up the database on this computer. Raises DamagedDatabase, DatabaseFailed."""
    return _backup_schedule(local_database().path).back_up_now(datetime.now(UTC))


def forget_local() -> None:
    """Close the database on this computer, if it is open, so that the next use opens it again."""
    with suppress(PrepkitError):
        local_database().close()
    _open_database.clear()
    _backup_schedule.clear()
    _inspected.clear()


def show_profile(store: Store, now: Clock) -> None:
    """Show this profile in this window, and first in the next. For callbacks."""
    profiles.mark_opened(store, now.now)
    st.session_state[PROFILE] = store.profile_id


def _identities_database() -> Database:
    """Return the database of the people who sign in."""
    return _server_database() if has_database() else _open_with_backup(paths.people_file())


def _issued_at(now: Clock) -> int:
    # A person whom a proxy identifies with each connection has no cookie, and so none that could be copied.
    issued = visit.issued_at()
    return now.now if issued is None else issued


def _store_of_window(database: SqliteDatabase, now: Clock) -> Store:
    """Return the profile this window shows; the one opened last where that is gone."""
    profile_id = st.session_state.get(PROFILE)
    if profile_id is not None and profiles.is_here(database, profile_id):
        return Store(database, profile_id)
    store = profiles.latest(database, new_id=new_uuid(), now=now.now)
    st.session_state[PROFILE] = store.profile_id
    return store


def _open_with_backup(path: Path) -> SqliteDatabase:
    database = _open_database(str(path))
    if not Path(database.path).exists():
        raise DatabaseFailed(database.path, "the file is gone")
    _backup_schedule(database.path).run_if_due(datetime.now(UTC))
    return database


@st.cache_resource(show_spinner=False)
def _open_database(path: str) -> SqliteDatabase:
    address = f"http://localhost:{st.get_option('server.port')}, process {os.getpid()}"
    with ExitStack() as undo:
        lock = acquire(Path(path), address)
        undo.callback(lock.release)
        database = open_file(Path(path))
        undo.pop_all()
    database.keep(lock)
    return database


@st.cache_resource(show_spinner=False)
def _server_database() -> Database:
    # Import it only where a server is named: nobody else needs SQLAlchemy.
    from prepkit.store.postgres import open_postgres

    return open_postgres(st.connection(DATABASE, type="sql", hide_parameters=True).engine)


@st.cache_resource(show_spinner=False)
def _inspected() -> set[tuple[int, str]]:
    return set()


@st.cache_resource(show_spinner=False)
def _backup_schedule(path: str) -> BackupSchedule:
    return BackupSchedule(_open_database(path))


@st.cache_resource(show_spinner=False, scope="session", on_release=lambda database: database.close())
def _private_database() -> SqliteDatabase:
    return open_memory(PRIVATE_BYTES)


@st.cache_resource(show_spinner=False, scope="session", on_release=lambda database: database.close())
def _own_demo(_bank: Bank, _now: Clock) -> SqliteDatabase:
    return _demo_database(_bank, _now)


@st.cache_resource(show_spinner=False)
def _shared_demo(_bank: Bank, _now: Clock) -> SqliteDatabase:
    return _demo_database(_bank, _now)


def _demo_database(bank: Bank, now: Clock) -> SqliteDatabase:
    database = open_memory()
    store = profiles.latest(database, new_id=new_uuid(), now=now.now)
    play(store, bank, now=now.now, tz=now.tz)
    tell(store, bank, now.now)
    add_clients(store, bank, now)
    return database
