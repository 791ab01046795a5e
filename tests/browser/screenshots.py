"""Draws pages with the demo's data: ``python -m tests.browser.screenshots [--all] [--whole] [FOLDER]``.

Without options these are the README's pictures, in docs/screenshots. ``--all`` draws every page in both
widths and themes; with ``--whole`` a picture is the whole page instead of one screenful.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.page import PATIENCE, open_page, reveal, settle
from tests.browser.server import ROOT, AppServer

ADDRESSES = {
    "today": "",
    "browse": "browse",
    "question": "browse?question=furious-caller",
    "roles": "roles",
    "role": "roles?role_id=customer-service-manager",
    "learn": "learn",
    "guide": "learn?item=guide.star",
    "metric": "learn?item=metric.fcr",
    "prepare": "prepare?interview=demo-interview&part=Plan",
    "day": "prepare?interview=demo-interview&part=The+day",
    "stories": "stories",
    "story": "stories?story=demo-boiler",
    "practise": "practise",
    "card": "practise",
    "mock": "mock",
    "report": "mock?mock=demo-mock-4",
    "present": "present?list=furious-caller,staying-calm,week-too-full&frame=5",
    "coach": "coach",
    "progress": "progress",
    "settings": "settings",
}
SIZES = {1440: 900, 1280: 720, 390: 844}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
README = {
    ("today", "light", 1440),
    ("card", "light", 1440),
    ("progress", "light", 1440),
    ("present", "light", 1280),
}
TALLEST = 6000


def main() -> int:
    """Write one PNG for each page, width and theme, named ``today-light-1440.png``."""
    arguments = _arguments()
    path = chromium.find()
    if path is None:
        print(chromium.MISSING)
        return 1
    expect.set_options(timeout=PATIENCE)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        server = AppServer(Path(scratch) / "data", Path(scratch) / "log")
        server.start()
        try:
            browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
            for width, height in SIZES.items():
                for theme in THEMES:
                    _draw(browser, server.url, arguments, (width, height), theme)
            browser.close()
        finally:
            server.stop()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Draw pages with the demo's data.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--all", action="store_true", help="every page, width and theme")
    parser.add_argument("--whole", action="store_true", help="whole pages instead of one screenful")
    return parser.parse_args()


def _draw(
    browser: Browser,
    url: str,
    arguments: argparse.Namespace,
    size: tuple[int, int],
    theme: Literal["light", "dark"],
) -> None:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    for name in ADDRESSES:
        if not arguments.all and (name, theme, width) not in README:
            continue
        page.set_viewport_size({"width": width, "height": height})
        _open(page, url, name)
        if arguments.whole:
            page.set_viewport_size({"width": width, "height": min(_full_height(page), TALLEST)})
        _charts_drawn(page)
        settle(page)
        picture = arguments.folder / f"{name}-{theme}-{width}.png"
        page.screenshot(path=picture, animations="disabled")
        print(picture)
    context.close()


def _open(page: Page, url: str, name: str) -> None:
    # A demo of its own for each picture, so that none shows what an earlier one began.
    address = ADDRESSES[name]
    open_page(page, f"{url}/{address}{'&' if '?' in address else '?'}demo=1")
    if name == "today":
        # The chart comes last.
        expect(page.get_by_test_id("stVegaLiteChart")).to_be_attached()
    if name == "card":
        page.locator(".st-key-start button").click()
        reveal(page)


def _full_height(page: Page) -> int:
    # Streamlit scrolls inside its main area, so the document itself is never taller than the window.
    tall: int = page.get_by_test_id("stMain").evaluate("element => element.scrollHeight")
    return max(tall, page.viewport_size["height"] if page.viewport_size else 0)


def _charts_drawn(page: Page) -> None:
    page.wait_for_function(
        """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
            .every(chart => chart.querySelector('canvas, svg'))"""
    )


if __name__ == "__main__":
    raise SystemExit(main())
