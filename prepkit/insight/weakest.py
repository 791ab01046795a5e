"""What would go worst if the interview were now."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pandas as pd

from prepkit.insight.figure import plain, share
from prepkit.model import Clock, Rating

QUESTIONS_SHOWN = 10
COLUMNS = {
    **plain({"prompt": "Question", "competency_name": "Competency", "rating": "Last rated"}),
    "recall": share("Recall now"),
    **plain({"reps": "Attempts", "lapses": "Lapses", "due": "Comes back"}),
}
"""What a person sees of ``weakest``."""


def weakest(cards: pd.DataFrame, clock: Clock, n: int = QUESTIONS_SHOWN) -> pd.DataFrame:
    """The ``n`` weakest attempted questions: those last rated below Solid first, then by recall.

    ``cards`` comes from ``cards.attempted``. Columns: ``card``, ``question``, ``prompt``,
    ``competency_name``, ``rating`` (str, its label), ``recall`` (float64), ``reps``, ``lapses``
    (int64), ``due`` (str, local day).
    """
    order = cards.assign(held=cards["rating"] >= int(Rating.SOLID))
    found = order.sort_values(["held", "recall", "card"], ignore_index=True).head(n)
    moments = pd.to_datetime(found["due"], unit="us", utc=True).dt.tz_convert(ZoneInfo(clock.tz))
    labels = {int(rating): rating.label for rating in Rating}
    shown = found.assign(
        rating=found["rating"].map(labels).astype("str"), due=moments.dt.strftime("%Y-%m-%d").astype("str")
    )
    return shown[
        ["card", "question", "prompt", "competency_name", "rating", "recall", "reps", "lapses", "due"]
    ]


def weakest_competency(cards: pd.DataFrame) -> str | None:
    """The competency (id) least ready over its attempted questions; None without any.

    A question last rated below Solid counts as nothing.
    """
    if cards.empty:
        return None
    ready = cards["recall"].where(cards["rating"] >= int(Rating.SOLID), 0.0)
    return str(ready.groupby(cards["competency"]).mean().sort_index(kind="stable").idxmin())
