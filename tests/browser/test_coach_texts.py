"""A coach's texts: two windows with one of them, and text typed at the moment its file is saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from prepkit.mock import repository
from prepkit.mock.state import Mock, MockItem, MockPhase
from prepkit.store import notes, open_file, profiles
from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import axe_violations, open_page, overflows, settle
from tests.browser.server import AppServer

NOW = 1_796_000_000_000_000
NOTE = "Your notes: nobody else sees them"
MESSAGE = "Message to the candidate"


@pytest.fixture
def coach(start_app: StartApp) -> AppServer:
    """A server on the data of a coach with one client, who has sent an interview of two answers."""
    app = start_app()
    app.stop()
    database = open_file(app.data / "prepkit.db")
    store = profiles.latest(database, new_id="me", now=NOW)
    client = profiles.add_client(store, "Dana", new_id="dana", now=NOW)
    notes.save(client, notes.ABOUT_CLIENT, "Applies in May.", NOW)
    items = (
        MockItem("one", "furious-caller", answer="I listen."),
        MockItem("two", "recognition", answer="No."),
    )
    repository.save(client, "sent", Mock("Thursday", "lead", items, NOW, phase=MockPhase.OVER), NOW)
    database.close()
    app.start()
    return app


def type_at_end(page: Page, label: str, text: str) -> None:
    box = page.get_by_label(label, exact=True)
    box.press("Control+End")
    box.press_sequentially(text)


def test_what_two_windows_write_into_one_note_is_kept_and_said(coach: AppServer, new_page: NewPage) -> None:
    first, second = new_page(), new_page(width=390, height=844)
    for page in (first, second):
        open_page(page, f"{coach.url}/coach?client=dana")
        expect(page.get_by_label(NOTE, exact=True)).to_have_value("Applies in May.")
    type_at_end(first, NOTE, "\nLikes figures.")
    expect(first.get_by_text("Saved", exact=True)).to_be_visible()
    type_at_end(second, NOTE, "\nSpeaks fast.")
    whole = "Applies in May.\nSpeaks fast.\n\nLikes figures."
    expect(second.get_by_label(NOTE, exact=True)).to_have_value(whole)
    expect(second.get_by_text("Another window changed this text too.")).to_be_visible()
    expect(second.get_by_text("Saved", exact=True)).to_be_visible()
    settle(second)
    assert axe_violations(second) == []
    assert overflows(second) == 0
    # The second window goes on with the whole, and the first takes it over once it draws the page anew.
    type_at_end(second, NOTE, " Really.")
    expect(second.get_by_text("Saved", exact=True)).to_be_visible()
    open_page(first, first.url)
    expect(first.get_by_label(NOTE, exact=True)).to_have_value(f"{whole} Really.")
    expect(first.get_by_text("Another window changed this text too.")).to_have_count(0)


def test_a_file_holds_what_was_typed_when_it_was_saved(
    coach: AppServer, new_page: NewPage, tmp_path: Path
) -> None:
    page = new_page()
    open_page(page, f"{coach.url}/coach?client=dana&feedback=sent")
    page.get_by_label(MESSAGE, exact=True).fill("A calm start.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    type_at_end(page, MESSAGE, " Go on like this.")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the feedback file").click()
    saved.value.save_as(tmp_path / "feedback.json")
    written = json.loads((tmp_path / "feedback.json").read_text("utf-8"))
    assert written["message"] == "A calm start. Go on like this."


def test_one_answer_at_a_time_is_scored_on_a_phone(coach: AppServer, new_page: NewPage) -> None:
    page = new_page(width=390, height=844, theme="dark")
    open_page(page, f"{coach.url}/coach?client=dana&feedback=sent")
    expect(page.get_by_role("radio", name="4", exact=True).locator("visible=true")).to_have_count(1)
    page.get_by_role("radio", name="4", exact=True).first.click()
    expect(page.get_by_text("Answer 1: 4 of 5", exact=True)).to_be_visible()
    expect(page.get_by_text("Answer 2: to do", exact=True)).to_be_visible()
    settle(page)
    expect(page.get_by_text("I listen.")).to_be_visible()
    page.get_by_role("button", name="Next answer").click()
    expect(page.get_by_text("I listen.")).to_be_hidden()
    expect(page.get_by_text("No.", exact=True)).to_be_visible()
    settle(page)
    assert axe_violations(page) == []
    assert overflows(page) == 0
