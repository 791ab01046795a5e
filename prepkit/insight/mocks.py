"""Frames of mock interviews over time, and of two people's scores of the same answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from prepkit.bank import Bank
from prepkit.mock.report import summary
from prepkit.mock.state import Mock
from prepkit.practice.clock import local_day
from prepkit.store.scores import Pair

MEASURES = {"held": "Solid or better", "key_points": "Key points said"}
RATERS = {"own": "You", "coach": "Coach"}
CLIENT_RATERS = {"own": "Candidate", "coach": "Coach"}
"""The two who scored, as the candidate reads it, and as the coach does."""


def trend(bank: Bank, mocks: Iterable[Mock], tz: str) -> pd.DataFrame:
    """Two rows for each mock, oldest first: ``number`` (int64, from 1), ``day`` (ISO text in ``tz``),
    ``title``, ``measure`` (one of ``MEASURES``' labels), ``share`` (float64, 0 to 1).
    """
    rows = []
    for number, mock in enumerate(mocks, start=1):
        figures = summary(bank, mock)
        shares = {
            "held": figures.held / figures.rated if figures.rated else 0.0,
            "key_points": figures.key_points,
        }
        day = local_day(mock.started_at, tz).isoformat()
        rows += [(number, day, mock.title, MEASURES[name], share) for name, share in shares.items()]
    frame = pd.DataFrame(rows, columns=["number", "day", "title", "measure", "share"])
    return frame.astype({"number": "int64", "share": "float64"})


def self_and_coach(bank: Bank, pairs: Sequence[Pair], raters: Mapping[str, str] = RATERS) -> pd.DataFrame:
    """Two rows for each answer scored by both, oldest first: ``number`` (int64, from 1), ``day`` (ISO text),
    ``question``, ``rater`` (one of ``raters``' labels), ``value`` (int64, 1 to 5), ``gap`` (int64, the
    candidate's score less the coach's).
    """
    rows = [
        (
            number,
            pair.local_day,
            bank.title(pair.card_id),
            raters[rater],
            getattr(pair, rater),
            pair.own - pair.coach,
        )
        for number, pair in enumerate(pairs, start=1)
        for rater in raters
    ]
    frame = pd.DataFrame(rows, columns=["number", "day", "question", "rater", "value", "gap"])
    return frame.astype({"number": "int64", "value": "int64", "gap": "int64"})
