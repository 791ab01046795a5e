"""The practice loop as a person lives it, in a real browser on a real server."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import open_page, press, reveal, settle, start_first


def attempts(data: Path) -> list[tuple[str, int]]:
    """What is really on disk: (card id, rating), oldest first, voids left out."""
    connection = sqlite3.connect(data / "prepkit.db")
    rows = connection.execute(
        "SELECT card_id, rating FROM attempts WHERE id NOT IN (SELECT attempt_id FROM voids) ORDER BY seq"
    ).fetchall()
    connection.close()
    return rows


def prompt(page: Page) -> str:
    return page.get_by_role("heading", level=1).first.inner_text()


def expect_next(page: Page, after: str) -> None:
    """Wait until another card than ``after`` is on screen, its answer side hidden."""
    expect(page.get_by_role("heading", level=1).first).not_to_have_text(after)
    expect(page.locator("[class*=st-key-once_rate_]")).to_have_count(0)
    settle(page)


def reveal_and_rate(page: Page, key: str) -> str:
    """Reveal and rate by keyboard; the prompt that was rated."""
    rated = prompt(page)
    press(page, "Space")
    expect(page.locator(".st-key-once_rate_3")).to_be_visible()
    settle(page)
    press(page, key)
    expect_next(page, rated)
    return rated


def test_from_a_cold_start_to_the_first_rated_card_in_three_clicks(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    reveal(page)
    page.locator(".st-key-once_rate_3 button").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    assert [rating for _, rating in attempts(app.data)] == [3]


def test_browse_practise_undo_progress_restart(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, f"{app.url}/browse?q=refund")
    page.locator(".st-key-practise_list button").click()
    expect(page.locator(".st-key-once_reveal")).to_be_visible()
    settle(page)
    first = reveal_and_rate(page, "3")
    reveal_and_rate(page, "2")
    on_screen = prompt(page)
    press(page, "u")
    expect(page.get_by_text("Took back the rating")).to_be_visible()
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
    expect(page.get_by_text("Took back the rating")).to_be_visible()
    press(page, "u")
    expect(page.get_by_role("heading", level=1).first).to_have_text(first)
    assert attempts(app.data) == []


def test_typed_text_survives_a_refresh_and_a_killed_server(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    box = page.get_by_label("Your answer, if you like to write it")
    box.fill("I would first ask what breaks if it waits until Thursday.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    card = prompt(page)
    page.reload()
    expect(box).to_have_value("I would first ask what breaks if it waits until Thursday.")
    app.kill()
    app.start()
    open_page(page, f"{app.url}/practise")
    assert prompt(page) == card
    expect(box).to_have_value("I would first ask what breaks if it waits until Thursday.")


def test_fifty_thousand_characters_are_kept(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    box = page.get_by_label("Your answer, if you like to write it")
    text = "a long answer " * 3_571
    box.fill(text)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.reload()
    expect(box).to_have_value(text)


def test_a_held_key_rates_one_card(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    expect(page.locator(".st-key-once_reveal")).to_be_visible()
    settle(page)
    first = prompt(page)
    press(page, "Space")
    expect(page.locator(".st-key-once_rate_3")).to_be_visible()
    settle(page)
    expect(page.locator('[data-keys~="3"]')).to_be_attached()
    for _ in range(30):
        page.keyboard.down("3")
    page.keyboard.up("3")
    expect_next(page, first)
    for _ in range(30):
        page.keyboard.down("s")
    page.keyboard.up("s")
    expect(page.get_by_text("Suspended")).to_be_visible()
    settle(page)
    assert len(attempts(app.data)) == 1
    connection = sqlite3.connect(app.data / "prepkit.db")
    assert connection.execute("SELECT COUNT(*) FROM marks WHERE suspended = 1").fetchone() == (1,)
    connection.close()


def test_a_double_click_reveals_or_rates_once(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    first = prompt(page)
    page.locator(".st-key-once_reveal button").dblclick()
    expect(page.locator(".st-key-once_rate_3")).to_be_visible()
    settle(page)
    assert attempts(app.data) == []
    page.locator(".st-key-once_rate_3 button").dblclick()
    expect_next(page, first)
    assert len(attempts(app.data)) == 1
    expect(page.locator(".st-key-once_reveal")).to_be_visible()


def test_two_windows_hold_one_card_and_the_second_is_told(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app()
    one, two = new_page(), new_page()
    open_page(one, app.url)
    start_first(one)
    reveal(one)
    open_page(two, f"{app.url}/practise")
    expect(two.locator(".st-key-once_rate_2")).to_be_visible()
    one.locator(".st-key-once_rate_3 button").click()
    expect(one.get_by_text("Saved as")).to_be_visible()
    two.locator(".st-key-once_rate_2 button").click()
    expect(two.get_by_text("already rated")).to_be_visible()
    assert [rating for _, rating in attempts(app.data)] == [3]


def test_keys_do_nothing_while_typing_and_can_be_switched_off(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    box = page.get_by_label("Your answer, if you like to write it")
    box.press_sequentially("jfs 123")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    expect(page.locator(".st-key-once_reveal")).to_be_visible()
    open_page(page, f"{app.url}/settings")
    page.get_by_text("Single-key shortcuts while practising").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    open_page(page, f"{app.url}/practise")
    expect(page.locator('[data-keys=""]')).to_be_attached()
    page.keyboard.press("Space")
    page.keyboard.press("s")
    settle(page)
    expect(page.locator(".st-key-once_reveal")).to_be_visible()
    expect(page.get_by_text("Space reveals")).to_have_count(0)


def test_the_loop_by_keyboard_alone_on_a_phone(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app()
    page = new_page(width=390, height=844, theme="dark")
    open_page(page, app.url)
    page.locator(".st-key-start_first button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-once_reveal")).to_be_visible()
    settle(page)
    for _ in range(3):
        reveal_and_rate(page, "4")
    assert [rating for _, rating in attempts(app.data)] == [4, 4, 4]


def test_a_key_never_repeats_a_button_on_the_next_card(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    first = prompt(page)
    page.get_by_role("button", name="More").click()
    page.locator(".st-key-once_suspend button").click()
    expect_next(page, first)
    press(page, "Space")
    expect(page.locator(".st-key-once_rate_3")).to_be_visible()
    settle(page)
    press(page, "3")
    expect(page.get_by_text("Saved as")).to_be_visible()
    settle(page)
    page.locator(".st-key-once_undo button").click()
    expect(page.get_by_text("Took back the rating")).to_be_visible()
    settle(page)
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    settle(page)
    connection = sqlite3.connect(app.data / "prepkit.db")
    assert connection.execute("SELECT COUNT(*) FROM marks WHERE suspended = 1").fetchone() == (1,)
    assert connection.execute("SELECT COUNT(*) FROM voids").fetchone() == (1,)
    connection.close()


def test_text_typed_while_the_server_was_away_is_sent_again(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    box = page.get_by_label("Your answer, if you like to write it")
    box.fill("Before the crash.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    app.kill()
    box.fill("Before the crash. And during it.")
    page.clock.install()
    page.clock.run_for(2_000)
    app.start()
    page.clock.run_for(20_000)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.reload()
    expect(box).to_have_value("Before the crash. And during it.")
