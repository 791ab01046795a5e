"""Suggests a rating from the ticked key points; only a person calls an answer Interview-ready."""

from __future__ import annotations

from prepkit.model import Rating

LEAST_SHARES = ((0.5, Rating.SOLID), (0.01, Rating.SHAKY), (0.0, Rating.COULD_NOT))
"""The share of key points from which each rating is suggested, the best first."""


def suggested(ticked: int, of: int) -> Rating | None:
    """The rating to suggest; None when nothing can be ticked."""
    if not of:
        return None
    share = ticked / of
    return next(rating for least, rating in LEAST_SHARES if share >= least)
