"""What a browser reports of a card is read as input that anybody may have written."""

from __future__ import annotations

import pytest

from prepkit.model import Confidence, Rating
from prepkit.practice.acts import Do, acts_after

REVEAL = {"number": 1, "do": "reveal", "attempt": "a", "confidence": "sure"}
RATE = {"number": 2, "do": "rate", "attempt": "a", "rating": 3, "next": "b"}


def test_acts_come_in_order_and_those_done_already_are_left_out() -> None:
    rate, reveal = acts_after(0, [RATE, REVEAL])[::-1]
    assert (reveal.do, reveal.confidence) == (Do.REVEAL, Confidence.SURE)
    assert (rate.do, rate.rating, rate.next) == (Do.RATE, Rating.SOLID, "b")
    assert acts_after(1, [RATE, REVEAL]) == [rate]
    assert acts_after(2, [RATE, REVEAL]) == []


@pytest.mark.parametrize(
    "entry",
    [
        None,
        "rate",
        {},
        {**RATE, "do": "delete everything"},
        {**RATE, "rating": 9},
        {**RATE, "rating": "best"},
        {**RATE, "number": -1},
        {**RATE, "number": 2**60},
        {**RATE, "attempt": "a" * 300},
        {**RATE, "attempt": None},
        {**REVEAL, "confidence": "certain"},
        {**RATE, "points": ["p"] * 101},
        {**RATE, "draft": {"document": "a q:one"}},
    ],
)
def test_what_is_no_act_is_left_out_and_stops_no_other(entry: object) -> None:
    assert [act.do for act in acts_after(0, [entry, REVEAL])] == [Do.REVEAL]
