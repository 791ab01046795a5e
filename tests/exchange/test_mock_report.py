from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.exchange.mock_report import as_html
from prepkit.mock.report import BEFORE, COACH_SCORE, NOW, SCORE
from prepkit.mock.state import Mock, MockItem, MockPhase, Scored

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(Path(__file__).parents[2] / "data")


def a_report(bank: Bank, *items: MockItem) -> str:
    return as_html(bank, Mock("Any role", "lead", items, 5, phase=MockPhase.OVER, scored_at=9), [], DAY)


def test_the_print_holds_the_scores_the_time_and_what_does_not_agree(bank: Bank) -> None:
    page = a_report(
        bank,
        MockItem("a", "furious-caller", rating=3, own=Scored(4, "rang <her> back"), probe="And then?"),
        MockItem("b", "staying-calm", rating=3, own=Scored(3), answer_ms=61_000, think_ms=9_000),
    )
    assert "<li>Score 3.5 of 5 on average</li>" in page
    assert "Solid · 4 of 5" in page
    assert "rang &lt;her&gt; back" in page
    assert "1:10 of 4:00 used" in page
    assert "You rated 2 answers Solid and ticked no key point." in page


def test_without_scores_the_print_speaks_of_none(bank: Bank) -> None:
    page = a_report(bank, MockItem("a", "furious-caller", rating=1))
    assert "on average" not in page
    assert "You rated" not in page
    assert SCORE not in page
    assert escape(COACH_SCORE) not in page


def test_the_print_names_its_figures_as_the_screen_does(bank: Bank) -> None:
    page = a_report(bank, MockItem("a", "furious-caller", rating=3, own=Scored(4), coach=Scored(2)))
    assert all(escape(heading) in page for heading in (NOW, BEFORE, SCORE, COACH_SCORE))
    assert "<td>3.0</td><td>–</td><td>4.0</td><td>2.0</td>" in page
