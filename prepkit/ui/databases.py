"""Which database a visitor's rows are in, and the profile among them that is theirs."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from prepkit.bank import Bank
from prepkit.errors import DatabaseFailed, PrepkitError
from prepkit.exchange.inspection import inspect
from prepkit.model import Clock
from prepkit.practice.demo import play
from prepkit.practice.session import new_uuid
from prepkit.store import Database, SqliteDatabase, Store, open_file, open_memory, profiles, sign_outs
from prepkit.store.backup import Outcome
from prepkit.store.keeper import Keeper
from prepkit.store.lock import hold
from prepkit.stories.demo import tell
from prepkit.ui import places, visit
from prepkit.ui.demo_mode import in_demo, is_demo_server
from prepkit.ui.secrets import DATABASE, has_database
from prepkit.ui.visit import Mode

PROFILE = "profile"
"""The profile this window shows, where several people share a computer."""
PRIVATE_BYTES = 40_000_000
"""The most that a stranger's rows may take of the server's memory."""


def store_of_visitor(open_bank: Callable[[], Bank], now: Clock) -> Store:
    """The rows of whoever is looking. Nobody is ever handed another's.

    ``open_bank`` is asked for the questions only where the made-up learner needs them.
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
            _people(), visit.identity(), issued_at=_issued_at(now), new_id=new_uuid(), now=now.now
        )
    return _chosen(_kept(places.database_file()), now)


def end_sign_in(now: Clock) -> None:
    """Remember that this window's sign-in is over, so that a copy of its cookie opens nothing."""
    sign_outs.end_one(_people(), visit.identity(), _issued_at(now), now.now)


def is_saved() -> bool:
    """Whether attempts made here are kept in a file on this computer."""
    return visit.is_local() and not in_demo()


def can_keep_clients() -> bool:
    """Whether what a coach is sent is kept: not in the demo, nor for a stranger's tab."""
    return not in_demo() and visit.mode() is not Mode.PRIVATE


def local_database() -> SqliteDatabase:
    """The database on this computer. Only for a visitor who is local."""
    return _open_database(str(places.database_file()))


def backup_problem() -> str:
    """Why the last backup failed, as a sentence; empty while all is well or nothing is kept here."""
    return _keeper(local_database().path).problem if is_saved() else ""


def inspect_once(store: Store, now: int) -> None:
    """Move what no page can draw out of the way, when a profile is opened first in this process.

    What lives in memory came in checked and is not looked through again.
    """
    opened = _inspected()
    where = (id(store.db), store.profile_id)
    if where not in opened and not in_demo() and visit.mode() is not Mode.PRIVATE:
        opened.add(where)
        inspect(store, now)


def inspect_all(store: Store, now: int) -> int:
    """Look through everything a visitor has, attempts too; how many entries were moved out of the way."""
    return inspect(store, now, everything=True)


def inspect_local(now: int) -> int:
    """Look through everything of everybody at this computer: after another file took the database's place."""
    database = local_database()
    return sum(inspect_all(Store(database, profile.id), now) for profile in profiles.every(database))


def back_up_now() -> Outcome:
    """Back up the database on this computer. Raises DamagedDatabase, DatabaseFailed."""
    return _keeper(local_database().path).back_up_now(datetime.now(UTC))


def forget_local() -> None:
    """Close the database on this computer, if it is open, and open it again at the next look."""
    with suppress(PrepkitError):
        local_database().close()
    _open_database.clear()
    _keeper.clear()
    _inspected.clear()


def show_profile(store: Store, now: Clock) -> None:
    """Show this profile in this window, and first in the next. For callbacks."""
    profiles.mark_opened(store, now.now)
    st.session_state[PROFILE] = store.profile_id


def _people() -> Database:
    """Where the rows of those who signed in are."""
    return _server() if has_database() else _kept(places.people_file())


def _issued_at(now: Clock) -> int:
    # Whoever a proxy vouches for with each connection has no cookie that could be copied.
    issued = visit.issued_at()
    return now.now if issued is None else issued


def _chosen(database: SqliteDatabase, now: Clock) -> Store:
    """The profile this window shows; the one opened last where that is gone."""
    chosen = st.session_state.get(PROFILE)
    if chosen is not None and profiles.is_here(database, chosen):
        return Store(database, chosen)
    store = profiles.latest(database, new_id=new_uuid(), now=now.now)
    st.session_state[PROFILE] = store.profile_id
    return store


def _kept(path: Path) -> SqliteDatabase:
    database = _open_database(str(path))
    if not Path(database.path).exists():
        raise DatabaseFailed(database.path, "the file is gone")
    _keeper(database.path).look(datetime.now(UTC))
    return database


@st.cache_resource(show_spinner=False)
def _open_database(path: str) -> SqliteDatabase:
    where = f"http://localhost:{st.get_option('server.port')}, process {os.getpid()}"
    with ExitStack() as undo:
        lock = hold(Path(path), where)
        undo.callback(lock.release)
        database = open_file(Path(path))
        undo.pop_all()
    database.keep(lock)
    return database


@st.cache_resource(show_spinner=False)
def _server() -> Database:
    # Loaded only where a server is named: nobody else needs SQLAlchemy.
    from prepkit.store.postgres import open_postgres

    return open_postgres(st.connection(DATABASE, type="sql", hide_parameters=True).engine)


@st.cache_resource(show_spinner=False)
def _inspected() -> set[tuple[int, str]]:
    return set()


@st.cache_resource(show_spinner=False)
def _keeper(path: str) -> Keeper:
    return Keeper(_open_database(path))


@st.cache_resource(show_spinner=False, scope="session", on_release=lambda database: database.close())
def _private_database() -> SqliteDatabase:
    return open_memory(PRIVATE_BYTES)


@st.cache_resource(show_spinner=False, scope="session", on_release=lambda database: database.close())
def _own_demo(_bank: Bank, _now: Clock) -> SqliteDatabase:
    return _played(_bank, _now)


@st.cache_resource(show_spinner=False)
def _shared_demo(_bank: Bank, _now: Clock) -> SqliteDatabase:
    return _played(_bank, _now)


def _played(bank: Bank, now: Clock) -> SqliteDatabase:
    database = open_memory()
    store = profiles.latest(database, new_id=new_uuid(), now=now.now)
    play(store, bank, now=now.now, tz=now.tz)
    tell(store, bank, now.now)
    return database
