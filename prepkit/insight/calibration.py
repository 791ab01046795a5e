"""Compares how sure a person was with how the answer was rated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Any

import pandas as pd

from prepkit.model import Confidence, Rating

ENOUGH = 10
Z_95 = 1.959963984540054
_RATING_COLUMNS = {
    Rating.COULD_NOT: "could_not",
    Rating.SHAKY: "shaky",
    Rating.SOLID: "solid",
    Rating.READY: "ready",
}
_DTYPES = {
    "confidence": "str",
    "attempts": "int64",
    "could_not": "int64",
    "shaky": "int64",
    "solid": "int64",
    "ready": "int64",
    "held": "int64",
    "share": "float64",
    "low": "float64",
    "high": "float64",
}


def wilson(successes: int, n: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of a share; (0, 1) without any answer."""
    if n == 0:
        return 0.0, 1.0
    share, square = successes / n, Z_95**2
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = Z_95 / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def by_confidence(confidence_by_rating: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """For each confidence, how often the answer held: rated Solid or better.

    ``confidence_by_rating`` are rows of ``tallies.confidence_by_rating``. Three rows, Sure first:
    ``confidence`` (str, its label), ``attempts``, the four counts ``could_not``, ``shaky``,
    ``solid``, ``ready``, ``held`` (int64), ``share`` (float64, NaN without attempts), ``low`` and
    ``high`` (float64, its 95 % Wilson interval).
    """
    counts = {(row["confidence"], int(row["rating"])): int(row["attempts"]) for row in confidence_by_rating}
    rows: list[dict[str, object]] = []
    for confidence in Confidence:
        count_by_rating = {rating: counts.get((confidence.value, int(rating)), 0) for rating in Rating}
        total = sum(count_by_rating.values())
        held = count_by_rating[Rating.SOLID] + count_by_rating[Rating.READY]
        low, high = wilson(held, total)
        rows.append(
            {
                "confidence": confidence.label,
                "attempts": total,
                **{_RATING_COLUMNS[rating]: n for rating, n in count_by_rating.items()},
                "held": held,
                "share": held / total if total else float("nan"),
                "low": low,
                "high": high,
            }
        )
    return pd.DataFrame(rows, columns=list(_DTYPES)).astype(_DTYPES)


def verdict(frame: pd.DataFrame) -> str:
    """Word over- and under-confidence in plain sentences, or how many answers are missing for that."""
    sure = frame[frame["confidence"] == Confidence.SURE.label]
    doubted = frame[frame["confidence"] != Confidence.SURE.label]
    sure_n, doubted_n = int(sure["attempts"].sum()), int(doubted["attempts"].sum())
    missed, held = sure_n - int(sure["held"].sum()), int(doubted["held"].sum())
    return f"{_over(missed, sure_n)} {_under(held, doubted_n)}"


def _over(missed: int, n: int) -> str:
    if n < ENOUGH:
        return f"Over-confidence: too early to tell ({n} of {ENOUGH} answers you were sure of)."
    return f"Over-confidence: of {n} answers you were sure of, {missed} ({missed / n:.0%}) fell below Solid."


def _under(held: int, n: int) -> str:
    if n < ENOUGH:
        return f"Under-confidence: too early to tell ({n} of {ENOUGH} answers you doubted)."
    return f"Under-confidence: of {n} answers you doubted, {held} ({held / n:.0%}) were Solid or better."
