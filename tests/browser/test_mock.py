"""The page around a mock stands still while an answer is typed, and its report prints without empty pages."""

from __future__ import annotations

import json
import re
import zlib
from datetime import date

from playwright.sync_api import Page, expect

from prepkit.exchange.mock_report import as_html
from prepkit.mock.state import Mock, MockItem, MockPhase, Scored
from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import axe_violations, open_page, settle
from tests.shipped import shipped_bank

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
    box = page.get_by_label("Say your answer aloud, or write it here")
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


VOICES = """(voices) => {
    window.spoken = []
    const speech = new EventTarget()
    Object.assign(speech, {
        getVoices: () => voices,
        speak: (utterance) => window.spoken.push([utterance.text, utterance.voice.name]),
        cancel: () => window.spoken.push("cancel"),
    })
    Object.defineProperty(window, "speechSynthesis", { value: speech })
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
}"""
REMOTE = {"name": "Far", "lang": "en-GB", "localService": False, "default": True}
FOREIGN = {"name": "Anna", "lang": "de-DE", "localService": True, "default": False}
LOCAL = {"name": "Near", "lang": "en_US", "localService": True, "default": False}
READ_ALOUD = "Read the question aloud"


def with_voices(page: Page, *voices: dict[str, object]) -> None:
    page.add_init_script(f"({VOICES})({json.dumps(voices)})")


def spoken(page: Page) -> list[list[str]]:
    """What the browser was asked to speak, each with the voice."""
    utterances: list[list[str]] = page.evaluate("window.spoken.filter(said => said !== 'cancel')")
    return utterances


def test_questions_are_read_by_a_local_voice_once_it_is_switched_on(
    start_app: StartApp, own_page: NewPage
) -> None:
    app, page = start_app(), own_page(1440, 900)
    with_voices(page, REMOTE, FOREIGN, LOCAL)
    open_page(page, f"{app.url}/mock")
    page.get_by_role("button", name="Begin the interview").click()
    switch = page.get_by_label(READ_ALOUD)
    expect(switch).not_to_be_checked()
    assert spoken(page) == []
    first = page.get_by_role("heading", level=1).first.inner_text()
    switch.check()
    assert spoken(page) == [[first, "Near"]]
    page.get_by_role("button", name="Answer now").click()
    expect(page.get_by_label("Say your answer aloud, or write it here")).to_be_visible()
    settle(page)
    expect(switch).to_be_checked()
    assert spoken(page) == [[first, "Near"]]
    page.get_by_role("button", name="Skip").click()
    expect(page.get_by_text("Question 2 of 4")).to_be_visible()
    settle(page)
    second = page.get_by_role("heading", level=1).first.inner_text()
    assert spoken(page) == [[first, "Near"], [second, "Near"]]
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("heading", name="Paused")).to_be_visible()
    settle(page)
    assert page.evaluate("window.spoken.at(-1)") == "cancel"
    assert axe_violations(page) == []


def test_reading_aloud_is_not_offered_without_a_local_english_voice(
    start_app: StartApp, own_page: NewPage
) -> None:
    app, page = start_app(), own_page(1440, 900)
    with_voices(page, REMOTE, FOREIGN)
    open_page(page, f"{app.url}/mock")
    page.get_by_role("button", name="Begin the interview").click()
    expect(page.get_by_text("Question 1 of 4")).to_be_visible()
    settle(page)
    expect(page.get_by_label(READ_ALOUD)).to_be_hidden()


def test_a_short_report_prints_without_an_empty_page(page: Page) -> None:
    items = (
        MockItem("a", "furious-caller", rating=3, own=Scored(4)),
        MockItem("b", "staying-calm", rating=2),
    )
    mock = Mock("Any role", "lead", items, 5, phase=MockPhase.OVER, scored_at=9)
    page.set_content(as_html(shipped_bank(), mock, [], date(2026, 11, 24)))
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
