"""The rating that ticked key points suggest."""

from __future__ import annotations

import pytest

from prepkit.model import Rating
from prepkit.practice.suggestion import suggested


@pytest.mark.parametrize(
    ("ticked", "rating"),
    [(0, Rating.COULD_NOT), (1, Rating.SHAKY), (2, Rating.SHAKY), (3, Rating.SOLID), (6, Rating.SOLID)],
)
def test_more_ticks_suggest_a_better_rating_up_to_solid(ticked: int, rating: Rating) -> None:
    assert suggested(ticked, 6) is rating


def test_no_number_of_ticks_suggests_the_top_rating() -> None:
    suggestions = {suggested(ticked, points) for points in range(1, 13) for ticked in range(points + 1)}
    assert Rating.READY not in suggestions


def test_nothing_is_suggested_where_nothing_can_be_ticked() -> None:
    assert suggested(0, 0) is None
