"""Records attempts that were not made on a card: in a mock interview, or in a round scored by two."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.model import Attempt, Clock
from prepkit.practice import schedule
from prepkit.practice.session import recompute
from prepkit.store import attempts, card_states, scores
from prepkit.store.scores import Score
from prepkit.workspace import Workspace


def record(workspace: Workspace, attempt: Attempt, given: Sequence[Score], clock: Clock) -> bool:
    """Save an attempt with its scores and move its card's schedule; False if it is already stored."""
    store = workspace.store
    with store.transaction():
        if not attempts.append(store, attempt):
            return False
        before = card_states.get(store, attempt.card_id)
        after = schedule.review(
            before, attempt.card_id, attempt.rating, attempt.answered_at, workspace.settings.retention
        )
        card_states.save(store, after)
        scores.save(store, given, clock.now)
    return True


def take_back(workspace: Workspace, attempt: Attempt, clock: Clock) -> None:
    """Void an attempt, so that it is no longer counted."""
    with workspace.store.transaction():
        attempts.void(workspace.store, attempt.id, clock.now)
        recompute(workspace, attempt.card_id)
