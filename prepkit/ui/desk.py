"""Opens what a page needs: the bank, the visitor's store and settings, the clock."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from prepkit.bank import Bank, SearchIndex, load, question_index, reference_index
from prepkit.bank.own import OwnQuestion, with_own
from prepkit.bank.story import from_json, with_stories
from prepkit.errors import NoBank
from prepkit.lab.families import drills
from prepkit.model import Clock
from prepkit.practice.clock import clock_at
from prepkit.practice.session import Desk
from prepkit.prepare import keeping
from prepkit.store import Store, decks, settings, stories
from prepkit.ui import databases, places


def open_store() -> Store:
    """The rows of whoever is looking, looked through for entries that no page could draw.

    Needs neither the questions nor what those rows hold: the ways out of bad data rest on it.
    """
    now = clock()
    store = databases.store_of_visitor(open_bank, now)
    databases.inspect_once(store, now.now)
    return store


def open_desk() -> Desk:
    """The desk of whoever is looking."""
    bank, store = open_bank(), open_store()
    chosen = settings.load(store)
    # A role of another bank, or of a newer one, is no role to any page.
    known = any(role.id == chosen.target_role for role in bank.roles)
    target_role = chosen.target_role if known else None
    chosen = replace(chosen, target_role=target_role, interview_date=keeping.next_day(store, clock()))
    return Desk(store, _bank_of(store, bank), chosen)


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


def _bank_of(store: Store, bank: Bank) -> Bank:
    """The shipped questions, the person's own, and their stories."""
    stamp = decks.stamp(store)
    own = _with_own(bank.version, store.profile_id, stamp, store) if stamp else bank
    return with_stories(own, {row.id: from_json(row.content) for row in stories.every(store)})


@st.cache_resource(show_spinner=False, max_entries=2)
def _bank(folder: str, stamp: int) -> Bank:
    return replace(load(Path(folder)), drills=drills())


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


def _stamp(folder: Path) -> int:
    # Looked at in every run, hence not through pathlib, which takes five times as long.
    with os.scandir(folder) as entries:
        return max((entry.stat().st_mtime_ns for entry in entries if entry.name.endswith(".csv")), default=0)
