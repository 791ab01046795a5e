"""No entry, wherever it came from and whatever it holds, stops a page; what cannot be drawn is not lost."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from prepkit.bank.generate import generate
from prepkit.coaching import repository as assignments
from prepkit.exchange import archive
from prepkit.interviews import repository as interviews
from prepkit.mock import repository
from prepkit.store import Store, decks, open_file, profiles, stories, tallies, unreadable
from tests.faults.bad_values import CARD, ENTRIES, NOON, VALUES, as_cell, mutants
from tests.pages.conftest import MAIN, ROOT, browser_here, has_heading
from tests.practice.conftest import at

pytestmark = pytest.mark.faults

PAGES = (
    *("today", "browse", "roles", "learn", "own", "stories", "practise", "mock", "prepare", "progress"),
    *("coach", "present", "settings"),
)
OPENED = 2
"""How many documents of a kind are opened, of those that were taken in."""
HEAD: dict[str, Any] = {"format": "prepkit", "version": 1, "profile": {"name": "Ana", "renamed_at": 1}}
__all__ = ["browser_here"]

STATE: dict[str, Any] = {
    "card_id": CARD,
    "stability": 3.0,
    "difficulty": 5.0,
    "last_review": NOON,
    "phase": 2,
    "step": None,
    "due": NOON,
    "reps": 3,
    "lapses": 0,
    "last_rating": 3,
}
COUNT: dict[str, Any] = {
    "local_day": "2026-11-24",
    "rating": 3,
    "confidence": "sure",
    "attempts": 1,
    "duration_ms": 60_000,
}
ACTION: dict[str, Any] = {
    "kind": "rate",
    "card_id": CARD,
    "attempt_id": "a1",
    "session_id": "s1",
    "before": json.dumps({"position": 1}),
    "done_at": NOON,
}

Stored = Callable[[], Store]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("tables")
    generate(folder, 30)
    return folder


@pytest.fixture
def stored(
    tables: Path, browser_here: None, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stored]:
    """The candidate's own database; the app opens it anew, as after a restart."""
    monkeypatch.setenv("PREPKIT_BANK", str(tables))
    st.cache_resource.clear()
    opened: list[Store] = []

    def store() -> Store:
        opened.append(profiles.latest(open_file(data_folder / "prepkit.db"), new_id="me", now=1))
        return opened[-1]

    yield store
    for each in opened:
        each.db.close()


@pytest.mark.parametrize("name", VALUES)
def test_what_an_archive_holds_never_stops_a_page(name: str, stored: Stored) -> None:
    whole: dict[str, Any] = {**HEAD, **{table: [entry] for table, entry in ENTRIES.items()}}
    made = [(table, field, entry) for table, field, entry in mutants(VALUES[name])]
    for table, _, entry in made:
        whole[table].append(entry)
    assert len(made) > 200
    # As a file has it: JSON itself knows no infinite number, but 1e400 is read as one.
    text = json.dumps(whole).replace("Infinity", "1e400")
    store = stored()
    found = archive.read("PrepKit.json", text.encode())
    # What a browser kept comes back by the same reader, with what can be undone beside it.
    kept = archive.read_browser_copy("the browser", text.encode())
    assert {table: kept.tables[table] for table in ENTRIES} == {
        table: found.tables[table] for table in ENTRIES
    }
    archive.merge(store, found)
    assert not unreadable.list_all(store)
    draw_every_page(store)
    assert not unreadable.list_all(store), "what was accepted cannot be drawn"
    assert not archive.read("again.json", archive.write(store, at())).problems


@pytest.mark.parametrize("name", VALUES)
def test_what_the_database_holds_never_stops_a_page_and_is_not_lost(name: str, stored: Stored) -> None:
    store = stored()
    whole = {**HEAD, **{table: [entry] for table, entry in ENTRIES.items()}}
    archive.merge(store, archive.read("PrepKit.json", json.dumps(whole).encode()))
    put_in = Counter[str]()
    for number, (table, _, entry) in enumerate(mutants(VALUES[name]), start=100):
        put_in[table] += _insert(store, table, entry, number)
    before = {table: unreadable.count_rows(store, table) for table in ENTRIES}
    draw_every_page(store)
    moved = Counter(entry.table for entry in unreadable.list_all(store))
    after = {table: unreadable.count_rows(store, table) for table in ENTRIES}
    lost = {table: before[table] - after[table] - moved[table] for table in ENTRIES}
    # Equal copies of one entry are kept once.
    assert all(count >= 0 for count in lost.values())
    assert archive.read("PrepKit.json", archive.write(store, at())).problems == ()


@pytest.mark.parametrize("name", VALUES)
def test_what_was_worked_out_is_worked_out_again_where_it_is_damaged(name: str, stored: Stored) -> None:
    store = stored()
    whole = {**HEAD, **{table: [entry] for table, entry in ENTRIES.items()}}
    archive.merge(store, archive.read("PrepKit.json", json.dumps(whole).encode()))
    cell = as_cell("any", VALUES[name])
    for number, column in enumerate(STATE, start=2):
        _put_row(store, "card_states", {**STATE, "card_id": f"q:question-{number:05}", column: cell})
        _put_row(store, "actions", {**ACTION, "card_id": f"q:question-{number:05}"})
    _put_row(store, "card_states", {**STATE, "card_id": "q:question-00029", "stability": -1.0})
    for column in COUNT:
        _put_row(store, "tallies", {**COUNT, column: cell})
    for column in ("kind", "card_id", "attempt_id", "session_id", "before"):
        _put_row(store, "actions", {**ACTION, column: cell})
    for column in ("name", "renamed_at", "opened_at"):
        with suppress(OverflowError, ValueError, sqlite3.IntegrityError):
            store.db.execute(f"UPDATE profiles SET {column} = :cell", {"cell": cell})
    draw_every_page(store)
    # The one attempt was taken back, so nothing counts.
    assert store.db.rows("SELECT card_id FROM card_states") == []
    assert tallies.total(store) == 0


def draw_every_page(store: Store) -> None:
    """Open each page, and some of the documents that lie on it, as a person would after a restart."""
    st.cache_resource.clear()
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.run()
    for page in PAGES:
        _draw(app, page)
    for page, query, ids in _documents(store):
        for document in Random(1).sample(list(ids), min(OPENED, len(ids))):
            _draw(app, page, **{query: document})


def _draw(app: AppTest, page: str, **query: str) -> None:
    for name in list(app.query_params):
        del app.query_params[name]
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    said = [str(error.value) for error in app.exception]
    assert not said, f"{page} {query}: {said}"
    assert "try_again" not in [button.key for button in app.button], f"{page} {query}: {app.error[0].value}"
    assert has_heading(app, page), f"{page} {query} drew no title"


def _documents(store: Store) -> Iterator[tuple[str, str, Sequence[str]]]:
    yield "mock", "mock", [mock_id for mock_id, _ in repository.list_all(store)]
    yield "prepare", "interview", [found for found, _ in interviews.list_all(store)]
    yield "stories", "story", [row.id for row in stories.list_all(store)]
    yield "coach", "assignment", [found for found, _ in assignments.list_own(store)]
    yield "own", "edit", [row.id for row in decks.questions(store)]


def _insert(store: Store, table: str, entry: dict[str, Any], number: int) -> bool:
    """Put an entry into its table as it is; False where no database takes it."""
    columns = list(ENTRIES[table])
    cells = {name: as_cell(name, entry.get(name)) for name in columns}
    if table != "session_cards":
        cells["profile_id"] = store.profile_id
    if table == "attempts":
        cells["seq"] = number
    names = ", ".join(cells)
    values = ", ".join(f":{name}" for name in cells)
    try:
        return bool(
            store.db.count_changed(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({values})", cells)
        )
    except (ValueError, OverflowError):
        return False


def _put_row(store: Store, table: str, cells: dict[str, Any]) -> None:
    """Put a row into a table as it is, where a database takes it."""
    cells = {**cells, "profile_id": store.profile_id}
    names, values = ", ".join(cells), ", ".join(f":{name}" for name in cells)
    with suppress(OverflowError, ValueError, sqlite3.IntegrityError):
        store.db.execute(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({values})", cells)
