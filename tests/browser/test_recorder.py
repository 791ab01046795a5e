"""The recorder on a card: what was said is kept whatever happens to the panel, the card or the microphone."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from prepkit.voice.recording import read
from tests.browser import chromium
from tests.browser.conftest import NewPage, StartApp
from tests.browser.page import PATIENCE, axe_violations, open_page, overflows, settle, start_first
from tests.browser.practising import answers, expect_next, prompt
from tests.voice.speech import joined, say

PRETEND = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
SENTENCE = "We answered the phone on Monday."
DENY = "--use-fake-ui-for-media-stream=deny"
NO_ANSWER = "navigator.mediaDevices.getUserMedia = () => new Promise(() => {})"
NO_MICROPHONE = "Object.defineProperty(navigator, 'mediaDevices', { value: undefined })"


@pytest.fixture
def microphone(browser: Browser) -> Iterator[Page]:
    """A window of a browser whose microphone beeps once a second."""
    speaking = browser.browser_type.launch(executable_path=chromium.find(), args=[*chromium.FLAGS, *PRETEND])
    page = speaking.new_page(permissions=["microphone"], viewport={"width": 390, "height": 844})
    page.set_default_timeout(PATIENCE)
    yield page
    speaking.close()


@pytest.fixture
def speaker(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A window of a browser whose microphone hears the same sentence over and over."""
    spoken = tmp_path / "spoken.wav"
    spoken.write_bytes(joined(say(SENTENCE, rate=120), 1.0))
    flags = [*chromium.FLAGS, *PRETEND, f"--use-file-for-fake-audio-capture={spoken}"]
    speaking = browser.browser_type.launch(executable_path=chromium.find(), args=flags)
    page = speaking.new_page(permissions=["microphone"], viewport={"width": 390, "height": 844})
    page.set_default_timeout(PATIENCE)
    yield page
    speaking.close()


def open_recorder(page: Page, url: str) -> None:
    open_page(page, url)
    start_first(page)
    expect(button(page, "Record")).to_be_visible()


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def length(page: Page) -> Locator:
    return page.get_by_role("timer", name="Length of the recording")


def take(page: Page) -> Locator:
    return page.get_by_test_id("stAudio")


def record(page: Page, until: str = "0:02") -> None:
    """Record until the recorder counts so much, and keep the take."""
    button(page, "Record").click()
    expect(length(page)).to_contain_text(f"{until} of at most 10:00")
    # The beeps of the pretended microphone reach the level beside the time.
    page.wait_for_function(
        """() => [...document.querySelectorAll('.st-key-voice_recorder *')].some(
            (item) => parseFloat(item.shadowRoot?.querySelector('.level i')?.style.width) > 10)"""
    )
    button(page, "Stop").click()
    expect(button(page, "Record")).to_be_visible()


def test_recording_again_is_one_click_and_keeps_the_take_until_the_new_one_is_there(
    start_app: StartApp, microphone: Page
) -> None:
    page = microphone
    open_recorder(page, start_app().url)
    record(page)
    expect(take(page)).to_be_visible()
    first = take(page).get_attribute("src")
    time = page.get_by_test_id("stMetric").filter(has_text="Time").get_by_test_id("stMetricValue")
    before = length(page).inner_text()
    expect(time).to_have_text(before)
    button(page, "Record").click()
    # Longer than the first, so that the two lengths differ.
    expect(length(page)).to_contain_text("0:04 of at most")
    expect(take(page)).to_have_attribute("src", first or "")
    assert overflows(page) == 0
    assert axe_violations(page) == []
    button(page, "Stop").click()
    expect(take(page)).not_to_have_attribute("src", first or "")
    # The recorder says the new length a moment after the sound itself is on the page.
    expect(length(page)).not_to_have_text(before)
    expect(time).to_have_text(length(page).inner_text())
    page.locator(".reveal").click()
    expect(page.locator(".rate_3")).to_be_visible()
    expect(take(page)).to_be_visible()


def test_leaving_the_page_keeps_what_is_being_said(start_app: StartApp, microphone: Page) -> None:
    page = microphone
    open_recorder(page, start_app().url)
    record(page)
    expect(take(page)).to_be_visible()
    first = take(page).get_attribute("src")
    button(page, "Record").click()
    expect(length(page)).to_contain_text("0:01 of at most")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Learn").click()
    expect(page.get_by_role("heading", level=1).first).to_have_text("Learn")
    # Who is back at once goes on recording; who is away longer has ended it.
    page.wait_for_function(
        "window.prepkitRecorder.phase === 'keeping' && window.prepkitRecorder.view === null"
    )
    page.go_back()
    expect(take(page)).to_be_visible()
    expect(take(page)).not_to_have_attribute("src", first or "")


def test_a_reveal_lets_the_recording_go_on_and_the_next_card_ends_it(
    start_app: StartApp, microphone: Page
) -> None:
    page = microphone
    open_recorder(page, start_app().url)
    before = prompt(page)
    button(page, "Record").click()
    expect(length(page)).to_contain_text("0:01 of at most")
    page.locator(".reveal").click()
    expect(page.locator(".rate_3")).to_be_visible()
    expect(length(page)).to_contain_text("0:03 of at most")
    page.locator(".rate_3").click()
    expect_next(page, before)
    expect(button(page, "Record")).to_be_visible()
    expect(take(page)).to_have_count(0)
    record(page)
    expect(take(page)).to_be_visible()


def test_a_recording_that_is_left_running_stops_at_its_limit_and_is_kept(
    start_app: StartApp, microphone: Page
) -> None:
    page = microphone
    page.clock.install()
    open_recorder(page, start_app().url)
    button(page, "Record").click()
    expect(length(page)).to_contain_text("0:01 of at most")
    page.clock.fast_forward("16:00")
    expect(page.get_by_text("Stopped at 10:00, the longest a recording can be. It is kept.")).to_be_visible()
    expect(take(page)).to_be_visible()


def test_a_refused_microphone_is_said_and_the_card_goes_on(start_app: StartApp, browser: Browser) -> None:
    refusing = browser.browser_type.launch(
        executable_path=chromium.find(), args=[*chromium.FLAGS, "--use-fake-device-for-media-stream", DENY]
    )
    page = refusing.new_page(permissions=[])
    page.set_default_timeout(PATIENCE)
    open_recorder(page, start_app().url)
    button(page, "Record").click()
    expect(page.get_by_text("The microphone was refused.")).to_be_visible()
    expect(button(page, "Record")).to_be_visible()
    page.locator(".reveal").click()
    expect(page.locator(".rate_3")).to_be_visible()
    refusing.close()


def test_an_ignored_prompt_is_said_and_can_be_given_up(start_app: StartApp, own_page: NewPage) -> None:
    page = own_page()
    page.add_init_script(NO_ANSWER)
    open_recorder(page, start_app().url)
    button(page, "Record").click()
    expect(page.get_by_text("Your browser asks whether this page may use the microphone")).to_be_visible()
    button(page, "Continue without").click()
    expect(button(page, "Record")).to_be_visible()
    expect(page.get_by_text("Your browser asks")).to_have_count(0)


def test_a_browser_without_a_microphone_says_so(start_app: StartApp, own_page: NewPage) -> None:
    page = own_page()
    page.add_init_script(NO_MICROPHONE)
    open_recorder(page, start_app().url)
    button(page, "Record").click()
    expect(page.get_by_text("This browser cannot record. The card works without it.")).to_be_visible()
    settle(page)
    assert axe_violations(page) == []


def test_a_spoken_answer_is_written_down_by_itself_kept_and_played_again(
    start_app: StartApp, speaker: Page, tmp_path: Path
) -> None:
    page, app = speaker, start_app()
    open_page(page, f"{app.url}/settings")
    page.get_by_text("Keep my recordings on this computer").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    open_recorder(page, app.url)
    box = page.get_by_role("textbox", name="Your answer")
    box.fill("Typed before.")
    record(page, until="0:06")
    # Typing goes on while the words are on their way.
    box.press("End")
    box.press_sequentially(" Typed meanwhile.", delay=60)
    page.get_by_role("button", name="Add to what is there").click()
    expect(box).to_have_value(re.compile(r"^Typed before\. Typed meanwhile\.\n\n\w+ \w+", re.DOTALL))
    expect(page.get_by_text("Transcribing with")).to_have_count(0)
    settle(page)
    assert overflows(page) == 0
    assert axe_violations(page) == []
    before = prompt(page)
    page.locator(".reveal").click()
    page.locator(".rate_3").click()
    expect_next(page, before)
    [answer] = answers(app.data)
    assert answer.startswith("Typed before. Typed meanwhile.\n\n")
    [kept] = (app.data / "recordings").rglob("*.wav")
    assert read(kept.read_bytes()).seconds > 5
    connection = sqlite3.connect(app.data / "prepkit.db")
    [(card,)] = connection.execute("SELECT card_id FROM attempts").fetchall()
    connection.close()
    open_page(page, f"{app.url}/browse?question={card.removeprefix('q:')}")
    page.get_by_test_id("stExpander").filter(has_text="Solid").locator("summary").click()
    page.get_by_role("button", name="Play the recording").click()
    expect(take(page)).to_be_visible()
    page.wait_for_function("document.querySelector('audio')?.currentTime > 0.5")
    settle(page)
    assert axe_violations(page) == []
    page.get_by_role("button", name="Delete the recording").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("button", name="Play the recording")).to_have_count(0)
    expect(page.get_by_text("Typed before. Typed meanwhile.")).to_be_visible()
    expect(page.locator("audio")).to_have_count(0)
    assert not kept.exists()
