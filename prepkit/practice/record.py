"""Records attempts that were not made on a card: in a mock interview, or in a round scored by two."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.card_ids import question_card
from prepkit.mock.state import Mock, MockItem
from prepkit.model import Attempt, Clock, Rating
from prepkit.practice import schedule
from prepkit.practice.session import recompute
from prepkit.store import attempts, card_states, scores
from prepkit.store.scores import Rater, Score
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


def attempt_of(workspace: Workspace, mock_id: str, item: MockItem, rating: Rating, now: Clock) -> Attempt:
    """Return the attempt that a rated answer in a mock becomes."""
    answer = "\n\n".join(text for text in (item.answer.strip(), item.probe_answer.strip()) if text)
    return Attempt(
        id=item.id,
        card_id=question_card(item.question),
        variant_id=item.variant,
        rating=rating,
        answered_at=now.now,
        local_day=now.day.isoformat(),
        tz=now.tz,
        mode="mock",
        duration_ms=min(item.answer_ms + item.probe_ms, 15 * 60_000),
        answer=answer,
        ticks=item.ticks,
        session_id=mock_id,
        bank_version=workspace.bank.version,
    )


def scores_of(mock: Mock, item: MockItem) -> list[Score]:
    """Return the scores that candidate and coach gave an answer."""
    by_rater = ((Rater.SELF, item.own), (Rater.COACH, item.coach))
    return [
        Score(item.id, rater, mock.level, scored.value, scored.evidence)
        for rater, scored in by_rater
        if scored and scored.value
    ]
