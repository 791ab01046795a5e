"""The sheet for the night before, as a printer gets it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from prepkit.exchange.day_sheet import DaySheet, as_html
from prepkit.interviews.ask_back import SUGGESTIONS
from prepkit.model import Story
from tests.browser.conftest import NewPage
from tests.browser.page import overflows
from tests.shipped import shipped_bank

LONG = (
    "Whoever had waited longest had been moved between two queues twice, and so we asked everybody at the "
    "front of the line one question, which took nine days to agree on. "
)


@pytest.fixture(scope="module")
def full() -> str:
    """A sheet with as much of everything as it takes, and the questions with the longest key points."""
    bank = shipped_bank()
    questions = sorted(
        map(bank.question, bank.ids), key=lambda one: -sum(len(point.text) for point in one.key_points)
    )
    return as_html(
        DaySheet(
            "Larkfield Energy and Water Services International, second round with the whole panel",
            "Thursday 10 Jul, 10:30 in Los Angeles, which is Thursday 18:30 here · Panel",
            LONG * 3,
            ["Dr. Hannah Konstantinidou-Osei-Bonsu, head of customer operations (Europe)"] * 4,
            [Story(title=LONG, result=f"{LONG}It went from 19 to 4.") for _ in range(5)],
            [LONG] * 6,
            sorted(SUGGESTIONS, key=len)[-6:],
            [(question.prompt, LONG) for question in questions[5:8]],
            questions[:5],
            {question.id for question in questions},
            [LONG] * 5,
        )
    )


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_full_sheet_is_one_sheet_of_paper(page: Page, full: str, paper: str) -> None:
    page.set_content(full)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) == 1


def test_how_to_print_it_is_said_on_the_screen_alone(own_page: NewPage, full: str) -> None:
    page = own_page()
    page.set_content(full)
    hint = page.get_by_text("Print this page")
    expect(hint).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert not overflows(page)
    page.emulate_media(media="print")
    expect(hint).to_be_hidden()
    small = "[...document.querySelectorAll('li, p')].map(e => parseFloat(getComputedStyle(e).fontSize))"
    assert round(min(page.evaluate(small)) * 72 / 96, 1) >= 8.5
