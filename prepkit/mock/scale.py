"""Turns a score of an answer against the level's anchors into the rating that moves the schedule."""

from __future__ import annotations

from collections.abc import Mapping

from prepkit.model import Rating

SCORES = (1, 2, 3, 4, 5)
"""The scale: the anchors describe 1, 3 and 5, and 2 and 4 lie between them."""
_RATINGS: Mapping[int, Rating] = {
    1: Rating.COULD_NOT,
    2: Rating.SHAKY,
    3: Rating.SOLID,
    4: Rating.SOLID,
    5: Rating.SOLID,
}


def rating_of(score: int) -> Rating:
    """The rating that a score from 1 to 5 counts as, unless the person chooses another.

    A score says how good an answer is for the level, a rating how well it will be recalled, and so when it
    comes back. The anchor at 1 describes an answer that misses the point, which is to be learnt again; 3 is
    a sound answer, which is what Solid means. Even 5 counts as Solid: Interview-ready ("I would say exactly
    this in the room") puts the question off for longest, and one outstanding answer does not show that it
    would be given again. Only the person knows that, so only the person chooses it.
    """
    return _RATINGS[score]
