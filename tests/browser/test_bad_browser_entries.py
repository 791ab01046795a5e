"""A browser may keep anything of a visitor: no page stops for it, and they hear what was left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from prepkit.bank.generate import generate
from prepkit.exchange import archive
from prepkit.ui.widgets.components.browser_storage import COOKIE
from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import open_page
from tests.faults.bad_values import ENTRIES, VALUES, mutants

pytestmark = pytest.mark.faults

PAGES = (
    *("today", "browse", "roles", "learn", "own", "stories", "practise", "mock", "prepare", "progress"),
    *("coach", "present", "settings"),
)
Entry = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("tables")
    generate(folder, 30)
    return folder


def mutated(values: Sequence[str]) -> Iterator[Entry]:
    """Sound entries of every kind, and each with every one of its fields set to each of the values."""
    yield from ENTRIES.items()
    for value in values:
        for table, _, entry in mutants(VALUES[value]):
            yield table, entry


def put_into_storage(page: Page, entries: Sequence[Entry]) -> None:
    """As browser_storage.js keeps them: a name each, which begins with the table, and JSON."""
    kept = {
        f"prepkit::{table}:{number}": json.dumps({"cards": [entry]} if table == "session_cards" else entry)
        for number, (table, entry) in enumerate(entries)
    }
    page.evaluate(
        "kept => Object.entries(kept).forEach(([name, text]) => localStorage.setItem(name, text))", kept
    )
    assert page.evaluate("localStorage.length") >= len(entries)
    page.context.add_cookies([{"name": COOKIE, "value": "1", "url": page.url}])


def count_left_out(entries: Sequence[Entry]) -> int:
    """How many entries the checks of an archive refuse."""
    whole: dict[str, Any] = {"format": "prepkit", "version": 1, "profile": {"name": "", "renamed_at": 0}}
    for table, entry in entries:
        whole.setdefault(table, []).append(entry)
    return len(archive.read("the browser", json.dumps(whole).encode()).problems)


def test_damaged_entries_of_a_browser_stop_no_page(
    start_app: StartApp, new_page: NewPage, tables: Path
) -> None:
    app = start_app(PREPKIT_MODE="hosted", PREPKIT_BANK=str(tables))
    entries = list(mutated(("a word", "half a character", "nested deep")))
    assert len(entries) > 600
    left_out = count_left_out(entries)
    assert left_out > 400
    page = new_page()
    open_page(page, app.url)
    put_into_storage(page, entries)
    for name in PAGES:
        page.goto(f"{app.url}/{name}", wait_until="domcontentloaded")
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        # Present fills the window, and nothing else is said on a shared screen.
        if name != "present":
            said = f"{left_out:,} damaged entries in this browser’s copy"
            expect(page.get_by_text(said)).to_be_visible()
        expect(page.get_by_text("This page stopped")).to_have_count(0)
        expect(page.get_by_test_id("stException")).to_have_count(0)
