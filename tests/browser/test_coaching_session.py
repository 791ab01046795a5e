"""A coach leads a session from one window while a second one shows the question to the client."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import axe_violations, open_page, settle


def add_client(page: Page, url: str, name: str) -> None:
    open_page(page, f"{url}/coach")
    page.get_by_label("A client's name").fill(name)
    page.get_by_role("button", name="Add a client").click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def add_question(page: Page, words: str) -> None:
    added = page.get_by_role("button", name=re.compile(r"^Remove question \d"))
    count = added.count()
    page.get_by_label("Add a question").fill(words)
    page.get_by_role("option").first.click()
    expect(added).to_have_count(count + 1)


def open_audience(page: Page) -> Page:
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Open the audience's window").click()
    audience = opened.value
    expect(audience.locator(".stage h1")).not_to_have_text("…")
    expect(page.locator(".presenter .audience")).to_contain_text("follows this one")
    return audience


def test_a_session_is_led_from_one_window_and_shown_in_another(
    start_app: StartApp, own_page: NewPage
) -> None:
    app, page = start_app(), own_page()
    add_client(page, app.url, "Maria")
    page.get_by_role("button", name="Start a session with Maria").click()
    expect(page.get_by_role("heading", level=1, name="Session with Maria")).to_be_visible()
    for words in ("creative solution", "conflict"):
        add_question(page, words)
    page.get_by_role("button", name="Begin the session").click()
    presenter = page.locator(".presenter")
    expect(presenter.locator(".place")).to_have_text("Question 1 of 2")
    settle(page)
    assert axe_violations(page) == []
    audience = open_audience(page)
    expect(audience.locator(".tags")).to_contain_text("M")
    expect(audience.locator(".tools")).to_be_hidden()

    # Steps, the clock and the next question go with the presenter.
    page.get_by_role("button", name="What is assessed").click()
    expect(audience.locator(".body h2")).to_have_text("What is assessed")
    page.get_by_role("button", name="Start the clock").click()
    expect(audience.locator(".time")).not_to_have_text("1:30")
    page.keyboard.press("n")
    expect(presenter.locator(".place")).to_have_text("Question 2 of 2")
    expect(audience.locator(".place")).to_have_text("2 of 2")
    prompt = presenter.locator("h1").inner_text()
    expect(audience.locator("h1")).to_have_text(prompt)
    expect(audience.locator(".time")).to_have_text("1:30")

    # Either window may be loaded again.
    audience.reload()
    expect(audience.locator("h1")).to_have_text(prompt)
    page.reload()
    expect(presenter.locator(".place")).to_have_text("Question 2 of 2")

    point = page.locator(".st-key-session_points [role=checkbox], .st-key-session_points input").first
    point.click()
    page.locator(".st-key-session_anchors").scroll_into_view_if_needed()
    page.get_by_role("radio", name="4").click()
    page.get_by_label("Evidence: which words earn that score?").fill("She rang the customer back.")
    expect(page.locator(".st-key-session_evidence [role=status]")).to_have_text("Saved")
    page.get_by_label("Your notes on this session").fill("Ask for the figure next time.")
    expect(page.locator(".st-key-session_notes [role=status]")).to_have_text("Saved")
    audience.close()
    page.get_by_role("button", name="End the session").click()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("4 of 5 · She rang the customer back.")).to_be_visible()
    expect(page.get_by_text("Ask for the figure next time.")).to_be_visible()
    settle(page)
    assert axe_violations(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the page to print").click()
    printed = saved.value.path().read_text(encoding="utf-8")
    assert "She rang the customer back." in printed
    assert "Maria" in printed
    assert "Ask for the figure" not in printed
    page.get_by_role("button", name="Maria's page").click()
    expect(page.get_by_text("1 answer scored by you")).to_be_visible()


def test_a_session_without_a_client_keeps_nothing(start_app: StartApp, own_page: NewPage) -> None:
    app, page = start_app(), own_page()
    open_page(page, f"{app.url}/coach")
    page.get_by_role("button", name="Start a session without a client").click()
    add_question(page, "creative solution")
    page.get_by_role("button", name="Begin the session").click()
    audience = open_audience(page)
    expect(audience.locator(".tags")).to_contain_text("not kept")
    page.get_by_role("radio", name="2").click()
    page.get_by_role("button", name="End the session").click()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("2 of 5")).to_be_visible()
    expect(page.get_by_text("Nothing of this session is kept")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1, name="No such session")).to_be_visible()
