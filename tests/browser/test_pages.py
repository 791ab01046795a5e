"""Every page: cold deep links, both themes, phone width, accessibility, nothing from elsewhere."""

from __future__ import annotations

import re
from typing import Literal
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import (
    axe_violations,
    is_dark,
    open_page,
    overflows,
    reveal,
    settle,
    start_first,
    switch_theme,
)
from tests.browser.server import AppServer

PAGES = [
    "",
    "browse",
    "browse?question=furious-caller",
    "roles",
    "roles?role_id=customer-service-manager",
    "learn",
    "learn?shelf=Metrics",
    "learn?item=metric.erlang-c",
    "learn?item=guide.star",
    "learn?item=competency.triage",
    "own",
    "own?write=1",
    "own?bring=1",
    "stories",
    "stories?story=demo-boiler",
    "stories?paste=1",
    "practise",
    "mock",
    "mock?mock=demo-mock-4",
    "mock?mock=demo-round-3",
    "present?seed=5",
    "round?seed=5",
    "coach",
    "prepare",
    *(
        f"prepare?interview=demo-interview&part={part}"
        for part in ("Plan", "Advertisement", "Company", "Ask+back", "The+day", "Afterwards", "Details")
    ),
    "progress",
    "settings",
]
THEMES: list[Literal["light", "dark"]] = ["light", "dark"]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("browse?question=furious-caller", None),
        ("practise", "Practise"),
        ("progress", "Progress"),
        ("settings", "Settings"),
    ],
)
def test_a_deep_link_works_on_a_server_that_just_woke_up(
    start_app: StartApp, page: Page, path: str, title: str | None
) -> None:
    app = start_app()
    open_page(page, f"{app.url}/{path}")
    expect(page.get_by_role("link", name="Today")).to_be_visible()
    if title is None:
        expect(page.locator(".st-key-practise_one")).to_be_visible()
        assert "question=furious-caller" in page.url
    else:
        expect(page.get_by_role("heading", level=1).first).to_have_text(title)


@pytest.mark.parametrize("path", PAGES)
def test_no_serious_accessibility_violation(demo: AppServer, same_page: NewPage, path: str) -> None:
    page = same_page()
    page.emulate_media(color_scheme="light")  # The page before left it dark.
    open_page(page, f"{demo.url}/{path}")
    for theme in THEMES:
        switch_theme(page, theme)
        assert is_dark(page) is (theme == "dark")
        assert axe_violations(page) == [], theme


@pytest.mark.parametrize("theme", THEMES)
def test_a_window_opens_in_the_theme_of_its_computer(
    demo: AppServer, new_page: NewPage, theme: Literal["light", "dark"]
) -> None:
    page = new_page(theme=theme)
    open_page(page, demo.url)
    assert is_dark(page) is (theme == "dark")


def test_the_card_with_its_answer_side_is_accessible(start_app: StartApp, new_page: NewPage) -> None:
    page = new_page()
    open_page(page, start_app().url)
    start_first(page)
    expect(page.locator(".reveal")).to_be_visible()
    settle(page)
    for theme in THEMES:
        switch_theme(page, theme)
        assert axe_violations(page) == [], theme
    reveal(page)
    expect(page.locator(".rate_3")).to_be_visible()
    page.get_by_role("checkbox").first.check()
    expect(page.get_by_text("ticked. Suggested")).to_be_visible()
    settle(page)
    for theme in THEMES:
        switch_theme(page, theme)
        assert axe_violations(page) == [], theme


@pytest.mark.parametrize("path", PAGES)
def test_on_a_phone_nothing_scrolls_sideways_or_comes_from_another_machine(
    demo: AppServer, same_page: NewPage, path: str
) -> None:
    page = same_page(width=390, height=844)
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((demo.url, "data:", "blob:")):
            asked.append(request.url)

    page.on("request", note)
    open_page(page, f"{demo.url}/{path}")
    page.remove_listener("request", note)
    assert overflows(page) == 0
    assert asked == []


def test_after_progress_a_page_of_text_is_as_narrow_as_before(demo: AppServer, new_page: NewPage) -> None:
    page = new_page(width=1440)
    content = page.get_by_test_id("stMainBlockContainer")

    def width() -> float:
        settle(page)
        box = content.bounding_box()
        assert box is not None
        return box["width"]

    open_page(page, f"{demo.url}/learn")
    expect(page.get_by_role("heading", level=1).first).to_have_text("Learn")
    narrow = width()
    page.get_by_role("link", name="Progress").click()
    expect(page.get_by_role("heading", level=1).first).to_have_text("Progress")
    assert width() > narrow + 200
    page.get_by_role("link", name="Learn").click()
    expect(page.get_by_role("heading", level=1).first).to_have_text("Learn")
    assert width() == narrow


def test_a_link_reopens_exactly_this_view(demo: AppServer, new_page: NewPage) -> None:
    first = new_page()
    open_page(first, f"{demo.url}/browse")
    first.get_by_label("Search everything in a question").fill("refund")
    expect(first).to_have_url(f"{demo.url}/browse?q=refund")
    settle(first)
    first.locator(".st-key-questions a").first.click()
    expect(first.locator(".st-key-practise_one")).to_be_visible()
    second = new_page()
    open_page(second, first.url)
    assert (
        second.get_by_role("heading", level=1).first.inner_text()
        == first.get_by_role("heading", level=1).first.inner_text()
    )
    second.get_by_role("button", name="All questions").click()
    expect(second.get_by_label("Search everything in a question")).to_have_value("refund")


def test_all_questions_leads_back_to_the_list_with_its_search(demo: AppServer, page: Page) -> None:
    open_page(page, f"{demo.url}/browse?q=refund")
    page.locator(".st-key-questions a").first.click()
    expect(page.locator(".st-key-practise_one")).to_be_visible()
    expect(page.get_by_label("Search everything in a question")).to_be_hidden()
    settle(page)
    page.get_by_role("button", name="All questions").click()
    expect(page.locator(".st-key-practise_list")).to_be_visible()
    expect(page.get_by_label("Search everything in a question")).to_be_visible()
    expect(page.get_by_role("button", name="Difficulty")).to_be_visible()


def test_going_back_returns_to_the_list(demo: AppServer, page: Page) -> None:
    open_page(page, f"{demo.url}/browse?q=refund")
    page.locator(".st-key-questions a").first.click()
    expect(page.locator(".st-key-practise_one")).to_be_visible()
    settle(page)
    page.go_back()
    expect(page.locator(".st-key-practise_list")).to_be_visible()
    expect(page.get_by_label("Search everything in a question")).to_have_value("refund")


def test_learn_goes_to_an_item_and_back_and_on_to_its_questions(demo: AppServer, page: Page) -> None:
    open_page(page, f"{demo.url}/learn")
    page.get_by_text("Metrics", exact=True).click()
    settle(page)
    page.get_by_role("link", name="First contact resolution").click()
    expect(page.get_by_role("heading", level=1).first).to_have_text("First contact resolution (FCR)")
    page.go_back()
    expect(page.get_by_role("heading", level=1).first).to_have_text("Learn")
    expect(page.get_by_role("link", name="First contact resolution")).to_be_visible()
    page.get_by_role("link", name="First contact resolution").click()
    expect(page.get_by_role("heading", level=1).first).to_have_text("First contact resolution (FCR)")
    settle(page)
    question = page.locator(".st-key-helped a").first
    prompt = question.locator(".title").inner_text()
    question.click()
    expect(page.get_by_role("heading", level=1).first).to_have_text(prompt)
    settle(page)
    page.locator(".st-key-read_on").get_by_role("link", name="First contact resolution").click()
    expect(page.get_by_role("heading", level=1).first).to_have_text("First contact resolution (FCR)")


def test_every_answer_carries_the_security_headers(app: AppServer) -> None:
    for path in ("/", "/browse", "/_stcore/health", "/nothing"):
        with urlopen(f"{app.url}{path}") as answer:
            assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
            assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_back_leads_to_the_search_before(demo: AppServer, page: Page) -> None:
    open_page(page, f"{demo.url}/browse")
    box = page.get_by_label("Search everything in a question")
    box.press_sequentially("refund")
    box.press("Enter")
    expect(page).to_have_url(f"{demo.url}/browse?q=refund")
    settle(page)
    box.fill("forecast")
    box.press("Enter")
    expect(page).to_have_url(f"{demo.url}/browse?q=forecast")
    settle(page)
    page.go_back()
    expect(box).to_have_value("refund")
    expect(page).to_have_url(f"{demo.url}/browse?q=refund")
    page.go_back()
    expect(box).to_have_value("")
    expect(page).to_have_url(f"{demo.url}/browse")


def test_filters_are_chips_that_the_address_keeps_and_the_list_stays_on_screen(
    demo: AppServer, new_page: NewPage
) -> None:
    page = new_page(width=390, height=844)
    open_page(page, f"{demo.url}/browse?kind=Behavioural&difficulty=Hard")
    page.get_by_role("button", name="My role").click()
    expect(page).to_have_url(re.compile("role="))
    expect(page.locator(".st-key-questions a").first).to_be_in_viewport()
    page.reload()
    expect(page.get_by_role("button", name="My role").locator("strong")).to_be_visible()
    page.get_by_role("button", name="Behavioural").click()
    expect(page).not_to_have_url(re.compile("kind="))
    page.locator(".st-key-clear_filters button").click()
    expect(page).to_have_url(f"{demo.url}/browse")
    expect(page.locator(".st-key-clear_filters")).to_have_count(0)
