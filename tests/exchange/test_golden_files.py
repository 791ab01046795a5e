"""Files as PrepKit wrote them before its first release: they are read, and written, the same ever after."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from prepkit.coaching import assignment, score_code
from prepkit.exchange import archive, entries, results
from prepkit.practice.clock import clock_at
from prepkit.practice.session import undo
from prepkit.store import SqliteDatabase, Store, card_states, changes, open_file, open_memory, profiles
from prepkit.store import settings as stored_settings
from prepkit.store.changes import SyncCursor
from prepkit.workspace import Workspace
from tests.faults.bad_values import ENTRIES, NOON

GOLDEN = Path(__file__).parents[1] / "golden"
CLOCK = clock_at(datetime(2026, 11, 24, 12, tzinfo=UTC), "Europe/London")


def content(name: str) -> bytes:
    return (GOLDEN / name).read_bytes()


def without_later_names(written: Any, before: Any) -> Any:
    """Leave out the lists and fields of what was written that came later and hold nothing here."""
    if isinstance(written, dict) and isinstance(before, dict):
        return {
            name: without_later_names(part, before.get(name))
            for name, part in written.items()
            if name in before or part
        }
    if isinstance(written, list) and isinstance(before, list) and len(written) == len(before):
        return [without_later_names(*pair) for pair in zip(written, before, strict=True)]
    return written


def assert_written_as_before(written: bytes, before: bytes) -> None:
    assert without_later_names(json.loads(written), json.loads(before)) == json.loads(before)


def browser_copy() -> bytes:
    """The entries of a browser in one piece, as its script tells them to the server."""
    whole: dict[str, Any] = {"format": "prepkit", "version": 1}
    for name, entry in json.loads(content("browser.json")).items():
        table = name.partition(":")[0]
        if table == "profile":
            whole["profile"] = entry
        else:
            whole.setdefault(table, []).extend(entry["cards"] if table == "session_cards" else [entry])
    return json.dumps(whole).encode()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    path = tmp_path / "prepkit.db"
    path.write_bytes(gzip.decompress(content("prepkit.db.gz")))
    opened = open_file(path)
    yield opened
    opened.close()


@pytest.fixture
def store(database: SqliteDatabase) -> Store:
    return profiles.latest(database, new_id="nobody", now=1)


@pytest.fixture
def elsewhere() -> Iterator[Store]:
    opened = open_memory()
    yield profiles.latest(opened, new_id="elsewhere", now=1)
    opened.close()


def test_a_database_is_written_out_as_it_was(store: Store) -> None:
    assert_written_as_before(archive.write(store, CLOCK), content("archive.json"))
    assert_written_as_before(results.write(store, "m1", CLOCK), content("result.json"))


def test_a_database_goes_on_being_used(store: Store) -> None:
    workspace = Workspace(store, None, stored_settings.load(store))  # type: ignore[arg-type]
    assert workspace.settings.target_role == "role-1"
    (action,) = [undo(workspace, CLOCK)]
    assert action is not None
    assert (action.kind, action.card_id) == ("suspend", ENTRIES["marks"]["card_id"])
    assert {state.card_id for state in card_states.list_all(store)} == {"q:question-00001", "s:st1"}


def test_an_archive_is_read_whole_and_written_the_same_elsewhere(elsewhere: Store) -> None:
    found = archive.read("archive.json", content("archive.json"))
    assert found.problems == ()
    assert archive.merge(elsewhere, found) == 3
    written = archive.write(elsewhere, CLOCK)
    before = json.loads(content("archive.json"))
    assert [entry["reason"] for entry in before.pop("unreadable")] == ["Its name is no text."]
    assert without_later_names(json.loads(written), before) == before


def test_what_a_browser_keeps_is_read_whole_and_written_the_same(store: Store, elsewhere: Store) -> None:
    def kept(by: Store) -> dict[str, Any]:
        rows, _ = changes.since(by, SyncCursor(), NOON)
        found: dict[str, Any] = json.loads(
            json.dumps({**entries.from_rows(rows), **entries.profile_entry(by)})
        )
        return found

    golden = json.loads(content("browser.json"))
    assert kept(store) == golden
    found = archive.read_browser_copy("the browser", browser_copy())
    assert found.problems == ()
    archive.merge(elsewhere, found)
    assert kept(elsewhere) == golden


def test_a_result_is_read_whole() -> None:
    found = results.read("result.json", content("result.json"))
    assert found.problems == ()
    assert [found.count(table) for table in ("attempts", "mocks", "scores")] == [1, 1, 1]


def test_an_assignment_is_read_and_written_the_same() -> None:
    identity, made = assignment.read_file("assignment.json", content("assignment.json"))
    assert (identity, made.title, len(made.tasks)) == ("as1", "Week 1", 1)
    assert_written_as_before(assignment.as_file(identity, made), content("assignment.json"))
    assert assignment.as_link(identity, made) == content("assignment.link").decode().strip()


def test_a_score_code_is_read_as_it_was() -> None:
    about = {"question": "furious-caller", "level": "lead", "rater": "coach"}
    assert score_code.as_code(4, nonce=7, **about) == "003-VKA"
    assert score_code.read_code("003-vka", **about) == 4
