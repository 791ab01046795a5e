"""FSRS, behind our own nouns: what a rating does to a card, and when it comes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from zlib import crc32

import fsrs

from prepkit.model import CardState, Clock, Phase, Rating
from prepkit.practice.clock import day_start, to_datetime, to_micros

# One step, not Anki's two: a spoken answer takes minutes, so a second pass within the
# same sitting must earn its place (docs/decisions/0004-one-learning-step.md).
STEP = timedelta(minutes=10)
LONGEST_INTERVAL_DAYS = 365
FINAL_DAYS = 7
"""Over how many days the last pass before an interview is spread."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """How an interview date limits intervals. Moments in UTC microseconds.

    ``finals`` open the days of the final pass, the one before the interview first; ``over`` is the day after
    the interview.
    """

    finals: tuple[int, ...]
    over: int


def deadline(interview: date | None, clock: Clock) -> Deadline | None:
    """The deadline an interview date sets; None without one, or once it has passed."""
    if interview is None or interview < clock.day:
        return None
    return Deadline(
        finals=tuple(
            day_start(interview - timedelta(days=before), clock.tz) for before in range(1, FINAL_DAYS + 1)
        ),
        over=day_start(interview + timedelta(days=1), clock.tz),
    )


def review(state: CardState | None, card_id: str, rating: Rating, now: int, retention: float) -> CardState:
    """The card's state after one rating at ``now`` (UTC microseconds). Changes nothing."""
    card, _ = _scheduler(retention).review_card(_to_fsrs(state), fsrs.Rating(int(rating)), to_datetime(now))
    if card.stability is None or card.difficulty is None:
        raise ValueError(f"FSRS returned no memory state for {card_id}")
    lapsed = state is not None and state.phase is Phase.REVIEW and rating is Rating.COULD_NOT
    return CardState(
        card_id=card_id,
        stability=card.stability,
        difficulty=card.difficulty,
        last_review=now,
        phase=Phase(card.state.value),
        step=card.step,
        due=to_micros(card.due),
        reps=(state.reps if state else 0) + 1,
        lapses=(state.lapses if state else 0) + int(lapsed),
        last_rating=rating,
    )


def effective_due(state: CardState, limit: Deadline | None) -> int:
    """When the card really comes back: once more before the interview, however long its interval.

    Each card has its own day among the last ones, the same on every machine, so that they do not all
    come on the eve. Seen on that day or later, it keeps the interval that FSRS gives it.
    """
    if limit is None:
        return state.due
    final = limit.finals[crc32(state.card_id.encode()) % len(limit.finals)]
    return min(state.due, final) if state.last_review < final else state.due


def preview(
    state: CardState | None, card_id: str, now: int, retention: float, limit: Deadline | None
) -> dict[Rating, int]:
    """For each rating, when the card would come back, in UTC microseconds."""
    return {rating: effective_due(review(state, card_id, rating, now, retention), limit) for rating in Rating}


def replay(card_id: str, history: Iterable[tuple[Rating, int]], retention: float) -> CardState | None:
    """A card's state from its ratings and their moments, oldest first; None without any."""
    state: CardState | None = None
    for rating, at in history:
        state = review(state, card_id, rating, at, retention)
    return state


@lru_cache(maxsize=16)
def _scheduler(retention: float) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        desired_retention=retention,
        learning_steps=(STEP,),
        relearning_steps=(STEP,),
        maximum_interval=LONGEST_INTERVAL_DAYS,
        enable_fuzzing=False,
    )


def _to_fsrs(state: CardState | None) -> fsrs.Card:
    # An explicit id: fsrs.Card() without one sleeps a millisecond to make ids unique.
    if state is None:
        return fsrs.Card(card_id=1)
    return fsrs.Card(
        card_id=1,
        state=fsrs.State(int(state.phase)),
        step=state.step,
        stability=state.stability,
        difficulty=state.difficulty,
        due=to_datetime(state.due),
        last_review=to_datetime(state.last_review),
    )
