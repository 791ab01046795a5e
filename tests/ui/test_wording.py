from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from prepkit.practice.clock import clock_at, to_micros
from prepkit.ui.widgets.wording import escape, on_day, plural, until

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (timedelta(seconds=5), "1 min"),
        (timedelta(minutes=10), "10 min"),
        (timedelta(hours=5), "5 h"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=44), "44 days"),
        (timedelta(days=46), "2 months"),
        (timedelta(days=365), "12 months"),
    ],
)
def test_how_long_until_a_card_comes_back(wait: timedelta, said: str) -> None:
    assert until(to_micros(NOON + wait), clock_at(NOON, "UTC")) == said


def test_days_are_the_persons_own() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert on_day(to_micros(late), clock_at(NOON, "UTC")) == "today"
    assert on_day(to_micros(late), clock_at(NOON, "Europe/Berlin")) == "tomorrow"
    assert on_day(to_micros(late + timedelta(days=300)), clock_at(NOON, "UTC")) == "on 27 Dec"
    assert on_day(to_micros(late + timedelta(days=310)), clock_at(NOON, "UTC")) == "on 6 Jan 2027"


def test_text_is_shown_as_it_was_written() -> None:
    assert escape("*5 < 6* [x](y) $a$ :smile:") == (r"\*5 \< 6\* \[x\]\(y\) \$a\$ \:smile\:")


def test_plural() -> None:
    assert [plural(n, "card") for n in (0, 1, 1200)] == ["0 cards", "1 card", "1,200 cards"]
