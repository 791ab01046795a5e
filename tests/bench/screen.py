"""What a person waits for: from a click or key until the page shows what it should, timed in the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench import scenes
from tests.bench.measure import Row, Sample
from tests.browser import chromium
from tests.browser.page import settle
from tests.browser.server import AppServer

BARE = Path(__file__).parent / "bare"
QUESTIONS, ANSWERED = 10_000, 100_000

# Runs ``act`` and waits for ``done``, both JavaScript; the time is taken where it happens, without the
# round trips of the tool that drives the browser.
UNTIL = """
([act, done]) => new Promise((resolve, reject) => {
  const isDone = new Function('return ' + done)
  const began = performance.now()
  const observer = new MutationObserver(() => {
    if (!isDone()) return
    observer.disconnect()
    clearTimeout(patience)
    resolve(performance.now() - began)
  })
  const patience = setTimeout(() => reject(new Error('never: ' + done)), 30000)
  observer.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true})
  new Function(act)()
})
"""
TITLE = "document.querySelector('h1')?.innerText"
KEEP_TITLE = f"window.before = {TITLE};"
NEW_TITLE = f"{TITLE} && {TITLE} !== window.before"


@dataclass(frozen=True, slots=True)
class Screen:
    """One window on one server."""

    page: Page

    def until(self, act: str, done: str) -> float:
        """Milliseconds from running ``act`` (JavaScript) until ``done`` (an expression) is true."""
        settle(self.page)
        took: float = self.page.evaluate(UNTIL, [act, done])
        return took

    def click(self, selector: str, done: str) -> float:
        """The same for a click on the first element that matches."""
        self.page.locator(selector).first.wait_for(state="attached")
        return self.until(f"{KEEP_TITLE} document.querySelector({selector!r}).click()", done)

    def press(self, key: str, done: str) -> float:
        """The same for one of the practice keys, once the page listens for it."""
        self.page.locator(f'[data-keys~="{key}"]').wait_for(state="attached")
        event = f"new KeyboardEvent('keydown', {{key: {key!r}, bubbles: true, composed: true}})"
        return self.until(f"{KEEP_TITLE} document.body.dispatchEvent({event})", done)


@contextmanager
def serving(
    scratch: Path, script: str | None = None, *, data: Path | None = None, **env: str
) -> Iterator[AppServer]:
    """PrepKit on ``data``, or a bare app, on a server of its own."""
    name = script or "prepkit"
    folder = data or scratch / f"data-of-{name}"
    if script is None:
        server = AppServer(folder, scratch / f"{name}.log", env)
    else:
        server = AppServer(folder, scratch / f"{name}.log", env, script, BARE)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def chromium_browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS))
        yield browser
        browser.close()


def open_screen(browser: Browser, url: str, shown: str = "h1") -> Screen:
    """A new window on an address, waited for."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(url, wait_until="domcontentloaded")
    page.locator(shown).first.wait_for(timeout=120_000)
    settle(page)
    return Screen(page)


def practising(scratch: Path, rounds: int) -> list[Row]:
    """The practice loop with 10,000 questions and 100,000 attempts behind it."""
    data = scenes.data_folder(scratch, QUESTIONS, ANSWERED)
    bank = str(scenes.bank_folder(QUESTIONS))
    with (
        serving(scratch, data=data, PREPKIT_BANK=bank) as app,
        serving(scratch, "one_button.py") as bare,
        chromium_browser() as browser,
    ):
        card = open_screen(browser, f"{app.url}/practise", ".st-key-start button")
        card.click(".st-key-start button", REVEALABLE)
        floor = open_screen(browser, bare.url, ".st-key-next button")
        return _loop(card, lambda: floor.click(".st-key-next button", NEW_TITLE), rounds)


REVEALABLE = "document.querySelector('[class*=st-key-once_reveal] button')"
RATEABLE = "document.querySelector('.st-key-once_rate_3 button')"
NEXT_CARD = f"{NEW_TITLE} && {REVEALABLE}"
BACK = f"{NEW_TITLE} && {RATEABLE}"


def _loop(card: Screen, floor: Callable[[], float], rounds: int) -> list[Row]:
    """One pass: reveal and rate by mouse, reveal and rate by key, undo; a bare click beside each."""
    steps: dict[str, Callable[[], float]] = {
        "reveal, mouse": lambda: card.click("[class*=st-key-once_reveal] button", RATEABLE),
        "rate, mouse": lambda: card.click(".st-key-once_rate_3 button", NEXT_CARD),
        "reveal, key": lambda: card.press("j", RATEABLE),
        "rate, key": lambda: card.press("3", NEXT_CARD),
        "undo, key": lambda: card.press("u", BACK),
        "rate again, key": lambda: card.press("3", NEXT_CARD),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in steps}
    for number in range(rounds + 3):
        for name, step in steps.items():
            pair = step(), floor()
            if number >= 3:
                taken[name].append(pair)
    both = {"median": 1.25, "p95": 1.5}
    return [
        Row(
            name,
            Sample("ms", tuple(ours for ours, _ in pairs)),
            "one bare button",
            Sample("ms", tuple(bare for _, bare in pairs)),
            both if name == "rate, mouse" else {"median": 1.25},
        )
        for name, pairs in taken.items()
    ]
