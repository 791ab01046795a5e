"""The page around a mock stands still while an answer is typed."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import open_page, settle

WATCHED = {"sidebar": '[data-testid="stSidebar"]', "main": '[data-testid="stMainBlockContainer"]'}
WATCH = """(watched) => {
    window.widths = {}
    const watch = (name, element) => {
        const seen = (window.widths[name] = [])
        new ResizeObserver(() => {
            const width = Math.round(element.getBoundingClientRect().width)
            if (seen.at(-1) !== width) seen.push(width)
        }).observe(element)
    }
    for (const [name, selector] of Object.entries(watched)) {
        const element = document.querySelector(selector)
        if (element) watch(name, element)
    }
    const host = [...document.querySelectorAll('.st-key-mock_draft *')].find((one) => one.shadowRoot)
    watch("editor", host.shadowRoot.querySelector("textarea"))
}"""


def saved(page: Page) -> None:
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    settle(page)


def test_nothing_changes_its_width_while_an_answer_is_typed(start_app: StartApp, new_page: NewPage) -> None:
    app, page = start_app(), new_page(1440, 900)
    open_page(page, f"{app.url}/mock")
    page.get_by_role("button", name="Begin the interview").click()
    page.get_by_role("button", name="Answer now").click()
    box = page.get_by_label("Say it aloud, or write it here")
    box.press_sequentially("First. ")
    saved(page)
    page.evaluate(WATCH, WATCHED)
    for sentence in ("I rang her back. ", "I told her why. ", "She stayed with us. ", "Nobody else had. "):
        box.press_sequentially(sentence, delay=40)
        expect(page.get_by_text("Saved", exact=True)).to_have_count(0)
        saved(page)
    widths = page.evaluate("window.widths")
    assert widths["main"]
    assert widths["editor"]
    assert {name: seen for name, seen in widths.items() if len(seen) > 1} == {}
