"""What goes wrong while practising: slips of the hand, two windows, refreshes, a killed server."""

from __future__ import annotations

import sqlite3

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import open_page, press, reveal, settle, start_first
from tests.browser.practising import attempts, expect_next, prompt


def test_typed_text_survives_a_refresh_and_a_killed_server(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    box = page.get_by_label("Your answer (optional)")
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
    box = page.get_by_label("Your answer (optional)")
    text = "a long answer " * 3_571
    box.fill(text)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.reload()
    expect(box).to_have_value(text)


def test_a_held_key_rates_one_card(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    expect(page.locator(".reveal")).to_be_visible()
    settle(page)
    first = prompt(page)
    press(page, "Space")
    expect(page.locator(".rate_3")).to_be_visible()
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
    page.locator(".reveal").dblclick()
    expect(page.locator(".rate_3")).to_be_visible()
    settle(page)
    assert attempts(app.data) == []
    page.locator(".rate_3").dblclick()
    expect_next(page, first)
    assert len(attempts(app.data)) == 1
    expect(page.locator(".reveal")).to_be_visible()


def test_two_windows_hold_one_card_and_the_second_is_told(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app()
    one, two = new_page(), new_page()
    open_page(one, app.url)
    start_first(one)
    reveal(one)
    open_page(two, f"{app.url}/practise")
    expect(two.locator(".rate_2")).to_be_visible()
    one.locator(".rate_3").click()
    expect(one.get_by_text("Saved as")).to_be_visible()
    two.locator(".rate_2").click()
    expect(two.get_by_text("already rated")).to_be_visible()
    assert [rating for _, rating in attempts(app.data)] == [3]


def test_a_key_never_repeats_a_button_on_the_next_card(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    first = prompt(page)
    page.locator("summary", has_text="More").click()
    page.locator(".suspend").click()
    expect_next(page, first)
    press(page, "Space")
    expect(page.locator(".rate_3")).to_be_visible()
    settle(page)
    press(page, "3")
    expect(page.get_by_text("Saved as")).to_be_visible()
    settle(page)
    page.locator(".undo").click()
    expect(page.get_by_text("Undid the rating")).to_be_visible()
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
    box = page.get_by_label("Your answer (optional)")
    box.fill("Before the crash.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    app.kill()
    box.fill("Before the crash. And during it.")
    expect(page.get_by_text("Saving…")).to_be_visible()
    app.start()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.reload()
    expect(box).to_have_value("Before the crash. And during it.")


def test_leaving_right_after_typing_keeps_the_text_and_shows_the_page(
    start_app: StartApp, page: Page
) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    box = page.get_by_label("Your answer (optional)")
    box.press_sequentially("Straight after this I leave.")
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading", level=1).first).to_have_text("Settings")
    page.get_by_role("link", name="Practise").click()
    expect(box).to_have_value("Straight after this I leave.")


def test_text_added_just_before_the_rating_is_part_of_the_answer(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    box = page.get_by_label("Your answer (optional)")
    box.fill("First thought.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    reveal(page)
    box.fill("First thought. And one more.")
    page.locator(".rate_3").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    connection = sqlite3.connect(app.data / "prepkit.db")
    assert connection.execute("SELECT answer FROM attempts").fetchall() == [("First thought. And one more.",)]
    connection.close()


def test_a_database_deleted_while_open_is_said_and_nothing_is_called_saved(
    start_app: StartApp, page: Page
) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    for file in app.data.glob("prepkit.*"):
        file.unlink()
    page.locator(".reveal").click()
    expect(page.get_by_text("the file is gone")).to_be_visible()
    expect(page.get_by_text("Saved as")).to_have_count(0)


def test_somebody_who_types_without_a_pause_is_saved_all_the_same(start_app: StartApp, page: Page) -> None:
    app = start_app()
    open_page(page, app.url)
    start_first(page)
    box = page.get_by_label("Your answer (optional)")
    box.press_sequentially("One long breath without a single stop in it.", delay=110)
    connection = sqlite3.connect(app.data / "prepkit.db")
    (kept,) = connection.execute("SELECT text FROM drafts").fetchone()
    connection.close()
    assert kept.startswith("One long breath")
    expect(box).to_have_value("One long breath without a single stop in it.")
