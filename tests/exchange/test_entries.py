"""Entries of a profile, put together again as an archive, are the profile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from prepkit.bank import Bank, load
from prepkit.bank.generate import generate
from prepkit.exchange import archive, entries
from prepkit.store import Store, changes, merging, open_memory, profiles
from prepkit.store.changes import Seen
from tests.exchange.test_archive import furnish, practise
from tests.practice.conftest import at


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    generate(tmp_path, 12)
    return load(tmp_path)


def put_together(found: dict[str, Any]) -> bytes:
    """What a browser sends back, as components/browser_storage.js makes it."""
    whole: dict[str, Any] = {"format": "prepkit", "version": 1, "profile": {"name": "", "renamed_at": 0}}
    for name, value in json.loads(json.dumps(found)).items():
        table = name.partition(":")[0]
        if table == "profile":
            whole["profile"] = value
            continue
        whole.setdefault(table, []).extend(value["cards"] if table == "session_cards" else [value])
    return json.dumps(whole).encode()


def written(store: Store) -> dict[str, Any]:
    rows, _ = changes.since(store, Seen(), at(hours=9).now)
    return {**entries.of_rows(rows), **entries.of_profile(store)}


def test_what_a_browser_keeps_makes_the_same_profile(bank: Bank) -> None:
    store = profiles.latest(open_memory(), new_id="me", now=1)
    furnish(store, bank)
    practise(store, bank, "later", hour=24)
    again = profiles.latest(open_memory(), new_id="again", now=1)
    found = archive.read("the browser", put_together(written(store)))
    assert found.problems == ()
    archive.take_in(again, found)
    assert merging.dump(again) == merging.dump(store)
    assert profiles.named(again) == profiles.named(store)


def test_two_windows_that_write_into_one_place_add_up(bank: Bank) -> None:
    one, two, both = (profiles.latest(open_memory(), new_id=name, now=1) for name in ("a", "b", "c"))
    practise(one, bank, "one", hour=0, ratings=3)
    practise(two, bank, "two", hour=1, ratings=4)
    found = archive.read("the browser", put_together({**written(one), **written(two)}))
    archive.take_in(both, found)
    made = [row["id"] for row in merging.dump(both)["attempts"]]
    apart = [row["id"] for store in (one, two) for row in merging.dump(store)["attempts"]]
    assert made == apart
    assert len(merging.dump(both)["sessions"]) == 2
