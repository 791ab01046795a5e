"""Frames of predicted recall now, and of the days on which questions come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from prepkit.bank import Bank
from prepkit.card_ids import question_id
from prepkit.model import Clock

BINS = 10
FORECAST_DAYS = 30
BIN_NAMES = tuple(f"{low}–{low + 100 // BINS}%" for low in range(0, 100, 100 // BINS))


def binned(cards: pd.DataFrame) -> pd.DataFrame:
    """The frame of ``cards.attempted`` with ``bin`` (str, one of BIN_NAMES), lowest recall first.

    A bin holds its lower bound and not its upper one; the last holds 100 % as well.
    """
    place = np.minimum((cards["recall"] * BINS).astype("int64"), BINS - 1)
    names = pd.Series([BIN_NAMES[n] for n in place], index=cards.index, dtype="str")
    return cards.assign(bin=names).sort_values(["recall", "card"], ignore_index=True)


def distribution(cards: pd.DataFrame) -> pd.DataFrame:
    """How many attempted questions lie in each tenth of recall, from ``binned``.

    Ten rows: ``bin`` (str), ``cards`` (int64).
    """
    counts = cards["bin"].value_counts().reindex(list(BIN_NAMES), fill_value=0)
    return pd.DataFrame({"bin": list(BIN_NAMES), "cards": counts.to_numpy()}).astype(
        {"bin": "str", "cards": "int64"}
    )


def days_shown(clock: Clock, until: date | None) -> int:
    """How many days from today ``dated`` and ``forecast`` look ahead: to the day ``until`` which a plan goes,
    which is its last, and ``FORECAST_DAYS`` at most.
    """
    return FORECAST_DAYS if until is None else min(FORECAST_DAYS, max(1, (until - clock.day).days + 1))


def dated(
    bank: Bank,
    cards: pd.DataFrame,
    planned: Iterable[tuple[date, Sequence[str]]],
    clock: Clock,
    days: int = FORECAST_DAYS,
) -> pd.DataFrame:
    """The questions to see again within ``days`` days, a row for each question and day, soonest first.

    ``planned`` holds for each day the cards to see again on it. Columns: those of ``cards.attempted``, and
    ``day`` (str). A question whose first attempt is still to come has rating 0 and recall 0.
    """
    last = clock.day + timedelta(days=days - 1)
    rows = [
        (card, day.isoformat())
        for day, again in planned
        if clock.day <= day <= last
        for card in again
        if question_id(card) in bank
    ]
    wanted = pd.DataFrame(rows, columns=["card", "day"], dtype="str")
    states = cards.drop(columns=["question", "prompt", "competency", "competency_name"])
    frame = wanted.merge(states, on="card", how="left")
    numbers = {name: "float64" if name == "recall" else "int64" for name in states.columns if name != "card"}
    frame = frame.fillna(dict.fromkeys(numbers, 0)).astype(numbers)
    questions = [bank.question(question_id(card)) for card in frame["card"]]
    names = {item.id: item.name for item in bank.competencies}
    texts = {
        "question": [question.id for question in questions],
        "prompt": [question.prompt for question in questions],
        "competency": [question.competency for question in questions],
        "competency_name": [names[question.competency] for question in questions],
    }
    for name, values in texts.items():
        frame[name] = pd.Series(values, index=frame.index, dtype="str")
    return frame[[*cards.columns, "day"]]


def forecast(cards: pd.DataFrame, today: date, days: int = FORECAST_DAYS) -> pd.DataFrame:
    """How many cards are seen again on each of the next ``days`` days, from ``dated``.

    One row a day, today first: ``day`` (str), ``cards`` (int64), ``today`` (bool).
    """
    names = [(today + timedelta(days=n)).isoformat() for n in range(days)]
    counts = cards["day"].value_counts().reindex(names, fill_value=0)
    return pd.DataFrame(
        {"day": names, "cards": counts.to_numpy(), "today": [n == 0 for n in range(days)]}
    ).astype({"day": "str", "cards": "int64", "today": "bool"})
