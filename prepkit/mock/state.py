"""A mock interview as a value: every step takes a mock and returns the next one.

Times are UTC microseconds since 1970, durations milliseconds, limits seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from prepkit.field_types import DocumentId, Moment
from prepkit.model import Rating

Id = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=50_000)]
Milliseconds = Annotated[int, Field(ge=0, le=10**9)]
Seconds = Annotated[int, Field(ge=0, le=3_600)]
Anchor = Annotated[int, Field(ge=0, le=5)]


def time_allowed_s(think_s: int, answer_s: int, probe_s: int = 0) -> int:
    """How long one question may take: thinking, answering and, where there is one, the follow-up.

    The only definition, used by the choices, an assignment and the report.
    """
    return think_s + answer_s + probe_s


class MockKind(StrEnum):
    """The sort of a mock."""

    MOCK = "mock"
    ROUND = "round"
    """Scored by two, question by question, with a coach."""
    ASSIGNMENT = "assignment"
    """A coach's list, answered alone."""
    VIDEO = "video"
    """Answered to the camera; each answer is watched and scored before the next question."""


class Here(StrEnum):
    """The side whose scores of a round are given at this screen; the other side's come as codes."""

    BOTH = "both"
    CANDIDATE = "candidate"
    COACH = "coach"


class MockPhase(StrEnum):
    """The phase of a mock. ``REVIEW``: an answer to the camera is scored. ``OVER``: all were asked."""

    THINK = "think"
    ANSWER = "answer"
    PROBE = "probe"
    REVIEW = "review"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Scored:
    """A score of an answer against the level anchors, 1 to 5 (0: not yet), and the evidence for it."""

    value: Anchor
    evidence: Text = ""


@dataclass(frozen=True, slots=True)
class MockItem:
    """One question of a mock, its answer and times. ``id`` becomes the attempt's id.

    ``probe`` is the follow-up to be asked, empty for none. ``rating`` is 0 until the person has rated
    their answer; one that is ``left_out`` never gets any.
    """

    id: DocumentId
    question: Id
    variant: Id | None = None
    block: Id = ""
    probe: Text = ""
    think_s: Seconds = 15
    answer_s: Seconds = 90
    probe_s: Seconds = 30
    answer: Text = ""
    probe_answer: Text = ""
    think_ms: Milliseconds = 0
    answer_ms: Milliseconds = 0
    probe_ms: Milliseconds = 0
    skipped: bool = False
    left_out: bool = False
    ticks: Annotated[tuple[Id, ...], Field(max_length=100)] = ()
    own: Scored | None = None
    coach: Scored | None = None
    rating: Annotated[int, Field(ge=0, le=4)] = 0

    @property
    def over_ms(self) -> int:
        """How much longer than allowed the answer took."""
        return max(0, self.answer_ms - 1000 * self.answer_s)

    @property
    def allowed_s(self) -> int:
        """How long the question may take, its follow-up included."""
        return time_allowed_s(self.think_s, self.answer_s, self.probe_s if self.probe else 0)

    @property
    def used_ms(self) -> int:
        """How long the question took, thinking and follow-up included."""
        return self.think_ms + self.answer_ms + self.probe_ms

    @property
    def is_done(self) -> bool:
        """Whether the answer was rated or left out."""
        return self.left_out or self.rating > 0


@dataclass(frozen=True, slots=True)
class Mock:
    """One mock: its questions in order, the place ``at`` of the present one, and that one's progress.

    ``began`` is when the present phase last began to run, ``banked_ms`` how long it had run before that;
    ``seen_at`` is the last moment the window is known to have been open: an answer that took longer than
    allowed keeps its time up to then.
    ``one_take`` says that an answer to the camera cannot be recorded again.
    ``set_by`` is the name of the coach who set the assignment that it answers. ``is_from_file`` says that
    it came to a coach as a file, so that a coach's score in it was given elsewhere; ``sent_by`` is the name
    in that file.
    """

    title: Text
    level: Id
    items: Annotated[tuple[MockItem, ...], Field(max_length=200)]
    started_at: Moment
    kind: MockKind = MockKind.MOCK
    role: Id = ""
    at: Annotated[int, Field(ge=0, le=200)] = 0
    phase: MockPhase = MockPhase.THINK
    began: Moment = 0
    banked_ms: Milliseconds = 0
    paused: bool = False
    seen_at: Moment = 0
    answered_at: Moment = 0
    scored_at: Moment = 0
    assignment: Id = ""
    here: Here = Here.BOTH
    one_take: bool = False
    set_by: Annotated[str, Field(max_length=200)] = ""
    is_from_file: bool = False
    sent_by: Annotated[str, Field(max_length=200)] = ""

    @property
    def item(self) -> MockItem | None:
        """The present question; None once all were asked."""
        return self.items[self.at] if self.phase is not MockPhase.OVER and self.at < len(self.items) else None

    @property
    def to_score(self) -> MockItem | None:
        """The first answer that was not rated yet."""
        return next((item for item in self.items if not item.is_done), None)

    @property
    def rated(self) -> tuple[MockItem, ...]:
        """The answers that were rated, in the order they were given."""
        return tuple(item for item in self.items if item.rating)

    @property
    def was_abandoned(self) -> bool:
        """Whether it is a round in which nobody gave a score."""
        return self.kind is MockKind.ROUND and not any(item.own or item.coach for item in self.items)

    def by_id(self, item_id: str) -> MockItem | None:
        return next((item for item in self.items if item.id == item_id), None)


Step = Callable[[Mock, int], Mock]


def begin(mock: Mock, now: int) -> Mock:
    """Put the first question on screen."""
    return replace(mock, at=0, phase=_first(mock.items[0]), began=now, banked_ms=0, seen_at=now)


def elapsed_ms(mock: Mock, now: int) -> int:
    """How long the present phase has run, pauses left out."""
    running = 0 if mock.paused else max(0, now - mock.began) // 1000
    return mock.banked_ms + running


def limit_s(mock: Mock) -> int:
    """How long the present phase may take in seconds; 0 for no limit."""
    item = mock.item
    if item is None:
        return 0
    limits = {MockPhase.THINK: item.think_s, MockPhase.ANSWER: item.answer_s, MockPhase.PROBE: item.probe_s}
    return limits.get(mock.phase, 0)


def go_on(mock: Mock, now: int) -> Mock:
    """Go on from thinking to answering, from an answer to its follow-up, or to the next question."""
    item = mock.item
    if item is None:
        return mock
    mock, item = _timed(mock, item, now)
    if mock.phase is MockPhase.THINK:
        return _enter(mock, mock.at, MockPhase.ANSWER, now)
    if mock.phase is MockPhase.ANSWER and item.probe:
        return _enter(mock, mock.at, MockPhase.PROBE, now)
    return _next(mock, now)


def answer_to_camera(mock: Mock, spent_ms: int, now: int) -> Mock:
    """Go on from an answer to the camera to its review; the browser says how long the answer took."""
    item = mock.item
    if item is None or mock.phase is not MockPhase.ANSWER:
        return mock
    timed = replace(item, answer_ms=max(0, min(spent_ms, 1000 * item.answer_s)))
    return _enter(_put(mock, timed), mock.at, MockPhase.REVIEW, now)


def answer_again(mock: Mock, now: int) -> Mock:
    """Go back from the review of an answer to answering, unless the mock allows one take only."""
    item = mock.item
    if item is None or mock.phase is not MockPhase.REVIEW or mock.one_take:
        return mock
    return _enter(_put(mock, replace(item, ticks=(), own=None)), mock.at, MockPhase.ANSWER, now)


def skip(mock: Mock, now: int) -> Mock:
    """Skip the present question; text already written for it stays."""
    item = mock.item
    if item is None:
        return mock
    mock, item = _timed(mock, item, now)
    has_answer = mock.phase is MockPhase.PROBE or bool(item.answer.strip())
    return _next(_put(mock, replace(item, skipped=not has_answer)), now)


def pause(mock: Mock, now: int) -> Mock:
    """Stop the clock."""
    if mock.paused or mock.item is None or mock.phase is MockPhase.REVIEW:
        return mock
    return replace(mock, banked_ms=elapsed_ms(mock, now), paused=True, seen_at=now)


def resume(mock: Mock, now: int) -> Mock:
    """Let the clock run again."""
    return replace(mock, paused=False, began=now, seen_at=now) if mock.paused else mock


def come_back(mock: Mock, now: int) -> Mock:
    """Pause a mock whose window was closed: its clock has run on until the phase's time was up.

    So leaving gives no time back. An answer to the camera begins again, because its recording went with
    the window.
    """
    if mock.item is None:
        return mock
    left_ms = max(0, 1000 * limit_s(mock) - mock.banked_ms)
    stopped_at = min(now, max(mock.seen_at, mock.began + 1000 * left_ms))
    paused = replace(pause(mock, stopped_at), seen_at=now)
    begins_again = mock.kind is MockKind.VIDEO and mock.phase is MockPhase.ANSWER
    return replace(paused, banked_ms=0) if begins_again else paused


def write(mock: Mock, item_id: str, phase: MockPhase, text: str, now: int) -> Mock:
    """Save what was typed for one question, even if the mock has gone on meanwhile."""
    item = mock.by_id(item_id)
    if item is None:
        return mock
    text = text[:50_000]
    changed = replace(item, probe_answer=text) if phase is MockPhase.PROBE else replace(item, answer=text)
    if changed.skipped and changed.answer.strip():
        changed = replace(changed, skipped=False)
    return replace(_put(mock, changed), seen_at=max(mock.seen_at, now))


def change(mock: Mock, item_id: str, **fields: object) -> Mock:
    """Change fields of one question: ticks, evidence, scores."""
    item = mock.by_id(item_id)
    return mock if item is None else _put(mock, replace(item, **fields), item_id)  # type: ignore[arg-type]


def rate(mock: Mock, item_id: str, rating: Rating, now: int) -> Mock:
    """Save the rating of one answer; after the last one the mock is scored."""
    return _scored(_reviewed(change(mock, item_id, rating=int(rating), left_out=False), now), now)


def leave_out(mock: Mock, item_id: str, now: int) -> Mock:
    """Leave an answer out of the rating."""
    return _scored(_reviewed(change(mock, item_id, left_out=True), now), now)


def take_up_again(mock: Mock, item_id: str, new_id: str) -> Mock:
    """Clear an answer's rating, so that it is rated again as another attempt."""
    return replace(change(mock, item_id, id=new_id, rating=0, left_out=False), scored_at=0)


def end_early(mock: Mock, now: int) -> Mock:
    """End a mock early; questions that were not reached are removed."""
    item = mock.item
    if item is None:
        return mock
    mock, item = _timed(mock, item, now)
    reached = mock.at + (1 if mock.phase is not MockPhase.THINK or item.answer.strip() else 0)
    return _over(replace(mock, items=mock.items[:reached]), now)


def _reviewed(mock: Mock, now: int) -> Mock:
    """Ask the next question once the answer under review is rated or left out."""
    item = mock.item
    return _next(mock, now) if mock.phase is MockPhase.REVIEW and item and item.is_done else mock


def _scored(mock: Mock, now: int) -> Mock:
    over = mock.item is None and mock.to_score is None
    return replace(mock, phase=MockPhase.OVER, scored_at=now) if over and not mock.scored_at else mock


def _timed(mock: Mock, item: MockItem, now: int) -> tuple[Mock, MockItem]:
    """Record how long the present phase took."""
    spent = min(elapsed_ms(mock, now), 10**9)
    timed = {
        MockPhase.THINK: replace(item, think_ms=spent),
        MockPhase.ANSWER: replace(item, answer_ms=spent),
        MockPhase.PROBE: replace(item, probe_ms=spent),
    }.get(mock.phase, item)
    return _put(mock, timed), timed


def _first(item: MockItem) -> MockPhase:
    return MockPhase.THINK if item.think_s else MockPhase.ANSWER


def _next(mock: Mock, now: int) -> Mock:
    at = mock.at + 1
    return _enter(mock, at, _first(mock.items[at]), now) if at < len(mock.items) else _over(mock, now)


def _over(mock: Mock, now: int) -> Mock:
    return replace(mock, phase=MockPhase.OVER, paused=False, banked_ms=0, answered_at=now, seen_at=now)


def _enter(mock: Mock, at: int, phase: MockPhase, now: int) -> Mock:
    return replace(mock, at=at, phase=phase, began=now, banked_ms=0, paused=False, seen_at=now)


def _put(mock: Mock, item: MockItem, item_id: str = "") -> Mock:
    replaced_id = item_id or item.id
    return replace(
        mock, items=tuple(item if current.id == replaced_id else current for current in mock.items)
    )
