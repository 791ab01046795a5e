"""Entries of a profile, put together again as an archive, are the profile."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from prepkit.bank import Bank, load
from prepkit.bank.generate import generate
from prepkit.exchange import archive, entries
from prepkit.model import Settings
from prepkit.practice.session import undo
from prepkit.store import Store, actions, attempts, changes, merging, open_memory, profiles
from prepkit.store.changes import SyncCursor
from prepkit.workspace import Workspace
from tests.exchange.test_archive import furnish, practise
from tests.faults.bad_values import VALUES
from tests.practice.conftest import at


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder: Path = tmp_path_factory.mktemp("bank")
    generate(folder, 12)
    return load(folder)


def put_together(found: dict[str, Any]) -> bytes:
    """What a browser sends back, as components/browser_storage.js makes it."""
    whole: dict[str, Any] = {"format": "prepkit", "version": 1, "profile": {"name": "", "renamed_at": 0}}
    for name, value in json.loads(json.dumps(found)).items():
        table = name.partition(":")[0]
        if table == "profile":
            whole["profile"] = value
            continue
        whole.setdefault(table, []).extend(value["cards"] if table == "session_cards" else [value])
    # As a browser writes it: JSON itself knows no infinite number, but 1e400 is read as one.
    return json.dumps(whole).replace("Infinity", "1e400").encode()


def written(store: Store) -> dict[str, Any]:
    rows, _ = changes.since(store, SyncCursor(), at(hours=9).now)
    return {**entries.from_rows(rows), **entries.profile_entry(store)}


def test_what_a_browser_keeps_makes_the_same_profile(bank: Bank) -> None:
    store = profiles.latest(open_memory(), new_id="me", now=1)
    furnish(store, bank)
    practise(store, bank, "later", hour=24)
    again = profiles.latest(open_memory(), new_id="again", now=1)
    found = archive.read("the browser", put_together(written(store)))
    assert found.problems == ()
    archive.merge(again, found)
    assert merging.dump(again) == merging.dump(store)
    assert profiles.named(again) == profiles.named(store)


def test_two_windows_that_write_into_one_place_add_up(bank: Bank) -> None:
    one, two, both = (profiles.latest(open_memory(), new_id=name, now=1) for name in ("a", "b", "c"))
    practise(one, bank, "one", hour=0, ratings=3)
    practise(two, bank, "two", hour=1, ratings=4)
    found = archive.read("the browser", put_together({**written(one), **written(two)}))
    archive.merge(both, found)
    made = [row["id"] for row in merging.dump(both)["attempts"]]
    apart = [row["id"] for store in (one, two) for row in merging.dump(store)["attempts"]]
    assert made == apart
    assert len(merging.dump(both)["sessions"]) == 2


def come_back(found: dict[str, Any]) -> Store:
    """The store of the next session, once the browser has told what it keeps."""
    again = profiles.latest(open_memory(), new_id="again", now=1)
    archive.merge(again, archive.read_browser_copy("the browser", put_together(found)))
    return again


def test_undo_reaches_past_a_refresh_and_what_was_undone_stays_so(bank: Bank) -> None:
    store = profiles.latest(open_memory(), new_id="me", now=1)
    practise(store, bank, "one", hour=0, ratings=4)  # the last of them taken back
    again = come_back(written(store))
    workspace = Workspace(again, bank, Settings(), lambda: "next")
    for left in (2, 1, 0):
        assert undo(workspace, at(hours=1)) is not None
        assert len(attempts.list_all(again)) == left
    assert undo(workspace, at(hours=1)) is None
    assert actions.last(come_back(written(again))) is None


def test_a_file_that_somebody_takes_along_brings_nothing_to_undo(bank: Bank) -> None:
    store = profiles.latest(open_memory(), new_id="me", now=1)
    practise(store, bank, "one", hour=0)
    again = profiles.latest(open_memory(), new_id="again", now=1)
    archive.merge(again, archive.read("PrepKit.json", put_together(written(store))))
    assert actions.last(again) is None


FIELDS = (
    *(("kind",), ("card_id",), ("attempt_id",), ("session_id",), ("before",), ("done_at",), ("undone_at",)),
    *(("before", "screen"), ("before", "position"), ("before", "screen", "ticks")),
    *(("before", "screen", "card_id"), ("before", "screen", "drawn_at"), ("before", "mark")),
)


@pytest.mark.parametrize("name", VALUES)
def test_a_damaged_step_is_never_undone_nor_are_the_earlier_ones(bank: Bank, name: str) -> None:
    store = profiles.latest(open_memory(), new_id="me", now=1)
    practise(store, bank, "one", hour=0, ratings=4)
    sound = written(store)
    third = sorted(entry for entry in sound if entry.startswith("actions:"))[2]
    for path in FIELDS:
        found = copy.deepcopy(sound)
        target: Any = found[third]
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = VALUES[name]
        read = archive.read_browser_copy("the browser", put_together(found))
        again = profiles.latest(open_memory(), new_id="again", now=1)
        archive.merge(again, read)
        made = len(attempts.list_all(again))
        workspace = Workspace(again, bank, Settings(), lambda: "next")
        steps = 0
        while undo(workspace, at(hours=1)) is not None:
            steps += 1
        assert steps <= made
        assert (read.problems == ()) or steps == 0, path
        assert archive.read("again.json", archive.write(again, at())).problems == (), path
        again.db.close()
