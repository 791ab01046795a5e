"""A round: answers that candidate and coach score from 1 to 5, neither seeing the other's score first."""

from __future__ import annotations

from dataclasses import replace

from prepkit.mock import state
from prepkit.mock.state import Here, Mock, MockItem, MockKind, MockPhase, Scored
from prepkit.store.scores import Rater


def begin(title: str, level: str, here: Here, item: MockItem, now: int) -> Mock:
    """Begin a round with one question; others follow."""
    return Mock(
        title,
        level,
        (item,),
        now,
        kind=MockKind.ROUND,
        phase=MockPhase.OVER,
        here=here,
        began=now,
        seen_at=now,
    )


def current(mock: Mock) -> MockItem:
    """The question asked last."""
    return mock.items[-1]


def ask(mock: Mock, item: MockItem) -> Mock:
    """Add another question, once the one before was rated or left out."""
    return replace(mock, items=(*mock.items, item), scored_at=0) if current(mock).is_done else mock


def turn(mock: Mock) -> Rater | None:
    """The side whose score is missing, this screen's side first; None once both are given."""
    item = current(mock)
    order = (Rater.COACH, Rater.SELF) if mock.here is Here.COACH else (Rater.SELF, Rater.COACH)
    return next((rater for rater in order if given(item, rater) is None), None)


def is_by_code(mock: Mock, rater: Rater) -> bool:
    """Whether a side is at another screen and sends its score as a code."""
    return mock.here is (Here.COACH if rater is Rater.SELF else Here.CANDIDATE)


def lock(mock: Mock, item_id: str, rater: Rater, score: Scored) -> Mock:
    """Save a side's score for good, because nobody may change theirs after seeing the other's."""
    item = mock.by_id(item_id)
    if item is None or given(item, rater) is not None:
        return mock
    if rater is Rater.SELF:
        return state.change(mock, item_id, own=score)
    return state.change(mock, item_id, coach=score)


def given(item: MockItem, rater: Rater) -> Scored | None:
    """The score that a side gave; None without one."""
    return item.own if rater is Rater.SELF else item.coach


def continues(mock: Mock, level: str, here: Here) -> bool:
    """Whether another question can be added: a round has one level and one place for each side."""
    return current(mock).is_done and (mock.level, mock.here) == (level, here)


def score_again(mock: Mock, item_id: str, level: str, now: int) -> tuple[Mock | None, Mock]:
    """Ask for the scores of an answer again, at another level.

    Returns the round of the earlier answers, which keep their level (None without any), and the round with
    this answer at the new level.
    """
    item = mock.by_id(item_id)
    if item is None or item.is_done:
        return None, mock
    cleared = replace(item, own=None, coach=None)
    earlier = tuple(other for other in mock.items if other.id != item_id)
    if not earlier:
        return None, replace(mock, level=level, items=(cleared,))
    return replace(mock, items=earlier), begin(mock.title, level, mock.here, cleared, now)


def leave(mock: Mock, item_id: str, now: int) -> Mock:
    """Leave an answer out, without any score of it."""
    return state.leave_out(state.change(mock, item_id, own=None, coach=None), item_id, now)
