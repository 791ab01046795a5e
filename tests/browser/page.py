"""Small steps that browser tests share: open a page, wait for it, look for accessibility problems."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Literal

from playwright.sync_api import Page, expect

# The run has ended and the browser has heard so; "initial" is the state before the first run.
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
PATIENCE = 30_000  # milliseconds
GRAVE = ("serious", "critical")
TOAST = 'data-testid="stToast"'
ALSO_WANTED = ("heading-order",)
"""Rules that axe calls moderate, and that every page keeps."""
IS_DARK = """() => {
    const app = document.querySelector('[data-testid="stApp"]')
    const [red, green, blue] = getComputedStyle(app).backgroundColor.match(/\\d+/g).map(Number)
    return red + green + blue < 3 * 128
}"""


def open_page(page: Page, url: str) -> None:
    """Go to an address and wait until the app has drawn it, title included and without an error."""
    page.goto(url, wait_until="domcontentloaded")
    settle(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()


def settle(page: Page) -> None:
    """Wait until no script runs and no placeholder is left.

    Right after a click the run may not have begun yet: wait for what the click should show with
    ``expect(...)`` and settle only before a picture or an accessibility check.
    """
    expect(page.locator(SETTLED)).to_be_attached()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.evaluate("document.fonts.ready.then(() => true)")


def unfold(page: Page, label: str) -> None:
    """Open a folder by its label and wait until it stands still: a click on what moves may miss it."""
    folder = page.get_by_test_id("stExpander").filter(has_text=label)
    folder.locator("summary").click()
    folder.evaluate(
        """async (element) => {
            for (const _ of [1, 2]) await new Promise(requestAnimationFrame)
            const moving = element.getAnimations({ subtree: true })
            await Promise.allSettled(moving.map((animation) => animation.finished))
        }"""
    )


def start_first(page: Page) -> None:
    """From the welcome page to the first card."""
    page.locator(".st-key-start_first button").click()
    expect(page.locator(".reveal").first).to_be_visible()
    settle(page)


def reveal(page: Page) -> None:
    """Click the first reveal control and wait until the ratings stand still."""
    page.locator(".reveal").first.click()
    expect(page.locator(".rate_3")).to_be_visible()
    settle(page)


def press(page: Page, key: str) -> None:
    """Press one of the practice keys once the page listens for it: its script may arrive after the card."""
    expect(page.locator(f'[data-keys~="{key}"]')).to_be_attached()
    page.keyboard.press(key)


def is_dark(page: Page) -> bool:
    """Whether the page is drawn on a dark background."""
    dark: bool = page.evaluate(IS_DARK)
    return dark


def switch_theme(page: Page, theme: Literal["light", "dark"]) -> None:
    """Have the computer ask for a theme, and wait until the open page has taken its colours."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(f"dark => ({IS_DARK})() === dark", arg=theme == "dark")
    page.evaluate(
        """async () => {
            for (const _ of [1, 2]) await new Promise(requestAnimationFrame)
            const changing = document.getAnimations().filter(one => one instanceof CSSTransition)
            await Promise.allSettled(changing.map(one => one.finished))
        }"""
    )


def overflows(page: Page) -> int:
    """By how many pixels the page is wider than its window; 0 when nothing scrolls sideways."""
    wide: int = page.evaluate(
        """() => Math.max(...['html', '[data-testid="stMain"]']
            .flatMap(selector => [...document.querySelectorAll(selector)])
            .map(element => element.scrollWidth - element.clientWidth))"""
    )
    return max(wide, 0)


def axe_violations(page: Page) -> list[str]:
    """The accessibility violations that count, one readable text each; empty when all is well.

    The name of a toast is left out: Streamlit draws it as a dialog named by a title that it never has.
    """
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    for frame in page.frames:
        if not frame.evaluate("'axe' in window"):
            frame.evaluate(script)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    for violation in found["violations"]:
        if violation["id"] == "aria-dialog-name":
            violation["nodes"] = [node for node in violation["nodes"] if TOAST not in node["html"]]
    return [
        _in_words(violation)
        for violation in found["violations"]
        if violation["nodes"] and (violation["impact"] in GRAVE or violation["id"] in ALSO_WANTED)
    ]


def _in_words(violation: dict[str, Any]) -> str:
    lines = [f"{violation['impact']}: {violation['help']} ({violation['id']})"]
    for node in violation["nodes"]:
        where = " ".join(str(part) for part in node["target"])
        lines += [f"  {where}", f"    {node['html'][:160]}", f"    {_reason(node)}"]
    return "\n".join(lines)


def _reason(node: dict[str, Any]) -> str:
    checks = node["any"] + node["all"] + node["none"]
    return "; ".join(check["message"] for check in checks)
