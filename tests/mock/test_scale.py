from __future__ import annotations

from prepkit.mock.scale import SCORES, rating_of
from prepkit.model import Rating


def test_each_score_counts_as_a_rating() -> None:
    ratings = [rating_of(score) for score in SCORES]
    assert ratings == [Rating.COULD_NOT, Rating.SHAKY, Rating.SOLID, Rating.SOLID, Rating.SOLID]


def test_no_score_counts_as_interview_ready_by_itself() -> None:
    assert Rating.READY not in map(rating_of, SCORES)
