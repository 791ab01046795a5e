"""Open what a page needs: the bank, the visitor's store and settings, the clock."""

from __future__ import annotations

import os
import time
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import streamlit as st

from prepkit.bank import Bank, SearchIndex, load, question_index, reference_index
from prepkit.bank.own import OwnQuestion, with_own, with_stories
from prepkit.errors import NoBank
from prepkit.interviews import repository
from prepkit.lab.families import drills
from prepkit.model import Clock, Settings
from prepkit.practice.clock import clock_at
from prepkit.store import Store, decks, settings, stories
from prepkit.ui.runtime import databases, paths
from prepkit.workspace import VISIT_RESULTS, ResultCache, Workspace

PARTS = "workspace_parts"
"""The session key of what the last workspace was made of."""
MINUTE = 60_000_000
"""Microseconds in a minute: the next interview depends on the hour."""


def open_store() -> Store:
    """Return the current visitor's store, after entries that no page could draw were moved out of the way.

    It reads neither the questions nor the settings, so that the ways out of bad data can use it.
    """
    now = clock()
    store = databases.store_of_visitor(open_bank, now)
    databases.inspect_once(store, now.now)
    return store


def open_workspace() -> Workspace:
    """Return the current visitor's workspace."""
    parts = _read_parts(open_bank(), open_store(), clock())
    return Workspace(
        parts.store,
        parts.bank,
        parts.settings,
        interview_date=parts.interview_date,
        visit=_results_of_visit(),
    )


def own_settings() -> Settings:
    """What whoever is looking chose. Raises a PrepkitError when their data cannot be read."""
    return settings.load(open_store())


def clock() -> Clock:
    """Return the current time in the browser's time zone."""
    return clock_at(datetime.now(UTC), st.context.timezone)


def open_bank() -> Bank:
    """Return the shipped questions, read again within a second of a table's change on disk.

    Raises NoBank without any.
    """
    folder = paths.bank_folder()
    bank = _bank(str(folder), _stamp(folder, int(time.monotonic())))
    if not len(bank):
        raise NoBank(folder)
    return bank


def search_index(bank: Bank) -> SearchIndex:
    """Return the full-text index over a workspace's bank, built once for each version of it."""
    return _search(bank.version) if bank.version == open_bank().version else _own_search(bank.version, bank)


def reference_search() -> SearchIndex:
    """Return the full-text index over the guides, metrics and tools of the shipped bank."""
    return _search_reference(open_bank().version)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a workspace is made of, read under ``stamp``."""

    stamp: Hashable
    store: Store
    bank: Bank
    settings: Settings
    interview_date: date | None


def _read_parts(shipped: Bank, store: Store, now: Clock) -> _Parts:
    """Return the parts of a workspace: those read before, as long as nothing was written since.

    A callback, the list of pages and the page itself open one in every run.
    """
    stamp = (shipped.version, store.profile_id, store.db.version(), now.day, now.now // MINUTE, now.tz)
    parts: _Parts | None = st.session_state.get(PARTS)
    if parts is not None and parts.stamp == stamp and parts.store == store:
        return parts
    stored = settings.load(store)
    # Ignore a target role that this bank lacks: it comes from another or a newer bank.
    in_bank = any(role.id == stored.target_role for role in shipped.roles)
    chosen = replace(stored, target_role=stored.target_role if in_bank else None)
    parts = _Parts(stamp, store, _bank_of(store, shipped), chosen, repository.next_day(store, now))
    st.session_state[PARTS] = parts
    return parts


def _bank_of(store: Store, bank: Bank) -> Bank:
    """Return the bank with the shipped questions, the person's own, and their stories."""
    stamp = decks.stamp(store)
    own = _with_own(bank.version, store.profile_id, stamp, store) if stamp else bank
    return with_stories(own, {story.id: story.content for story in stories.list_all(store)})


@st.cache_resource(show_spinner=False, max_entries=2)
def _bank(folder: str, stamp: int) -> Bank:
    return replace(load(Path(folder)), drills=drills())


@st.cache_resource(show_spinner=False, max_entries=2)
def _search(version: str) -> SearchIndex:
    return question_index(open_bank())


# Cache personal data by session: without a scope, a cached resource is shared by all visitors.
@st.cache_resource(show_spinner=False, scope="session", max_entries=1)
def _with_own(version: str, profile_id: str, stamp: str, _store: Store) -> Bank:
    own = [(row.id, OwnQuestion.of(row.content)) for row in decks.questions(_store)]
    return with_own(open_bank(), own)


@st.cache_resource(show_spinner=False, scope="session", max_entries=1)
def _results_of_visit() -> ResultCache:
    return ResultCache(VISIT_RESULTS)


@st.cache_resource(show_spinner=False, scope="session", max_entries=1)
def _own_search(version: str, _bank: Bank) -> SearchIndex:
    return question_index(_bank)


@st.cache_resource(show_spinner=False, max_entries=2)
def _search_reference(version: str) -> SearchIndex:
    return reference_index(open_bank())


@lru_cache(maxsize=4)
def _stamp(folder: Path, second: int) -> int:
    # Look once a second, because a run opens the bank many times and each look waits for the other visitors.
    with os.scandir(folder) as entries:
        return max((entry.stat().st_mtime_ns for entry in entries if entry.name.endswith(".csv")), default=0)
