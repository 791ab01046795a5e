"""The practice loop as a person lives it, in a real browser on a real server."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import open_page, press, reveal, settle, start_first
from tests.browser.practising import attempts, prompt, reveal_and_rate, ticks


def test_from_a_cold_start_to_the_first_rated_card_in_three_clicks(
    start_cold_app: StartApp, page: Page
) -> None:
    app = start_cold_app()
    open_page(page, app.url)
    start_first(page)
    reveal(page)
    page.locator(".rate_3").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    assert [rating for _, rating in attempts(app.data)] == [3]


def test_ticks_suggest_a_rating_and_are_kept(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    reveal(page)
    boxes = page.get_by_role("checkbox")
    points = boxes.count()
    for number in range(points):
        boxes.nth(number).click()
    expect(page.get_by_text(f"{points} of {points} ticked. Suggested: Solid.")).to_be_visible()
    boxes.first.uncheck()
    expect(page.get_by_text(f"{points - 1} of {points} ticked. Suggested: Solid.")).to_be_visible()
    open_page(page, f"{app.url}/practise")
    expect(boxes.first).not_to_be_checked()
    expect(boxes.last).to_be_checked()
    page.locator(".rate_3").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    assert ticks(app.data) == [points - 1]


def test_browse_practise_undo_progress_restart(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, f"{app.url}/browse?q=refund")
    page.locator(".st-key-practise_list button").click()
    expect(page.locator(".reveal")).to_be_visible()
    settle(page)
    first = reveal_and_rate(page, "3")
    reveal_and_rate(page, "2")
    on_screen = prompt(page)
    press(page, "u")
    expect(page.get_by_text("Undid the rating")).to_be_visible()
    settle(page)
    assert len(attempts(app.data)) == 1
    press(page, "4")
    expect(page.get_by_role("heading", level=1).first).to_have_text(on_screen)
    page.get_by_role("link", name="Progress").click()
    expect(page.get_by_role("heading", level=1).first).to_have_text("Progress")
    expect(page.get_by_text("2 attempts").first).to_be_visible()
    app.kill()
    app.start()
    assert [rating for _, rating in attempts(app.data)] == [3, 4]
    open_page(page, f"{app.url}/practise")
    assert prompt(page) == on_screen
    press(page, "u")
    expect(page.get_by_text("Undid the rating")).to_be_visible()
    press(page, "u")
    expect(page.get_by_role("heading", level=1).first).to_have_text(first)
    assert attempts(app.data) == []


def test_keys_do_nothing_while_typing_and_can_be_switched_off(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    box = page.get_by_label("Your answer (optional)")
    box.press_sequentially("jfs 123")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    expect(page.locator(".reveal")).to_be_visible()
    open_page(page, f"{app.url}/settings")
    page.get_by_text("Single-key shortcuts while practising").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    open_page(page, f"{app.url}/practise")
    expect(page.locator('[data-keys=""]')).to_be_attached()
    page.keyboard.press("Space")
    page.keyboard.press("s")
    settle(page)
    expect(page.locator(".reveal")).to_be_visible()
    expect(page.get_by_text("Space reveals")).to_have_count(0)


def test_the_loop_by_keyboard_alone_on_a_phone(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app()
    page = new_page(width=390, height=844, theme="dark")
    open_page(page, app.url)
    page.locator(".st-key-start_first button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".reveal")).to_be_visible()
    settle(page)
    for _ in range(3):
        reveal_and_rate(page, "4")
    assert [rating for _, rating in attempts(app.data)] == [4, 4, 4]
