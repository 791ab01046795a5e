"""Steps through practice and mocks that their tests share."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.page import press, settle


def attempts(data: Path) -> list[tuple[str, int]]:
    """What is really on disk: (card id, rating), oldest first, voids left out."""
    connection = sqlite3.connect(data / "prepkit.db")
    rows = connection.execute(
        "SELECT card_id, rating FROM attempts WHERE id NOT IN (SELECT attempt_id FROM voids) ORDER BY seq"
    ).fetchall()
    connection.close()
    return rows


def ticks(data: Path) -> list[int]:
    """How many key points were ticked with each attempt on disk, oldest first."""
    connection = sqlite3.connect(data / "prepkit.db")
    rows = connection.execute("SELECT json_array_length(ticks) FROM attempts ORDER BY seq").fetchall()
    connection.close()
    return [count for (count,) in rows]


def prompt(page: Page) -> str:
    return page.get_by_role("heading", level=1).first.inner_text()


def expect_next(page: Page, after: str) -> None:
    """Wait until another card than ``after`` shows its front, and the server has stored what was done.

    The browser shows the next card before the rating is stored.
    """
    expect(page.get_by_role("heading", level=1).first).not_to_have_text(after)
    expect(page.locator(".rate:visible")).to_have_count(0)
    page.wait_for_function("!window.prepkitCard?.pending.length")
    settle(page)


def reveal_and_rate(page: Page, key: str) -> str:
    """Reveal and rate by keyboard; the prompt that was rated."""
    rated = prompt(page)
    press(page, "Space")
    expect(page.locator(".rate_3")).to_be_visible()
    settle(page)
    press(page, key)
    expect_next(page, rated)
    return rated


def pass_over(page: Page, name: str) -> None:
    """In a mock, click what leads to the next question or phase, and wait until it is there."""
    clock = page.locator(".clock")
    expect(clock).not_to_be_empty()
    before = clock.inner_text().split()[0], prompt(page)
    page.get_by_role("button", name=name).click()
    page.wait_for_function(
        """([phase, title]) => {
            const bar = [...document.querySelectorAll('.st-key-interview_bar *')].find(i => i.shadowRoot)
            const now = bar?.shadowRoot.querySelector('.phase').textContent
            const shown = document.querySelector('h1')?.innerText
            return !bar || now !== phase || shown !== title
        }""",
        arg=list(before),
    )
    settle(page)


def answers(data: Path) -> list[str]:
    """The answers on disk, oldest first."""
    connection = sqlite3.connect(data / "prepkit.db")
    rows = connection.execute("SELECT answer FROM attempts ORDER BY seq").fetchall()
    connection.close()
    return [answer for (answer,) in rows]
