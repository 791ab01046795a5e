"""How long somebody who practises waits for the screen, and for the word that it is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.bench import scenes
from tests.bench.delay import far_away
from tests.bench.measure import Row, Sample
from tests.bench.screen import (
    ANSWERED,
    AT_ONCE,
    AT_ONCE_MS,
    NEW_TITLE,
    ONE_BUTTON,
    QUESTIONS,
    ROUND_TRIP_S,
    Screen,
    chromium_browser,
    open_screen,
    serving,
)

FRONT, BACK = (
    f"[...document.querySelectorAll('.st-key-card_{side} *')].find(item => item.shadowRoot)?.shadowRoot"
    for side in ("front", "back")
)
READY = f"{BACK} && !{BACK}.querySelector('.before').hidden && !{BACK}.querySelector('.reveal').disabled"
REVEALED = f"{BACK} && !{BACK}.querySelector('.after').hidden"
ATTEMPT = f"{FRONT}.host.dataset.attempt"
SAVED = f"{FRONT}.querySelector('.said').textContent.includes('Saved')"
TAB = f"{BACK}.querySelector('[role=tab][aria-selected=false]')"
ADVICE = f"{BACK}.querySelector('.advice').textContent"


def _press(key: str) -> str:
    event = f"new KeyboardEvent('keydown', {{key: {key!r}, bubbles: true, composed: true}})"
    return f"document.body.dispatchEvent({event})"


def _click(selector: str) -> str:
    return f"{BACK}.querySelector({selector!r}).click()"


STEPS = {
    "reveal": (_click(".reveal"), REVEALED),
    "tick": (
        f"window.before = {ADVICE}; {BACK}.querySelector('fieldset input').click()",
        f"{ADVICE} !== window.before",
    ),
    "switch tab": (
        f"window.tab = {TAB}; window.tab.click()",
        "window.tab.getAttribute('aria-selected') === 'true'",
    ),
    "next card": (
        f"window.before = {ATTEMPT}; {_click('.rate_3')}",
        f"{ATTEMPT} !== window.before && {READY}",
    ),
    "reveal, key": (_press(" "), REVEALED),
    "next card, key": (
        f"window.before = {ATTEMPT}; {_press('3')}",
        f"{ATTEMPT} !== window.before && {READY}",
    ),
}


def practising(scratch: Path, rounds: int) -> list[Row]:
    """The practice loop with 10,000 questions and 100,000 attempts, near the server and far away."""
    data = scenes.data_folder(scratch, QUESTIONS, ANSWERED)
    bank = str(scenes.bank_folder(QUESTIONS))
    with (
        serving(scratch, data=data, PREPKIT_BANK=bank) as app,
        serving(scratch, "one_button.py") as bare,
        far_away(app.url, ROUND_TRIP_S) as far,
        chromium_browser() as browser,
    ):
        card = open_screen(browser, f"{app.url}/practise", ".st-key-start button")
        card.click(".st-key-start button", READY)
        floor = open_screen(browser, bare.url, ".st-key-next button")
        rows = _at_once(card, rounds, "")
        rows += _until_saved(card, lambda: floor.click(".st-key-next button", NEW_TITLE), rounds)
        distant = open_screen(browser, f"{far}/practise", ".st-key-card_front")
        rows += _at_once(distant, rounds, f", {ROUND_TRIP_S * 1000:.0f} ms away")
    return rows


def _at_once(card: Screen, rounds: int, where: str) -> list[Row]:
    """Milliseconds of each step until it is painted; the server has answered before the next one begins."""
    taken: dict[str, list[float]] = {name: [] for name in STEPS}
    for number in range(rounds + 3):
        for name, (act, done) in STEPS.items():
            card.page.wait_for_function("!window.prepkitCard.pending.length")
            took = card.painted(act, done)
            if number >= 3:
                taken[name].append(took)
    limit = Sample("ms", (AT_ONCE_MS,))
    return [
        Row(f"{name}{where}", Sample("ms", tuple(values)), "the limit, 20 ms", limit, AT_ONCE)
        for name, values in taken.items()
    ]


def _until_saved(card: Screen, floor: Callable[[], float], rounds: int) -> list[Row]:
    """Milliseconds from a rating until “Saved” is on the screen, and from an undo until its card is back."""
    saved: list[tuple[float, float]] = []
    undone: list[tuple[float, float]] = []
    for number in range(rounds + 3):
        card.until(_press(" "), REVEALED)
        card.page.wait_for_function("!window.prepkitCard.pending.length")
        rated = card.until(_click(".rate_3"), SAVED), floor()
        card.page.wait_for_function("!window.prepkitCard.pending.length")
        back = card.until(_press("u"), REVEALED), floor()
        card.page.wait_for_function("!window.prepkitCard.pending.length")
        card.until(_click(".rate_3"), SAVED)
        if number >= 3:
            saved.append(rated)
            undone.append(back)
    return [_row("rate until saved", saved), _row("undo until the card is back", undone)]


def _row(name: str, pairs: list[tuple[float, float]]) -> Row:
    ours, floor = (Sample("ms", tuple(values)) for values in zip(*pairs, strict=True))
    return Row(name, ours, ONE_BUTTON, floor, {"median": 1.25})
