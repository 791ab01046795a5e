"""A card answers at once, and only what the server has stored is called saved."""

from __future__ import annotations

import re
import sqlite3
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import axe_violations, open_page, overflows, reveal, settle, start_first
from tests.browser.practising import answers, attempts, prompt

SAID = ".said"


def test_reveal_ticks_tabs_and_the_next_card_do_not_wait_for_the_server(
    start_app: StartApp, page: Page
) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    first = prompt(page)
    with app.held_up():
        page.locator(".reveal").click()
        expect(page.get_by_role("group", name="Which of these did you say?")).to_be_visible()
        page.get_by_role("checkbox").nth(0).check()
        page.get_by_role("checkbox").nth(1).check()
        expect(page.locator(".how .advice")).to_contain_text("2 of ")
        page.get_by_role("tab", name="Pitfalls").click()
        expect(page.locator(".sheet")).to_contain_text("They hear:")
        page.locator(".rate_2").click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text(first)
        second = prompt(page)
        expect(page.locator(SAID)).to_have_text("Saving…")
        assert attempts(app.data) == []
    expect(page.locator(SAID)).to_contain_text("Saved as Shaky")
    assert prompt(page) == second
    assert [rating for _, rating in attempts(app.data)] == [2]
    connection = sqlite3.connect(app.data / "prepkit.db")
    assert connection.execute("SELECT json_array_length(ticks) FROM attempts").fetchone() == (2,)
    connection.close()


def test_the_card_shown_early_is_the_one_that_is_rated(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    reveal(page)
    with app.held_up():
        page.locator(".rate_3").click()
        page.get_by_label("Your answer (optional)").fill("Typed before the server knew of this card.")
        page.locator(".reveal").click()
        expect(page.locator(".reveal")).to_contain_text("One moment")
    expect(page.locator(".rate_4")).to_be_visible()
    page.locator(".rate_4").click()
    expect(page.locator(SAID)).to_contain_text("Saved as Interview-ready")
    assert [rating for _, rating in attempts(app.data)] == [3, 4]
    assert answers(app.data) == ["", "Typed before the server knew of this card."]


@pytest.mark.parametrize("width", [390, 1440])
def test_a_rating_that_cannot_be_stored_brings_the_card_back_with_its_text(
    start_app: StartApp, new_page: NewPage, width: int
) -> None:
    app = start_app()
    page = new_page(width=width, height=844)
    open_page(page, app.url)
    start_first(page)
    first = prompt(page)
    box = page.get_by_label("Your answer (optional)")
    box.fill("What I said.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    reveal(page)
    page.get_by_role("checkbox").first.check()
    page.wait_for_function("!window.prepkitCard.pending.length")
    other = sqlite3.connect(app.data / "prepkit.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page.locator(".rate_3").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(first)
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    expect(page.locator(SAID)).not_to_contain_text("Saved as")
    other.execute("ROLLBACK")
    other.close()
    expect(box).to_have_value("What I said.")
    expect(page.get_by_role("checkbox").first).to_be_checked()
    settle(page)
    assert overflows(page) == 0
    assert axe_violations(page) == []
    page.locator(".rate_3").click()
    expect(page.locator(SAID)).to_contain_text("Saved as Solid")
    assert [rating for _, rating in attempts(app.data)] == [3]
    assert answers(app.data) == ["What I said."]


def test_what_was_done_while_the_server_was_away_is_sent_again_and_counts_once(
    start_app: StartApp, page: Page
) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    reveal(page)
    app.kill()
    page.locator(".rate_3").click()
    expect(page.locator(SAID)).to_contain_text("No answer from the server yet")
    app.start()
    expect(page.locator(SAID)).to_contain_text("Saved as Solid")
    assert [rating for _, rating in attempts(app.data)] == [3]


def rate_solid(page: Page) -> None:
    """Reveal the card on screen, rate it Solid, and wait until that is stored."""
    reveal(page)
    page.locator(".rate_3").click()
    expect(page.locator(SAID)).to_contain_text("Saved as")


def test_another_window_decides_which_card_comes_and_the_browser_follows(
    start_app: StartApp, new_page: NewPage
) -> None:
    app = start_app()
    here, there = new_page(), new_page()
    open_page(here, app.url)
    start_first(here)
    first = prompt(here)
    open_page(there, f"{app.url}/practise")
    rate_solid(there)
    second = prompt(there)
    assert second != first
    here.locator(".reveal").click()
    expect(here.locator(SAID)).to_contain_text("already rated in another window")
    assert prompt(here) == second
    expect(here.locator(".reveal")).to_be_visible()
    assert [rating for _, rating in attempts(app.data)] == [3]


def test_the_letters_on_screen_tick_the_points(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    page.keyboard.press("k")
    expect(page.locator(".rate_3")).to_be_visible()
    letters = [letter.lower() for letter in page.locator("fieldset kbd").all_inner_texts()]
    assert len(letters) == page.get_by_role("checkbox").count()
    for letter in (letters[0], letters[-1], letters[0]):
        page.keyboard.press(letter)
    expect(page.get_by_role("checkbox").first).not_to_be_checked()
    expect(page.get_by_role("checkbox").last).to_be_checked()
    page.keyboard.press("3")
    expect(page.locator(SAID)).to_contain_text("Saved as Solid")
    connection = sqlite3.connect(app.data / "prepkit.db")
    assert connection.execute("SELECT confidence, json_array_length(ticks) FROM attempts").fetchone() == (
        "unsure",
        1,
    )
    connection.close()


def test_a_revealed_card_fits_one_screen_and_the_ratings_stay_in_view(
    start_app: StartApp, new_page: NewPage
) -> None:
    app = start_app()
    page = new_page(width=1280, height=720)
    open_page(page, app.url)
    start_first(page)
    reveal(page)
    for shown in (page.get_by_role("checkbox").last, page.get_by_role("tab").first, page.locator(".rate_4")):
        expect(shown).to_be_in_viewport(ratio=1)
    phone = new_page(width=390, height=844)
    open_page(phone, f"{app.url}/practise")
    expect(phone.locator(".rate_4")).to_be_in_viewport(ratio=1)
    phone.locator(".sheet").scroll_into_view_if_needed()
    expect(phone.locator(".rate_4")).to_be_in_viewport(ratio=1)
    expect(phone.locator("kbd:visible")).to_have_count(0)


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1440, "light")])
def test_a_card_that_comes_again_marks_what_was_left_out_before_the_server_answers(
    start_app: StartApp, own_page: NewPage, width: int, theme: Literal["light", "dark"]
) -> None:
    app, page = start_app(), own_page(width=width, height=844, theme=theme)
    open_page(page, f"{app.url}/browse?question=furious-caller")
    page.locator(".st-key-practise_one button").click()
    reveal(page)
    expect(page.locator(".last_time")).to_have_count(0)
    boxes = page.get_by_role("checkbox")
    count = boxes.count()
    for place in range(2, count):
        boxes.nth(place).check()
    page.locator(".rate_1").click()
    expect(page.locator(SAID)).to_contain_text("Saved as")
    settle(page)
    with app.held_up():
        page.locator(".reveal").click()
        expect(page.locator(".last_time")).to_have_text(
            f"Last time (today) you left out 2 of {count}: add them."
        )
        expect(page.locator(".left_out")).to_have_text(["Left out last time"] * 2)
        expect(page.get_by_role("checkbox", name="Left out last time")).to_have_count(2)
        expect(boxes.nth(1)).to_have_accessible_name(re.compile("Left out last time"))
    settle(page)
    assert overflows(page) == 0
    assert axe_violations(page) == []


def test_a_flag_shows_at_once_and_is_set_as_often_as_it_is_sent(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    flagged = page.locator(".tags").get_by_text("Flagged")
    with app.held_up():
        page.get_by_text("More", exact=True).click()
        page.get_by_role("button", name="Flag this card").click()
        expect(flagged).to_be_visible()
        page.keyboard.press("f")
        expect(flagged).to_be_hidden()
        page.keyboard.press("f")
        page.get_by_text("More", exact=True).click()
        expect(page.get_by_role("button", name="Remove the flag")).to_be_visible()
        expect(page.get_by_role("button", name="Flag this card")).to_be_hidden()
    page.wait_for_function("!window.prepkitCard.pending.length")
    settle(page)
    expect(flagged).to_be_visible()
    page.reload()
    expect(flagged).to_be_visible()
    reveal(page)
    page.keyboard.press("3")
    expect(flagged).to_be_hidden()


def test_space_reveals_also_after_the_navigation_was_used(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(re.compile(r"\?$"))
    page.get_by_role("link", name="Practise").click()
    expect(page.locator(".reveal").first).to_be_visible()
    settle(page)
    page.keyboard.press("Space")
    expect(page.locator(".rate_3")).to_be_visible()


def test_undo_is_offered_only_once_there_is_something_to_undo(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    hints = page.locator(".hints")
    expect(hints).to_contain_text("flag")
    expect(hints).not_to_contain_text("undo")
    reveal(page)
    expect(hints).to_contain_text("rate")
    expect(hints).not_to_contain_text("undo")
    page.locator(".rate_3").click()
    expect(hints).to_contain_text("undo")
    page.keyboard.press("u")
    expect(page.locator(SAID)).to_contain_text("Undid the rating")
    expect(hints).not_to_contain_text("undo")


def test_what_is_done_to_a_card_that_another_window_took_back_says_so(
    start_app: StartApp, new_page: NewPage
) -> None:
    app = start_app()
    here, there = new_page(), new_page()
    open_page(there, app.url)
    start_first(there)
    rate_solid(there)
    open_page(here, f"{app.url}/practise")
    reveal(here)
    there.keyboard.press("u")
    expect(there.locator(SAID)).to_contain_text("Undid the rating")
    here.locator(".rate_2").click()
    expect(here.locator(SAID)).to_contain_text("Another window has gone to this card")
    assert attempts(app.data) == []
