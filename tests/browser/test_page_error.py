"""A page that meets what it cannot draw: one sentence, the navigation, and ways out that work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from prepkit.exchange import archive, inspection
from prepkit.model import Attempt, Rating
from prepkit.store import Store, attempts, documents, open_file, profiles
from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import axe_violations, overflows, settle

QUESTION = "furious-caller"


def an_attempt(number: int) -> Attempt:
    return Attempt(
        id=f"attempt-{number}",
        card_id="q:why-us",
        rating=Rating.SOLID,
        answered_at=1_795_521_600_000_000 + number,
        local_day="2026-11-24",
        tz="Europe/London",
    )


def poison(data: Path) -> int:
    """More attempts than are looked into at the start, the first of them unreadable; how many there are."""
    store = own_store(data)
    many = inspection.SHORT + 10
    made = [an_attempt(number) for number in range(many)]
    attempts.append_many(store, made)
    store.db.execute(
        "UPDATE attempts SET card_id = :card, confidence = 'very' WHERE id = :id",
        {"card": f"q:{QUESTION}", "id": made[0].id},
    )
    store.db.close()
    return many


def own_store(data: Path) -> Store:
    return profiles.latest(open_file(data / "prepkit.db"), new_id="me", now=1)


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_a_page_that_stops_offers_export_and_goes_on_after_try_again(
    start_app: StartApp, new_page: NewPage, width: int, theme: str, tmp_path: Path
) -> None:
    app = start_app()
    app.stop()
    many = poison(app.data)
    app.start()
    page = new_page(width, 900, "dark" if theme == "dark" else "light")
    page.goto(f"{app.url}/browse?question={QUESTION}")
    expect(page.get_by_text("This page stopped", exact=True)).to_be_in_viewport()
    expect(page.locator(".st-key-try_again button")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Today")).to_be_attached()
    settle(page)
    said = f"An attempt (“q:{QUESTION}”) cannot be read. confidence: This should be one of"
    expect(page.get_by_text(said)).to_be_visible()
    assert not axe_violations(page)
    assert overflows(page) == 0
    with page.expect_download() as download:
        page.locator(".st-key-export_after_error button").click()
    download.value.save_as(tmp_path / "all.json")
    whole = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert len(whole["attempts"]) == many - 1
    assert [entry["table"] for entry in whole["unreadable"]] == ["attempts"]
    assert archive.read("all.json", (tmp_path / "all.json").read_bytes()).problems == ()
    page.locator(".st-key-try_again button").click()
    expect(page.get_by_text("This page stopped", exact=True)).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{app.url}/settings")
    expect(page.get_by_text("1 entry cannot be read")).to_be_visible()
    page.get_by_role("button", name="Remove it", exact=True).click()
    page.get_by_role("button", name="Remove it for good").click()
    expect(page.get_by_text("cannot be read")).to_have_count(0)


def test_a_mock_that_cannot_be_read_is_said_where_mocks_are(start_app: StartApp, page: Page) -> None:
    app = start_app()
    app.stop()
    store = own_store(app.data)
    documents.save(store, "mocks", "broken", {"title": 5}, 1)
    store.db.close()
    app.start()
    page.goto(f"{app.url}/mock")
    expect(page.get_by_role("heading", level=1, name="Mock interview")).to_be_visible()
    expect(page.get_by_text("A mock (“broken”) cannot be read").first).to_be_visible()
    expect(page.get_by_text("This page stopped")).to_have_count(0)
