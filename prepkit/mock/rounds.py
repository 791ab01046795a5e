"""A round: answers that candidate and coach score from 1 to 5, neither seeing the other's score first."""

from __future__ import annotations

from dataclasses import replace

from prepkit.mock import interview
from prepkit.mock.interview import Asked, Here, Kind, Mock, Phase, Scored
from prepkit.store.scores import Rater


def begin(title: str, level: str, here: Here, item: Asked, now: int) -> Mock:
    """A round over one question; others follow."""
    return Mock(
        title, level, (item,), now, kind=Kind.ROUND, phase=Phase.OVER, here=here, began=now, seen_at=now
    )


def current(mock: Mock) -> Asked:
    """The question asked last."""
    return mock.items[-1]


def ask(mock: Mock, item: Asked) -> Mock:
    """Another question, once the one before was rated or left out."""
    return replace(mock, items=(*mock.items, item), scored_at=0) if current(mock).is_done else mock


def turn(mock: Mock) -> Rater | None:
    """Whose score is missing: this screen's side first; None once both are there."""
    item = current(mock)
    order = (Rater.COACH, Rater.SELF) if mock.here is Here.COACH else (Rater.SELF, Rater.COACH)
    return next((rater for rater in order if given(item, rater) is None), None)


def is_by_code(mock: Mock, rater: Rater) -> bool:
    """Whether a side sits at another screen."""
    return mock.here is (Here.COACH if rater is Rater.SELF else Here.CANDIDATE)


def lock(mock: Mock, item_id: str, rater: Rater, score: Scored) -> Mock:
    """Keep a side's score for good: once the other side's shows, nobody may change theirs."""
    item = mock.by_id(item_id)
    if item is None or given(item, rater) is not None:
        return mock
    if rater is Rater.SELF:
        return interview.change(mock, item_id, own=score)
    return interview.change(mock, item_id, coach=score)


def given(item: Asked, rater: Rater) -> Scored | None:
    """What a side gave."""
    return item.own if rater is Rater.SELF else item.coach
