"""How long a room waits for the coach's key."""

from __future__ import annotations

from pathlib import Path

from tests.bench.measure import Row, Sample
from tests.bench.screen import NEW_TITLE, ONE_BUTTON, Screen, chromium_browser, open_screen, serving

STAGE = "[...document.querySelectorAll('.st-key-stage *')].find(item => item.shadowRoot)?.shadowRoot"
SHOWN = f"{STAGE}.querySelector('.main').innerText"
STEPS = 8


def presenting(scratch: Path, rounds: int) -> list[Row]:
    """Each step of a question, and the next question, until it stands on the screen."""
    with (
        serving(scratch) as app,
        serving(scratch, "one_button.py") as bare,
        chromium_browser() as browser,
    ):
        screen = open_screen(browser, f"{app.url}/present?seed=7", ".stage h1")
        floor = open_screen(browser, bare.url, ".st-key-next button")
        steps: list[tuple[float, float]] = []
        questions: list[tuple[float, float]] = []
        for number in range(rounds + 1):
            made = [(_press(screen, "ArrowRight"), _floor(floor)) for _ in range(STEPS)]
            gone = _press(screen, "n"), _floor(floor)
            if number:
                steps += made
                questions.append(gone)
    return [_row("present, next step", steps), _row("present, next question", questions)]


def _press(screen: Screen, key: str) -> float:
    event = f"new KeyboardEvent('keydown', {{key: {key!r}, bubbles: true, composed: true}})"
    return screen.until(
        f"window.shownBefore = {SHOWN}; document.body.dispatchEvent({event})",
        f"{SHOWN} !== window.shownBefore",
    )


def _floor(screen: Screen) -> float:
    return screen.click(".st-key-next button", NEW_TITLE)


def _row(name: str, pairs: list[tuple[float, float]]) -> Row:
    ours, floor = (Sample("ms", tuple(values)) for values in zip(*pairs, strict=True))
    return Row(name, ours, ONE_BUTTON, floor, {"median": 1.25})
