"""Schedules a card by FSRS: its state after a rating, and when it comes back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

import fsrs

from prepkit.model import CardPhase, CardState, Rating
from prepkit.practice.clock import to_datetime, to_micros

# One step, not Anki's two, because a spoken answer takes minutes and a second pass in one
# session must be worth the time (docs/decisions/0004-one-learning-step.md).
STEP = timedelta(minutes=10)
LONGEST_INTERVAL_DAYS = 365


def review(state: CardState | None, card_id: str, rating: Rating, now: int, retention: float) -> CardState:
    """The card's state after one rating at ``now`` (UTC microseconds). Changes nothing."""
    card, _ = _scheduler(retention).review_card(_to_fsrs(state), fsrs.Rating(int(rating)), to_datetime(now))
    if card.stability is None or card.difficulty is None:
        raise ValueError(f"FSRS returned no memory state for {card_id}")
    lapsed = state is not None and state.phase is CardPhase.REVIEW and rating is Rating.COULD_NOT
    return CardState(
        card_id=card_id,
        stability=card.stability,
        difficulty=card.difficulty,
        last_review=now,
        phase=CardPhase(card.state.value),
        step=card.step,
        due=to_micros(card.due),
        reps=(state.reps if state else 0) + 1,
        lapses=(state.lapses if state else 0) + int(lapsed),
        last_rating=rating,
    )


def preview(state: CardState | None, card_id: str, now: int, retention: float) -> dict[Rating, int]:
    """For each rating, when FSRS would have the card come back, in UTC microseconds."""
    return {rating: review(state, card_id, rating, now, retention).due for rating in Rating}


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
