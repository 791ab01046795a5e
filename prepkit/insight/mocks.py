"""Mock interviews in a row, and two people's scores of the same answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from prepkit.bank import Bank
from prepkit.mock.interview import Mock
from prepkit.mock.report import summary
from prepkit.practice.clock import local_day
from prepkit.store.scores import Pair

MEASURES = {"held": "Solid or better", "key_points": "Key points said"}
RATERS = {"own": "Candidate", "coach": "Coach"}


def trend(bank: Bank, mocks: Iterable[Mock], tz: str) -> pd.DataFrame:
    """Two rows for each mock, oldest first: ``number`` (int64, from 1), ``day`` (ISO text in ``tz``),
    ``title``, ``measure`` (one of ``MEASURES``' labels), ``share`` (float64, 0 to 1).
    """
    rows = []
    for number, mock in enumerate(mocks, start=1):
        found = summary(bank, mock)
        shares = {"held": found.held / found.rated if found.rated else 0.0, "key_points": found.key_points}
        day = local_day(mock.started_at, tz).isoformat()
        rows += [(number, day, mock.title, MEASURES[name], share) for name, share in shares.items()]
    frame = pd.DataFrame(rows, columns=["number", "day", "title", "measure", "share"])
    return frame.astype({"number": "int64", "share": "float64"})


def self_and_coach(bank: Bank, pairs: Sequence[Pair]) -> pd.DataFrame:
    """Two rows for each answer scored by both, oldest first: ``number`` (int64, from 1), ``day`` (ISO text),
    ``question``, ``rater`` (one of ``RATERS``' labels), ``value`` (int64, 1 to 5), ``gap`` (int64, the
    candidate's score less the coach's).
    """
    rows = [
        (
            number,
            pair.local_day,
            bank.title(pair.card_id),
            RATERS[who],
            getattr(pair, who),
            pair.own - pair.coach,
        )
        for number, pair in enumerate(pairs, start=1)
        for who in RATERS
    ]
    frame = pd.DataFrame(rows, columns=["number", "day", "question", "rater", "value", "gap"])
    return frame.astype({"number": "int64", "value": "int64", "gap": "int64"})
