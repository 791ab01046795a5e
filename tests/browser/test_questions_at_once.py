"""A question opens, and the list comes back, before the server has answered."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import open_page, settle

LINKS = ".st-key-questions a"


def title(page: Page) -> str:
    return page.locator(".st-key-questions h1").inner_text()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["1440", "390"])
def test_a_question_and_its_neighbours_do_not_wait_for_the_server(
    start_app: StartApp, new_page: NewPage, size: tuple[int, int]
) -> None:
    app, page = start_app(), new_page(*size)
    open_page(page, f"{app.url}/browse")
    first, second = page.locator(f"{LINKS} .title").all_inner_texts()[:2]
    with app.held_up():
        page.locator(LINKS).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text([first])
        expect(page.get_by_role("heading", name="What it assesses")).to_be_visible()
        expect(page.locator(LINKS).first).to_be_hidden()
        expect(page.get_by_label("Search everything in a question")).to_be_hidden()
        page.get_by_role("button", name="Next").click()
        expect(page.get_by_role("heading", level=1)).to_have_text([second])
        expect(page.get_by_text("2 of 230")).to_be_visible()
    expect(page.locator(".st-key-practise_one")).to_be_visible()
    settle(page)
    assert title(page) == second
    assert page.url.endswith(page.locator(LINKS).nth(1).get_attribute("data-id") or "none")


def test_the_list_comes_back_at_once_where_it_was_left(start_app: StartApp, new_page: NewPage) -> None:
    app, page = start_app(), new_page()
    open_page(page, f"{app.url}/browse")
    seventh = page.locator(LINKS).nth(6)
    seventh.scroll_into_view_if_needed()
    box = seventh.bounding_box()
    seventh.click()
    expect(page.locator(".st-key-practise_one")).to_be_visible()
    settle(page)
    with app.held_up():
        page.get_by_role("button", name="All questions").click()
        expect(seventh).to_be_visible()
        expect(page.locator(".st-key-practise_one")).to_be_hidden()
    expect(page.locator(".st-key-practise_list")).to_be_visible()
    expect(seventh).to_be_focused()
    assert seventh.bounding_box() == box


def test_the_last_of_several_clicks_decides(start_app: StartApp, new_page: NewPage) -> None:
    app, page = start_app(), new_page()
    open_page(page, f"{app.url}/browse")
    titles = page.locator(f"{LINKS} .title").all_inner_texts()
    with app.held_up():
        page.locator(LINKS).nth(3).click()
        page.get_by_role("button", name="Next").click()
        page.get_by_role("button", name="All questions").click()
        page.locator(LINKS).nth(8).click()
    expect(page.locator(".st-key-practise_one")).to_be_visible()
    settle(page)
    assert title(page) == titles[8]
    page.reload(wait_until="domcontentloaded")
    expect(page.get_by_role("heading", level=1)).to_have_text([titles[8]])


def test_a_question_opened_by_its_address_leads_back_to_the_list(
    start_app: StartApp, new_page: NewPage
) -> None:
    app, page = start_app(), new_page()
    open_page(page, f"{app.url}/browse?question=furious-caller")
    page.get_by_role("button", name="All questions").click()
    expect(page.locator(LINKS).first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(["Questions"])


def test_a_click_while_the_server_was_away_is_sent_again(start_app: StartApp, new_page: NewPage) -> None:
    app, page = start_app(), new_page()
    open_page(page, f"{app.url}/browse")
    page.locator(LINKS).first.click()
    expect(page.locator(".st-key-practise_one")).to_be_visible()
    settle(page)
    app.kill()
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".st-key-practise_one")).to_be_hidden()
    second = title(page)
    app.start()
    expect(page.locator(".st-key-practise_one")).to_be_visible()
    assert title(page) == second
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(second)


def test_the_browsers_back_counts_after_the_server_was_started_anew(
    start_app: StartApp, new_page: NewPage
) -> None:
    app, page = start_app(), new_page()
    open_page(page, f"{app.url}/browse")
    page.locator(LINKS).first.click()
    expect(page.locator(".st-key-practise_one")).to_be_visible()
    settle(page)
    app.kill()
    app.start()
    settle(page)
    page.go_back()
    expect(page.locator(".st-key-practise_list")).to_be_visible()
    expect(page.locator(LINKS).first).to_be_visible()
