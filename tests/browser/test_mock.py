"""The page around a mock stands still while an answer is typed, and its report prints without empty pages."""

from __future__ import annotations

import re
import zlib
from datetime import date

from playwright.sync_api import Page, expect

from prepkit.bank import DATA, load
from prepkit.exchange.mock_report import as_html
from prepkit.mock.interview import Asked, Mock, Phase, Scored
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


def test_a_short_report_prints_without_an_empty_page(page: Page) -> None:
    items = (Asked("a", "furious-caller", rating=3, own=Scored(4)), Asked("b", "staying-calm", rating=2))
    mock = Mock("Any role", "lead", items, 5, phase=Phase.OVER, scored_at=9)
    page.set_content(as_html(load(DATA), mock, [], date(2026, 11, 24)))
    runs = runs_of_text(page.pdf(prefer_css_page_size=True))
    # It is a page and a half long. A heading alone is a handful of runs.
    assert len(runs) == 2
    assert min(runs) > 50


def runs_of_text(pdf: bytes) -> list[int]:
    """How often text is drawn on each page of a file that Chromium printed."""
    objects = {int(found[1]): found[2] for found in re.finditer(rb"(\d+) 0 obj\n(.*?)\nendobj", pdf, re.S)}
    drawings = [
        objects[int(found[1])]
        for content in objects.values()
        if b"/Type /Page\n" in content and (found := re.search(rb"/Contents (\d+) 0 R", content))
    ]
    return [zlib.decompressobj().decompress(one.split(b"stream\n", 1)[1]).count(b"Tj") for one in drawings]
