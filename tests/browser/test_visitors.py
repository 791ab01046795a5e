"""Whoever does not clearly come from this computer gets a private store of their own."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import open_page, reveal, start_first


def test_visitors_share_nothing_and_nothing_is_written(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app(PREPKIT_MODE="hosted")
    one, two = new_page(), new_page()
    open_page(one, app.url)
    expect(one.get_by_text("Private and unsaved")).to_be_visible()
    start_first(one)
    reveal(one)
    one.locator(".st-key-once_rate_3 button").click()
    expect(one.get_by_text("Saved as")).to_be_visible()
    open_page(two, app.url)
    expect(two.locator(".st-key-start_first")).to_be_visible()
    assert not (app.data / "prepkit.db").exists()


def test_a_forwarded_request_is_a_visitor(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app()
    page = new_page()
    page.context.set_extra_http_headers({"X-Forwarded-For": "203.0.113.9"})
    open_page(page, app.url)
    expect(page.get_by_text("Private and unsaved")).to_be_visible()
    assert not (app.data / "prepkit.db").exists()


def test_plain_streamlit_run_knows_its_own_computer(start_app: StartApp, new_page: NewPage) -> None:
    # Bound to every address, as `streamlit run app.py` is, the server sees this browser as ::ffff:127.0.0.1.
    app = start_app(STREAMLIT_SERVER_ADDRESS="")
    page = new_page()
    open_page(page, app.url)
    expect(page.get_by_text("Private and unsaved")).to_have_count(0)
    assert (app.data / "prepkit.db").exists()


def test_a_data_folder_that_cannot_be_written_is_named(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app()
    app.data.write_text("not a folder")
    page = new_page()
    page.goto(app.url)
    expect(page.get_by_text("PrepKit cannot go on")).to_be_visible()
    expect(page.get_by_text("set PREPKIT_DATA to another folder")).to_be_visible()
    assert app.data.read_text() == "not a folder"


def test_the_demo_never_touches_the_real_data(start_app: StartApp, new_page: NewPage) -> None:
    app = start_app()
    page = new_page()
    open_page(page, app.url)
    page.locator(".st-key-open_demo button").click()
    expect(page.get_by_text("Demo: a made-up learner")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Today, Sam")
    page.reload()
    expect(page.get_by_text("Demo: a made-up learner")).to_be_visible()
    page.locator(".st-key-start button").click()
    reveal(page)
    page.locator(".st-key-once_rate_3 button").click()
    expect(page.get_by_text("Saved as")).to_be_visible()
    page.locator(".st-key-leave_demo button").click()
    open_page(page, app.url)
    expect(page.locator(".st-key-start_first")).to_be_visible()


def test_a_second_server_on_the_same_file_says_where_the_first_is(
    start_app: StartApp, new_page: NewPage
) -> None:
    from tests.browser.server import AppServer

    first = start_app()
    page = new_page()
    open_page(page, first.url)
    second = AppServer(first.data, first.data.parent / "second.log")
    second.start()
    try:
        page.goto(second.url)
        expect(page.get_by_text("already open in another PrepKit")).to_be_visible()
        expect(page.get_by_text(f"localhost:{first.port}")).to_be_visible()
    finally:
        second.stop()
