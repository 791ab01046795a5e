"""Readiness over time: as it stood on past days, and as the study plan foresees it.

The past is worked out from the attempts, because the card states hold the present alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from prepkit.bank import Bank
from prepkit.card_ids import question_id
from prepkit.insight.readiness import readiness
from prepkit.interviews.appointment import Interview
from prepkit.model import Clock, Rating
from prepkit.practice.clock import MICROS_A_DAY, day_start, local_day
from prepkit.practice.memory import Floats, Ints
from prepkit.practice.recall import recall, recall_at
from prepkit.practice.replay import Reviews, reviews_with_stability
from prepkit.store import Store, attempts, card_states
from prepkit.study_plan.planning import Planning, core_now, curve
from prepkit.workspace import Workspace

PAST_DAYS = 42
COMPARED_DAYS = 28
"""How many days ago "then" is in ``by_competency_then_now``."""
PAST, FORECAST = "past", "forecast"
_SHARES = ("covered", "recalled", "ready")
_RANGE = ("low", "high")
_FORECAST = ("recalled", *_RANGE, "without")
_COMPARED = {
    "id": "str",
    "name": "str",
    "cards": "int64",
    "attempted": "int64",
    "since": "str",
    "before": "float64",
    "now": "float64",
}


@dataclass(frozen=True, slots=True)
class _CardsByDay:
    """How far each card counts at the end of each day, 0 to 1: a row a day, a column a card."""

    covered: Floats
    recalled: Floats
    ready: Floats


def past(store: Store, card_ids: Sequence[str], days: Sequence[date], tz: str) -> pd.DataFrame:
    """Readiness over ``card_ids`` as it stood at the end of each of ``days``, the earliest first.

    One row a day: ``day`` (str), ``covered``, ``recalled``, ``ready`` (float64, 0 to 1), as in
    ``readiness.readiness``.
    """
    return _past(reviews_of(store, card_ids), card_ids, days, tz)


def reviews_of(store: Store, card_ids: Sequence[str]) -> Reviews:
    """Read every counted review of the cards; with many attempts this takes most of the time here."""
    return reviews_with_stability(attempts.in_order_of_cards(store, card_ids))


def course(
    workspace: Workspace,
    planned: tuple[str, Interview, Planning] | None,
    now: Clock,
    reviews: Reviews | None = None,
) -> pd.DataFrame:
    """Readiness over the core on each day: up to today, and by the plan from tomorrow to the interview.

    The past begins with the first attempt of a core card, at most ``PAST_DAYS`` days ago. Columns: ``day``,
    ``part`` (``past`` or ``forecast``), ``covered``, ``recalled``, ``ready``, and ``low`` and ``high``, which
    hold ``recalled`` in eight futures of ten. A forecast has no ``covered`` and ``ready``, the past no range.
    ``reviews`` are those of the core, where they have been read already.
    """
    planning = planned[2] if planned else None
    cards = core_now(workspace, now, planning).cards
    reviews = reviews if reviews is not None else reviews_of(workspace.store, cards)
    frame = _past(reviews, cards, _days_from_first(reviews, now, PAST_DAYS), now.tz)
    parts = [frame.assign(part=PAST)]
    if planning is not None:
        parts.append(_forecast(workspace, planning, now).assign(part=FORECAST))
    columns = ["day", "part", *_SHARES, *_RANGE]
    joined = pd.concat([part.reindex(columns=columns) for part in parts], ignore_index=True)
    return joined.astype({"day": "str", "part": "str", **dict.fromkeys([*_SHARES, *_RANGE], "float64")})


def to_interview(workspace: Workspace, planning: Planning, now: Clock) -> pd.DataFrame:
    """Recall of the core from today to the interview, with the plan and without more practice.

    The first row is today as it stands, as in ``course``; the next are evenings, the last the interview.
    Columns: ``day`` (str), ``recalled``, ``low``, ``high``, ``without`` (float64, 0 to 1). Without a day or a
    core question left to plan there are no rows.
    """
    ahead = _forecast(workspace, planning, now)
    if ahead.empty:
        return ahead
    core = planning.core.cards
    today = readiness(card_states.of_cards(workspace.store, core), core, now.day_end).recalled
    first = pd.DataFrame({"day": [now.day.isoformat()], **dict.fromkeys(_FORECAST, today)})
    return pd.concat([first, ahead], ignore_index=True)


def by_competency_then_now(
    bank: Bank, store: Store, card_ids: Sequence[str], now: Clock, reviews: Reviews | None = None
) -> pd.DataFrame:
    """The ready share of each competency over ``card_ids``, then and at the end of today, least ready first.

    Then (``before``) is the end of the day ``COMPARED_DAYS`` ago, or of the first attempt's day where that
    is later (``since``). Columns: ``id``, ``name``, ``since`` (str), ``cards``, ``attempted`` (int64),
    ``before``, ``now`` (float64, 0 to 1). Of two equally ready now, the one readier before comes first.
    ``reviews`` are those of the cards, where they have been read already.
    """
    in_bank = [card for card in card_ids if question_id(card) in bank]
    if reviews is None or len(in_bank) < len(card_ids):
        reviews = reviews_of(store, in_bank)
    since = min(_days_from_first(reviews, now, COMPARED_DAYS + 1), default=now.day)
    by_day = _by_day(reviews, in_bank, [since, now.day], now.tz)
    columns: dict[str, list[int]] = {}
    for place, card in enumerate(in_bank):
        columns.setdefault(bank.question(question_id(card)).competency, []).append(place)
    rows = [
        (
            item.id,
            item.name,
            len(columns[item.id]),
            int(by_day.covered[1, columns[item.id]].sum()),
            since.isoformat(),
            *by_day.ready[:, columns[item.id]].mean(axis=1).tolist(),
        )
        for item in bank.competencies
        if item.id in columns
    ]
    frame = pd.DataFrame(rows, columns=list(_COMPARED)).astype(_COMPARED)
    return frame.sort_values(["now", "before"], ascending=[True, False], kind="stable", ignore_index=True)


def _days_from_first(reviews: Reviews, now: Clock, most: int) -> list[date]:
    """The days from the first review to today, at most the last ``most``; none without a review."""
    if not len(reviews.at):
        return []
    first = min(local_day(int(reviews.at.min()), now.tz), now.day)
    count = min(most, (now.day - first).days + 1)
    return [now.day - timedelta(days=ago) for ago in reversed(range(count))]


def _past(reviews: Reviews, card_ids: Sequence[str], days: Sequence[date], tz: str) -> pd.DataFrame:
    by_day = _by_day(reviews, card_ids, days, tz)
    cards = len(card_ids) or 1
    shares = {name: getattr(by_day, name).sum(axis=1) / cards for name in _SHARES}
    return pd.DataFrame({"day": pd.Series([day.isoformat() for day in days], dtype="str"), **shares})


def _by_day(reviews: Reviews, card_ids: Sequence[str], days: Sequence[date], tz: str) -> _CardsByDay:
    ends = np.array([day_start(day + timedelta(days=1), tz) for day in days], dtype=np.int64)
    # A clock set back must not reorder reviews: a review belongs to no earlier day than the one before it.
    day_of_review = np.maximum.accumulate(np.searchsorted(ends, reviews.at, side="right"))
    column = {card: place for place, card in enumerate(card_ids)}
    columns = np.array([column[card] for card in reviews.cards], dtype=np.int64)
    last_row: Ints = np.full(len(card_ids), -1, dtype=np.int64)
    by_day = _CardsByDay(*np.zeros((3, len(days), len(card_ids))))
    read = 0
    for number, end in enumerate(ends):
        upto = int(np.searchsorted(day_of_review, number, side="right"))
        # Of several reviews of a card the last one stays.
        last_row[columns[reviews.card[read:upto]]] = np.arange(read, upto)
        read = upto
        seen = last_row >= 0
        rows = last_row[seen]
        elapsed = np.maximum(0, end - reviews.at[rows]) / MICROS_A_DAY
        by_day.covered[number, seen] = 1.0
        by_day.recalled[number, seen] = recall(reviews.stability[rows], elapsed)
        by_day.ready[number] = by_day.recalled[number]
        by_day.ready[number, seen] *= reviews.rating[rows] >= Rating.SOLID
    return by_day


def _forecast(workspace: Workspace, planning: Planning, now: Clock) -> pd.DataFrame:
    """The forecast of the plan over the whole core: ``day``, ``recalled``, ``low``, ``high``, ``without``."""
    frame = curve(workspace, planning, now).rename(columns={"practised": "recalled"})
    if frame.empty:
        return frame[["day", *_FORECAST]]
    # Its last row is the interview, also where single days are planned for the first months only.
    frame["day"] = [*frame["day"].iloc[:-1], planning.plan.interview.isoformat()]
    frame = frame[frame["day"] > now.day.isoformat()]
    core = planning.core.cards
    planned_core = {card.card for card in planning.cards if card.core}
    # A resting card is not in the plan, and is forgotten meanwhile.
    resting = card_states.of_cards(workspace.store, [card for card in core if card not in planned_core])
    noons = [day_start(date.fromisoformat(day), now.tz) + MICROS_A_DAY // 2 for day in frame["day"]]
    kept = np.array([sum(recall_at(state, noon) for state in resting.values()) for noon in noons])
    shares = {name: (frame[name].to_numpy() * len(planned_core) + kept) / len(core) for name in _FORECAST}
    return frame[["day"]].assign(**shares)
