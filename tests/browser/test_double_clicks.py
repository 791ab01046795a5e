"""Buttons that make something, clicked twice before the page can answer the first click."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import open_page, settle

GAPS = (20, 60, 120)
"""Milliseconds between the two clicks: before, while and after the first is answered."""


def click_twice(button: Locator, gap: int) -> None:
    """Click an element twice; no page may be on its way, which could put another in its place."""
    button.evaluate("(button, gap) => { button.click(); setTimeout(() => button.click(), gap) }", gap)


def test_a_question_is_saved_once(start_app: StartApp, new_page: NewPage) -> None:
    app, page = start_app(), new_page()
    for gap in GAPS:
        open_page(page, f"{app.url}/own?write=1")
        page.locator(".st-key-own_prompt_new textarea").fill(f"What is {gap} percent of a day?")
        page.locator(".st-key-own_prompt_new textarea").blur()
        expect(page.locator(".st-key-own_prompt_new [role=status]")).to_have_text("Saved")
        settle(page)
        click_twice(page.locator(".st-key-own_save button"), gap)
        expect(page.get_by_role("heading", level=1, name=f"What is {gap} percent of a day?")).to_be_visible()
    open_page(page, f"{app.url}/own")
    expect(page.get_by_text("3 questions, created")).to_be_visible()


def test_a_client_is_added_once(start_app: StartApp, new_page: NewPage) -> None:
    app, page = start_app(), new_page()
    for gap in GAPS:
        open_page(page, f"{app.url}/coach")
        page.get_by_label("A client's name").fill(f"Dana {gap}")
        settle(page)
        click_twice(page.get_by_role("button", name="Add a client"), gap)
        expect(page.get_by_role("heading", level=1, name=f"Dana {gap}")).to_be_visible()
    open_page(page, f"{app.url}/coach")
    for gap in GAPS:
        expect(page.get_by_text(f"Dana {gap}", exact=True)).to_have_count(1)
