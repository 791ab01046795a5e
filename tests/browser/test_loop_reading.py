"""Reading a card by ear, by finger and in other scripts: focus, field sizes, signs and direction."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import open_page, reveal, settle, start_first
from tests.browser.practising import expect_next, prompt

SIGNS = "Cut $5 to $10 at R&D <b>now</b>, *stars* &lt; 5 -> 6 -- :material/home: x_y_z"
ARABIC = "كيف تتعامل مع عميل غاضب؟"
SMALL_FIELDS = """() => [...document.querySelectorAll('input, textarea, [contenteditable="true"]')]
    .filter(field => !['checkbox', 'radio', 'file', 'range', 'hidden'].includes(field.type))
    .filter(field => parseFloat(getComputedStyle(field).fontSize) < 16).length"""
# Marks that are not seen: around a text of another direction, and between two signs.
UNSEEN = re.compile("[\u2060\u2068\u2069]")


def test_after_a_rating_the_next_prompt_has_the_focus_and_a_reveal_is_said(
    start_app: StartApp, page: Page
) -> None:
    open_page(page, start_app().url)
    start_first(page)
    first = prompt(page)
    reveal(page)
    expect(page.get_by_role("status").filter(has_text="The answer is revealed")).to_be_attached()
    page.locator(".rate_3").focus()
    page.keyboard.press("Enter")
    expect_next(page, first)
    expect(page.get_by_role("heading", level=1).first).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="The answer is revealed")).to_have_count(0)


def test_no_field_on_a_phone_is_so_small_that_it_is_zoomed_into(
    start_app: StartApp, new_page: NewPage
) -> None:
    app, page = start_app(), new_page(width=390, height=844)
    for path in ("browse", "settings", "prepare", "own?write=1"):
        open_page(page, f"{app.url}/{path}")
        assert page.locator("input").count() > 0
        assert page.evaluate(SMALL_FIELDS) == 0, path


def test_signs_are_shown_as_they_were_written(start_app: StartApp, page: Page) -> None:
    app = start_app()
    _write(page, app.url, SIGNS, SIGNS)
    assert UNSEEN.sub("", prompt(page)) == SIGNS
    page.locator(".st-key-practise_one button").click()
    expect(page.locator(".reveal").first).to_be_visible()
    settle(page)
    assert UNSEEN.sub("", prompt(page)) == SIGNS
    reveal(page)
    expect(page.get_by_role("checkbox", name=SIGNS)).to_be_visible()


def test_a_prompt_from_right_to_left_begins_at_the_right(start_app: StartApp, page: Page) -> None:
    app = start_app()
    _write(page, app.url, ARABIC, ARABIC)
    heading = page.get_by_role("heading", level=1).first
    expect(heading).to_have_css("direction", "rtl")
    page.locator(".st-key-practise_one button").click()
    expect(page.locator(".reveal").first).to_be_visible()
    expect(heading).to_have_css("direction", "rtl")
    reveal(page)
    expect(page.locator("label span").filter(has_text=ARABIC)).to_have_css("direction", "rtl")
    open_page(page, f"{app.url}/browse?q={ARABIC.split(maxsplit=1)[0]}")
    expect(page.locator(".st-key-questions .title")).to_have_css("direction", "rtl")
    page.locator(".st-key-present_list button").click()
    expect(page.locator(".stage h1")).to_have_css("direction", "rtl")


def _write(page: Page, url: str, asked: str, point: str) -> None:
    open_page(page, f"{url}/own?write=1")
    page.get_by_label("The question, as an interviewer would ask it").fill(asked)
    page.get_by_label("Key points, one per line").fill(point)
    page.locator(".st-key-own_save button").click()
    expect(page.locator(".st-key-practise_one")).to_be_visible()
    settle(page)
