"""The frame of the weakest questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import pandas as pd

from prepkit.insight.figure import plain, share
from prepkit.model import Clock, Rating
from prepkit.practice.weakest import weakness

QUESTIONS_SHOWN = 10
COLUMNS = {
    **plain({"prompt": "Question", "competency_name": "Competency", "rating": "Last rated"}),
    "recall": share("Recall now"),
    **plain({"reps": "Attempts", "lapses": "Lapses", "due": "Comes back"}),
}
"""The columns of ``weakest`` that a person sees."""


def weakest(cards: pd.DataFrame, clock: Clock, n: int = QUESTIONS_SHOWN) -> pd.DataFrame:
    """The ``n`` weakest attempted questions, as ``practice.weakest`` orders cards.

    ``cards`` comes from ``cards.attempted``. Columns: ``card``, ``question``, ``prompt``,
    ``competency_name``, ``rating`` (str, its label), ``recall`` (float64), ``reps``, ``lapses``
    (int64), ``due`` (str, local day).
    """
    keys = [weakness(*row) for row in zip(cards["card"], cards["rating"], cards["recall"], strict=True)]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    rows = cards.iloc[order[:n]].reset_index(drop=True)
    moments = pd.to_datetime(rows["due"], unit="us", utc=True).dt.tz_convert(ZoneInfo(clock.tz))
    labels = {int(rating): rating.label for rating in Rating}
    shown = rows.assign(
        rating=rows["rating"].map(labels).astype("str"), due=moments.dt.strftime("%Y-%m-%d").astype("str")
    )
    return shown[
        ["card", "question", "prompt", "competency_name", "rating", "recall", "reps", "lapses", "due"]
    ]


@dataclass(frozen=True, slots=True)
class WeakQuestion:
    """A row of ``weakest``: ``rating`` is a label, ``due`` the day on which it comes back."""

    id: str
    prompt: str
    competency: str
    rating: str
    recall: float
    attempts: int
    due: date


def weak_questions(frame: pd.DataFrame) -> list[WeakQuestion]:
    """The rows of ``weakest``."""
    names = ["question", "prompt", "competency_name", "rating", "recall", "reps"]
    columns = [frame[name].tolist() for name in names]
    return [
        WeakQuestion(*cells) for cells in zip(*columns, map(date.fromisoformat, frame["due"]), strict=True)
    ]
