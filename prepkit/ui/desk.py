"""Opens what a page needs: the bank, the right store for this visitor, the clock."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from prepkit.bank import Bank, SearchIndex, load, question_index, reference_index
from prepkit.bank.own import OwnQuestion, with_own
from prepkit.errors import DatabaseFailed, NoBank, PrepkitError
from prepkit.model import Clock
from prepkit.practice.clock import clock_at
from prepkit.practice.demo import play
from prepkit.practice.session import Desk, new_uuid
from prepkit.store import Database, Store, decks, open_file, open_memory, profiles, settings
from prepkit.store.keeper import Keeper
from prepkit.store.lock import hold
from prepkit.ui import places, visit

DEMO_KEY = "demo"


def open_desk() -> Desk:
    """The desk of whoever is looking: local data, a private unsaved store, or the demo."""
    store = _store()
    return Desk(store, _bank_of(store), settings.load(store))


def clock() -> Clock:
    """Now, in the browser's time zone."""
    return clock_at(datetime.now(UTC), st.context.timezone)


def open_bank() -> Bank:
    """The shipped questions, read again when a table changes on disk."""
    folder = places.bank_folder()
    bank = _bank(str(folder), _stamp(folder))
    if not len(bank):
        raise NoBank(folder)
    return bank


def search_index(bank: Bank) -> SearchIndex:
    """The full-text index over a desk's bank, built once for each version of it."""
    return _search(bank.version) if bank.version == open_bank().version else _own_search(bank.version, bank)


def reference_search() -> SearchIndex:
    """The same over what stands beside the questions."""
    return _search_reference(open_bank().version)


def in_demo() -> bool:
    """Whether this session shows the synthetic learner instead of anybody's data."""
    return _demo_server() or bool(st.session_state.get(DEMO_KEY)) or st.query_params.get(DEMO_KEY) == "1"


def is_saved() -> bool:
    """Whether attempts made here are kept on this computer."""
    return visit.is_local() and not in_demo()


def enter_demo() -> None:
    """Show this session the synthetic learner. For callbacks."""
    st.session_state[DEMO_KEY] = True


def leave_demo() -> None:
    """Go back to the visitor's own data. For callbacks."""
    st.session_state.pop(DEMO_KEY, None)
    st.query_params.pop(DEMO_KEY, None)


def keep_demo_in_url() -> None:
    """A refresh must stay in the demo, never fall back to a real person's data."""
    if st.session_state.get(DEMO_KEY) or st.query_params.get(DEMO_KEY) == "1":
        st.session_state[DEMO_KEY] = True
        if st.query_params.get(DEMO_KEY) != "1":
            st.query_params[DEMO_KEY] = "1"


def _bank_of(store: Store) -> Bank:
    """The shipped questions and the person's own."""
    bank, stamp = open_bank(), decks.stamp(store)
    return _with_own(bank.version, store.profile_id, stamp, store) if stamp else bank


def local_database() -> Database:
    """The database on this computer. Only for a visitor who is local."""
    return _local_database(str(places.database_file()))


def backup_problem() -> str:
    """Why the last backup failed, as a sentence; empty while all is well or nothing is kept here."""
    return _keeper(local_database().path).problem if is_saved() else ""


def forget_local() -> None:
    """Close the database on this computer, if it is open, and open it again at the next look."""
    with suppress(PrepkitError):
        local_database().close()
    _local_database.clear()
    _keeper.clear()


def _demo_server() -> bool:
    return os.environ.get("PREPKIT_DEMO") == "1"


def _store() -> Store:
    if in_demo():
        database = _shared_demo() if _demo_server() and visit.is_local() else _own_demo()
    elif visit.is_local():
        database = local_database()
        if not Path(database.path).exists():
            raise DatabaseFailed(database.path, "the file is gone")
        _keeper(database.path).look(datetime.now(UTC))
    else:
        database = _private_database()
    return profiles.latest(database, new_id=new_uuid(), now=clock().now)


@st.cache_resource(show_spinner=False, max_entries=2)
def _bank(folder: str, stamp: int) -> Bank:
    return load(Path(folder))


@st.cache_resource(show_spinner=False, max_entries=2)
def _search(version: str) -> SearchIndex:
    return question_index(open_bank())


# What is personal is kept by session, never where another visitor could be handed it (trap 7).
@st.cache_resource(show_spinner=False, scope="session", max_entries=1)
def _with_own(version: str, profile_id: str, stamp: str, _store: Store) -> Bank:
    own = [(row.id, OwnQuestion.of(row.content)) for row in decks.questions(_store)]
    return with_own(open_bank(), own)


@st.cache_resource(show_spinner=False, scope="session", max_entries=1)
def _own_search(version: str, _bank: Bank) -> SearchIndex:
    return question_index(_bank)


@st.cache_resource(show_spinner=False, max_entries=2)
def _search_reference(version: str) -> SearchIndex:
    return reference_index(open_bank())


@st.cache_resource(show_spinner=False)
def _local_database(path: str) -> Database:
    where = f"http://localhost:{st.get_option('server.port')}, process {os.getpid()}"
    with ExitStack() as undo:
        lock = hold(Path(path), where)
        undo.callback(lock.release)
        database = open_file(Path(path))
        undo.pop_all()
    database.keep(lock)
    return database


@st.cache_resource(show_spinner=False)
def _keeper(path: str) -> Keeper:
    return Keeper(_local_database(path))


@st.cache_resource(show_spinner=False, scope="session", on_release=lambda database: database.close())
def _private_database() -> Database:
    return open_memory()


@st.cache_resource(show_spinner=False, scope="session", on_release=lambda database: database.close())
def _own_demo() -> Database:
    return _played()


@st.cache_resource(show_spinner=False)
def _shared_demo() -> Database:
    return _played()


def _played() -> Database:
    database = open_memory()
    moment = clock()
    store = profiles.latest(database, new_id=new_uuid(), now=moment.now)
    play(store, open_bank(), now=moment.now, tz=moment.tz)
    return database


def _stamp(folder: Path) -> int:
    # Looked at in every run, hence not through pathlib, which takes five times as long.
    with os.scandir(folder) as entries:
        return max((entry.stat().st_mtime_ns for entry in entries if entry.name.endswith(".csv")), default=0)
