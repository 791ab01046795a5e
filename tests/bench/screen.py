"""What a person waits for: from a click or key until the page shows what it should, timed in the browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench import scenes
from tests.bench.delay import far_away
from tests.bench.measure import Row, Sample, in_turn
from tests.browser import chromium
from tests.browser.page import settle
from tests.browser.server import AppServer

ONE_BUTTON = "one bare button"
WORDS = ("kestrel", "heron", "willow", "osprey")
BARE = Path(__file__).parent / "bare"
QUESTIONS, ANSWERED = 10_000, 100_000

# Runs ``act`` and waits for ``done``, both JavaScript; the time is taken where it happens, without the
# round trips of the tool that drives the browser. Our components draw into shadow trees: those there
# before the click are observed as well, newer ones are looked at in every frame.
UNTIL = """
([act, done]) => new Promise((resolve, reject) => {
  const isDone = new Function('return ' + done)
  const began = performance.now()
  let over = false
  const check = () => {
    if (over || !isDone()) return
    over = true
    observer.disconnect()
    clearTimeout(patience)
    resolve(performance.now() - began)
  }
  const observer = new MutationObserver(check)
  const patience = setTimeout(() => { over = true; reject(new Error('never: ' + done)) }, 30000)
  const everything = {subtree: true, childList: true, characterData: true, attributes: true}
  observer.observe(document.body, everything)
  for (const host of document.querySelectorAll('[class*=st-key-] *'))
    if (host.shadowRoot) observer.observe(host.shadowRoot, everything)
  const everyFrame = () => { check(); if (!over) requestAnimationFrame(everyFrame) }
  requestAnimationFrame(everyFrame)
  new Function(act)()
})
"""
ROUND_TRIP_S = 0.150
AT_ONCE_MS = 20.0
AT_ONCE = {"median": 1.0, "p95": 1.75}

# Resolves once what an act changed has been painted: a frame callback runs before the paint of its frame, and
# a task posted from there runs after it.
PAINTED = """
([act, done]) => new Promise((resolve, reject) => {
  const isDone = new Function('return ' + done)
  const began = performance.now()
  const patience = setTimeout(() => reject(new Error('never: ' + done)), 30000)
  const everyFrame = () => {
    if (!isDone()) return requestAnimationFrame(everyFrame)
    clearTimeout(patience)
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve(performance.now() - began)
    port2.postMessage(0)
  }
  new Function(act)()
  requestAnimationFrame(everyFrame)
})
"""
TITLE = "document.querySelector('h1')?.innerText"
LIST = "[...document.querySelectorAll('.st-key-questions *')].find(item => item.shadowRoot)?.shadowRoot"
FIRST_LINK = f"{LIST}?.querySelector('a')"
QUESTION = f"{LIST}?.querySelector('.question')"
PROMPT = f"{QUESTION}.querySelector('h1').textContent"
AHEAD = "document.documentElement.classList.contains('prepkit-question-ahead')"
OPENING = {
    "open a question": (f"{FIRST_LINK}.click()", f"{QUESTION} && !{QUESTION}.hidden"),
    "next question": (
        f"window.before = {PROMPT}; {QUESTION}.querySelector('.next').click()",
        f"{PROMPT} !== window.before",
    ),
    "back to the list": (f"{QUESTION}.querySelector('.back').click()", f"{QUESTION}.hidden"),
}
FIRST_ROW = f"{FIRST_LINK}?.dataset.id"
KEEP = f"window.titleBefore = {TITLE}; window.rowBefore = {FIRST_ROW};"
NEW_TITLE = f"{TITLE} && {TITLE} !== window.titleBefore"
NEW_ROWS = f"{FIRST_ROW} !== window.rowBefore"
CHART = "document.querySelector('[data-testid=stVegaLiteChart] :is(canvas, svg)')"
TABLE = "document.querySelector('[data-testid=stDataFrame] canvas')"
BOX = "document.querySelector('[data-testid=stMain] input')"
TYPE = """
Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call({box}, {text!r})
{box}.dispatchEvent(new Event('input', {{bubbles: true}}))
"""
ENTER = f"{BOX}.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Enter', bubbles: true}}))"


@dataclass(frozen=True, slots=True)
class Screen:
    """One window on one server."""

    page: Page

    def until(self, act: str, done: str) -> float:
        """Milliseconds from running ``act`` (JavaScript) until ``done`` (an expression) is true."""
        settle(self.page)
        took: float = self.page.evaluate(UNTIL, [act, done])
        return took

    def painted(self, act: str, done: str) -> float:
        """Milliseconds from ``act`` until what makes ``done`` true has been painted."""
        took: float = self.page.evaluate(PAINTED, [act, done])
        return took

    def click(self, selector: str, done: str) -> float:
        """The same for a click on the first element that matches."""
        self.page.locator(selector).first.wait_for(state="attached")
        return self.until(f"{KEEP} document.querySelector({selector!r}).click()", done)

    def type(self, text: str, done: str) -> float:
        """The same for the last letter of ``text`` typed into the page's first box."""
        return self.until(KEEP + TYPE.format(box=BOX, text=text), done)

    def enter(self, text: str, done: str) -> float:
        """The same for Enter after ``text``."""
        settle(self.page)
        self.page.evaluate(f"() => {{ {TYPE.format(box=BOX, text=text)} }}")
        return self.until(f"{KEEP} {ENTER}", done)


@contextmanager
def serving(
    scratch: Path,
    script: str | None = None,
    *,
    data: Path | None = None,
    options: Sequence[str] = (),
    **env: str,
) -> Iterator[AppServer]:
    """PrepKit on ``data``, or a bare app, on a server of its own."""
    name = script or "prepkit"
    folder = data or scratch / f"data-of-{name}"
    if script is None:
        server = AppServer(folder, scratch / f"{name}.log", env, options=options)
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


def first_page(scratch: Path, rounds: int) -> list[Row]:
    """A browser that was never here, until the page is drawn: the shipped questions, three months of use."""
    with (
        serving(scratch, PREPKIT_DEMO="1") as app,
        serving(scratch, "frame_and_chart.py") as bare,
        chromium_browser() as browser,
    ):
        ours, floor = in_turn(
            lambda: _cold(browser, app.url, "document.querySelector('.st-key-start button')"),
            lambda: _cold(browser, bare.url, f"{CHART} && {TABLE}"),
            rounds,
        )
    return [Row("first page, fresh browser", ours, "bare frame and chart", floor, {"median": 1.0})]


def _cold(browser: Browser, url: str, done: str) -> float:
    """Milliseconds from the beginning of the navigation until ``done``, with nothing cached."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(
        f"""window.drawn = new Promise(resolve => new MutationObserver((_, observer) => {{
            if (!({done})) return
            observer.disconnect()
            resolve(performance.now())
        }}).observe(document, {{subtree: true, childList: true, attributes: true}}))"""
    )
    page.goto(url, wait_until="commit")
    took: float = page.evaluate("window.drawn")
    context.close()
    return took


def browsing(scratch: Path, rounds: int) -> list[Row]:
    """Search, filter and open a question among 10,000."""
    data = scenes.data_folder(scratch, QUESTIONS, ANSWERED)
    with (
        serving(scratch, data=data, PREPKIT_BANK=str(scenes.bank_folder(QUESTIONS))) as app,
        serving(scratch, "one_button.py") as bare,
        serving(scratch, "live_input.py") as live,
        far_away(app.url, ROUND_TRIP_S) as far,
        chromium_browser() as browser,
    ):
        page = open_screen(browser, f"{app.url}/browse", ".st-key-questions a")
        button = open_screen(browser, bare.url, ".st-key-next button")
        box = open_screen(browser, live.url)
        words, others = cycle(WORDS), cycle(WORDS)

        def floor() -> float:
            return button.click(".st-key-next button", NEW_TITLE)

        entered = in_turn(lambda: page.enter(next(words), NEW_ROWS), floor, rounds)
        typed = in_turn(
            lambda: page.type(next(words), NEW_ROWS), lambda: box.type(next(others), NEW_TITLE), rounds
        )
        page.enter("", NEW_ROWS)
        page.click(".st-key-filter_more button", "document.querySelector('.st-key-flagged input')")
        filtered = in_turn(lambda: page.click(".st-key-flagged input", NEW_ROWS), floor, rounds)
        opened = _opening(page, rounds, "")
        distant = open_screen(browser, f"{far}/browse", ".st-key-questions a")
        opened += _opening(distant, rounds, f", {ROUND_TRIP_S * 1000:.0f} ms away")
    limit = {"median": 1.25}
    return [
        Row("search, Enter pressed", entered[0], ONE_BUTTON, entered[1], limit),
        Row("search while typing", typed[0], "a bare live input", typed[1], limit),
        Row("filter on or off", filtered[0], ONE_BUTTON, filtered[1], limit),
        *opened,
    ]


def _opening(page: Screen, rounds: int, where: str) -> list[Row]:
    """Milliseconds until a question, or the list, is painted; the server answers before the next step."""
    taken: dict[str, list[float]] = {name: [] for name in OPENING}
    for number in range(rounds + 3):
        for name, (act, done) in OPENING.items():
            page.page.wait_for_function(f"{FIRST_LINK} && !({AHEAD})")
            settle(page.page)
            took = page.painted(act, done)
            if number >= 3:
                taken[name].append(took)
    limit = Sample("ms", (AT_ONCE_MS,))
    return [
        Row(f"{name}{where}", Sample("ms", tuple(values)), "the limit, 20 ms", limit, AT_ONCE)
        for name, values in taken.items()
    ]


def charting(scratch: Path, rounds: int) -> list[Row]:
    """Switching to Progress until its first chart is drawn."""
    return [
        _switching(scratch, ANSWERED, rounds, {"median": 1.3}),
        _switching(scratch, 10 * ANSWERED, rounds, {}),
    ]


def _switching(scratch: Path, answered: int, rounds: int, limits: dict[str, float]) -> Row:
    data = scenes.data_folder(scratch, QUESTIONS, answered)
    with (
        serving(scratch, data=data, PREPKIT_BANK=str(scenes.bank_folder(QUESTIONS))) as app,
        serving(scratch, "two_pages.py") as bare,
        chromium_browser() as browser,
    ):
        page, floor = open_screen(browser, f"{app.url}/settings"), open_screen(browser, bare.url)
        ours, least = in_turn(
            lambda: _switch(page, "Progress", "Settings"), lambda: _switch(floor, "second", "first"), rounds
        )
    return Row(f"Progress, {answered:,} attempts", ours, "bare page with a chart", least, limits)


def _switch(screen: Screen, name: str, back: str) -> float:
    """Milliseconds until the named page shows a chart; then back to another."""
    took = screen.until(f"{KEEP} {_link(name)}.click()", CHART)
    screen.until(f"{KEEP} {_link(back)}.click()", f"{NEW_TITLE} && !{CHART}")
    return took


def _link(name: str) -> str:
    links = "document.querySelectorAll('[data-testid=stSidebarNav] a')"
    return f"[...{links}].find(link => link.innerText.includes({name!r}))"
