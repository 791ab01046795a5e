"""The second reader in a browser: the card stays usable while a slow model reads, or is stopped."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from playwright.sync_api import Browser, Page, expect

from prepkit.feedback.reader.choice import ReaderChoice, save
from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import PATIENCE, axe_violations, open_page, overflows, settle, switch_theme
from tests.browser.server import AppServer
from tests.feedback.reader.chat_server import Call, Chat, serving
from tests.pages.test_second_reader import covers_all

ANSWER = "I let the caller finish. Then I said the problem back to him, and I called him at four as agreed."


def slow(may_go_on: Event) -> Callable[[Chat, Call], None]:
    def behave(chat: Chat, call: Call) -> None:
        may_go_on.wait(60)
        covers_all(chat, call)

    return behave


def reveal(app: AppServer, page: Page) -> None:
    open_page(page, f"{app.url}/browse?question=furious-caller")
    page.get_by_role("button", name="Practise this one").click()
    page.get_by_label("Your answer (optional)").fill(ANSWER)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.locator(".reveal").click()
    expect(page.get_by_role("checkbox").first).to_be_visible()


def test_a_card_can_be_used_while_it_is_read_and_the_reading_arrives(
    start_app: StartApp, own_page: NewPage
) -> None:
    app, page, may_go_on = start_app(), own_page(390, 844), Event()
    with serving(slow(may_go_on)) as model:
        save(app.data / "reader.json", ReaderChoice(model.address, "small", model.address))
        reveal(app, page)
        expect(page.locator(".read_by")).to_contain_text("Being read by small")
        second = page.get_by_role("checkbox").nth(1)
        second.check()
        may_go_on.set()
        expect(page.locator(".read_by")).to_have_text("Read by small, on this computer.")
        expect(second).to_be_checked()
        expect(second).to_be_focused()
        assert page.get_by_role("checkbox", checked=True).count() == 1
        page.get_by_role("button", name="read as covered").click()
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(5)
        settle(page)
        assert overflows(page) == 0
        for theme in ("light", "dark"):
            switch_theme(page, theme)
            assert axe_violations(page) == []


def test_the_button_that_ticks_counts_what_it_would_add_and_goes_when_there_is_nothing(
    start_app: StartApp, page: Page
) -> None:
    app = start_app()
    with serving(covers_all) as model:
        save(app.data / "reader.json", ReaderChoice(model.address, "small", model.address))
        reveal(app, page)
        expect(page.get_by_role("button", name="Tick the 5 read as covered")).to_be_visible()
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Tick the 4 read as covered").click()
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(5)
        expect(page.get_by_role("button", name="read as covered")).to_be_hidden()
        page.reload(wait_until="domcontentloaded")
        expect(page.locator(".read_by")).to_have_text("Read by small, on this computer.")
        assert len(model.calls) == 1


def test_a_finger_is_told_to_tap_and_a_pointer_to_point(start_app: StartApp, browser: Browser) -> None:
    app = start_app()
    for is_touch, told in ((True, "Tap a line"), (False, "Point at a line")):
        context = browser.new_context(has_touch=is_touch, is_mobile=is_touch, reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        reveal(app, page)
        expect(page.locator(".pointing:visible")).to_contain_text(told)
        expect(page.locator(".pointing:visible")).to_have_count(1)
        context.close()


def test_a_reading_can_be_cancelled_and_rating_goes_on(start_app: StartApp, page: Page) -> None:
    app, may_go_on = start_app(), Event()
    with serving(slow(may_go_on)) as model:
        save(app.data / "reader.json", ReaderChoice(model.address, "small", model.address))
        reveal(app, page)
        page.get_by_role("button", name="Cancel").click()
        expect(page.locator(".read_by")).to_have_text("The reading was stopped.")
        page.locator(".rate_3").click()
        expect(page.get_by_role("heading", level=1, name="Session finished")).to_be_visible()
        may_go_on.set()


def test_a_model_on_this_computer_is_chosen_in_settings_and_turned_off(
    start_app: StartApp, own_page: NewPage
) -> None:
    app, page = start_app(), own_page(390, 844)
    open_page(page, f"{app.url}/settings")
    with serving(covers_all) as model:
        page.get_by_text("Use a service").click()
        page.get_by_role("textbox", name="Address").fill(model.address)
        page.get_by_role("textbox", name="Model").fill("small")
        page.get_by_role("button", name="Choose").click()
        expect(page.get_by_text("It runs on this computer")).to_be_visible()
        settle(page)
        assert overflows(page) == 0
        assert axe_violations(page) == []
        page.get_by_role("button", name="Use it").click()
        expect(page.get_by_text("Each answer of eight words or more is read")).to_be_visible()
        page.reload(wait_until="domcontentloaded")
        page.get_by_role("button", name="Turn off").click()
        expect(page.get_by_text("It is off.")).to_be_visible()
        assert model.calls == []
