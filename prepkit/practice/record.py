"""Attempts that were not made on a card: in a mock interview, or in a round scored by two."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.model import Attempt, Clock
from prepkit.practice import schedule
from prepkit.practice.session import Desk, recompute
from prepkit.store import attempts, card_states, scores
from prepkit.store.scores import Score


def record(desk: Desk, attempt: Attempt, given: Sequence[Score], clock: Clock) -> bool:
    """Keep an attempt with its scores and move its card's schedule; False if it is already there."""
    store = desk.store
    with store.transaction():
        if not attempts.append(store, attempt):
            return False
        before = card_states.get(store, attempt.card_id)
        after = schedule.review(
            before, attempt.card_id, attempt.rating, attempt.answered_at, desk.settings.retention
        )
        card_states.put(store, after)
        scores.put(store, given, clock.now)
    return True


def take_back(desk: Desk, attempt: Attempt, clock: Clock) -> None:
    """Take such an attempt out of every count."""
    with desk.store.transaction():
        attempts.void(desk.store, attempt.id, clock.now)
        recompute(desk, attempt.card_id)
