"""A mock interview as a value: every step takes one and gives the next.

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

    The only definition: the choices, an assignment and the report all say this.
    """
    return think_s + answer_s + probe_s


class Kind(StrEnum):
    """What sort of interview it is."""

    MOCK = "mock"
    ROUND = "round"
    """Scored by two, question by question, with a coach."""
    ASSIGNMENT = "assignment"
    """A coach's list, answered alone."""


class Here(StrEnum):
    """Whose scores of a round are given at this screen; the other side's come as codes."""

    BOTH = "both"
    CANDIDATE = "candidate"
    COACH = "coach"


class Phase(StrEnum):
    """What the person is doing. ``OVER``: every question was asked."""

    THINK = "think"
    ANSWER = "answer"
    PROBE = "probe"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Scored:
    """What somebody gave an answer against the level anchors, 1 to 5 (0: not yet), and what they heard."""

    value: Anchor
    evidence: Text = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of an interview and what came of it. ``id`` becomes the attempt's id.

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
        """How long it may take, its follow-up included."""
        return time_allowed_s(self.think_s, self.answer_s, self.probe_s if self.probe else 0)

    @property
    def used_ms(self) -> int:
        """How long it took, thinking and follow-up included."""
        return self.think_ms + self.answer_ms + self.probe_ms

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to be said about it."""
        return self.left_out or self.rating > 0


@dataclass(frozen=True, slots=True)
class Mock:
    """One interview: its questions in order, the one it stands ``at``, and how far that has got.

    ``began`` is when the present phase last began to run, ``banked_ms`` what it had run before that;
    ``seen_at`` is the latest sign of life, so that the time a closed window stood still does not count.
    """

    title: Text
    level: Id
    items: Annotated[tuple[Asked, ...], Field(max_length=200)]
    started_at: Moment
    kind: Kind = Kind.MOCK
    role: Id = ""
    at: Annotated[int, Field(ge=0, le=200)] = 0
    phase: Phase = Phase.THINK
    began: Moment = 0
    banked_ms: Milliseconds = 0
    paused: bool = False
    seen_at: Moment = 0
    answered_at: Moment = 0
    scored_at: Moment = 0
    assignment: Id = ""
    here: Here = Here.BOTH

    @property
    def item(self) -> Asked | None:
        """The question it stands at; None once all were asked."""
        return self.items[self.at] if self.phase is not Phase.OVER and self.at < len(self.items) else None

    @property
    def to_score(self) -> Asked | None:
        """The first answer that was not rated yet."""
        return next((item for item in self.items if not item.is_done), None)

    @property
    def rated(self) -> tuple[Asked, ...]:
        """The answers that were rated, in the order they were given."""
        return tuple(item for item in self.items if item.rating)

    def by_id(self, item_id: str) -> Asked | None:
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
    """How long the present phase may take; 0 for as long as one likes."""
    item = mock.item
    if item is None:
        return 0
    limits = {Phase.THINK: item.think_s, Phase.ANSWER: item.answer_s, Phase.PROBE: item.probe_s}
    return limits[mock.phase]


def go_on(mock: Mock, now: int) -> Mock:
    """From thinking to answering, from an answer to its follow-up, or to the next question."""
    item = mock.item
    if item is None:
        return mock
    mock, item = _timed(mock, item, now)
    if mock.phase is Phase.THINK:
        return _enter(mock, mock.at, Phase.ANSWER, now)
    if mock.phase is Phase.ANSWER and item.probe:
        return _enter(mock, mock.at, Phase.PROBE, now)
    return _next(mock, now)


def skip(mock: Mock, now: int) -> Mock:
    """Leave this question; what was written of it stays."""
    item = mock.item
    if item is None:
        return mock
    mock, item = _timed(mock, item, now)
    said = mock.phase is Phase.PROBE or bool(item.answer.strip())
    return _next(_put(mock, replace(item, skipped=not said)), now)


def pause(mock: Mock, now: int) -> Mock:
    """Stop the clock."""
    if mock.paused or mock.item is None:
        return mock
    return replace(mock, banked_ms=elapsed_ms(mock, now), paused=True, seen_at=now)


def resume(mock: Mock, now: int) -> Mock:
    """Let the clock run again."""
    return replace(mock, paused=False, began=now, seen_at=now) if mock.paused else mock


def come_back(mock: Mock, now: int) -> Mock:
    """After a window was closed: paused where it last gave a sign of life."""
    return mock if mock.item is None else replace(pause(mock, min(mock.seen_at, now)), seen_at=now)


def write(mock: Mock, item_id: str, phase: Phase, text: str, now: int) -> Mock:
    """Keep what was typed for one question, even where the interview has gone on meanwhile."""
    item = mock.by_id(item_id)
    if item is None:
        return mock
    text = text[:50_000]
    kept = replace(item, probe_answer=text) if phase is Phase.PROBE else replace(item, answer=text)
    if kept.skipped and kept.answer.strip():
        kept = replace(kept, skipped=False)
    return replace(_put(mock, kept), seen_at=max(mock.seen_at, now))


def change(mock: Mock, item_id: str, **fields: object) -> Mock:
    """Another value for fields of one question: ticks, evidence, scores."""
    item = mock.by_id(item_id)
    return mock if item is None else _put(mock, replace(item, **fields), item_id)  # type: ignore[arg-type]


def rate(mock: Mock, item_id: str, rating: Rating, now: int) -> Mock:
    """Keep the rating of one answer; after the last the interview is scored."""
    return _scored(change(mock, item_id, rating=int(rating), left_out=False), now)


def leave_out(mock: Mock, item_id: str, now: int) -> Mock:
    """Say that an answer should not be rated at all."""
    return _scored(change(mock, item_id, left_out=True), now)


def take_up_again(mock: Mock, item_id: str, new_id: str) -> Mock:
    """Rate an answer anew, as another attempt."""
    return replace(change(mock, item_id, id=new_id, rating=0, left_out=False), scored_at=0)


def end_early(mock: Mock, now: int) -> Mock:
    """Ask nothing more; questions that were not reached leave the interview."""
    item = mock.item
    if item is None:
        return mock
    mock, item = _timed(mock, item, now)
    reached = mock.at + (1 if mock.phase is not Phase.THINK or item.answer.strip() else 0)
    return _over(replace(mock, items=mock.items[:reached]), now)


def _scored(mock: Mock, now: int) -> Mock:
    over = mock.item is None and mock.to_score is None
    return replace(mock, phase=Phase.OVER, scored_at=now) if over and not mock.scored_at else mock


def _timed(mock: Mock, item: Asked, now: int) -> tuple[Mock, Asked]:
    """Write down how long the present phase took."""
    spent = min(elapsed_ms(mock, now), 10**9)
    kept = {
        Phase.THINK: replace(item, think_ms=spent),
        Phase.ANSWER: replace(item, answer_ms=spent),
        Phase.PROBE: replace(item, probe_ms=spent),
    }[mock.phase]
    return _put(mock, kept), kept


def _first(item: Asked) -> Phase:
    return Phase.THINK if item.think_s else Phase.ANSWER


def _next(mock: Mock, now: int) -> Mock:
    at = mock.at + 1
    return _enter(mock, at, _first(mock.items[at]), now) if at < len(mock.items) else _over(mock, now)


def _over(mock: Mock, now: int) -> Mock:
    return replace(mock, phase=Phase.OVER, paused=False, banked_ms=0, answered_at=now, seen_at=now)


def _enter(mock: Mock, at: int, phase: Phase, now: int) -> Mock:
    return replace(mock, at=at, phase=phase, began=now, banked_ms=0, paused=False, seen_at=now)


def _put(mock: Mock, item: Asked, item_id: str = "") -> Mock:
    wanted = item_id or item.id
    return replace(mock, items=tuple(item if one.id == wanted else one for one in mock.items))
