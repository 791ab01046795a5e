"""Read what a language model replied, and keep only what can be checked against the answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from prepkit import limits
from prepkit.errors import UnreadableReply, UnverifiedReply
from prepkit.feedback.reader import free_text
from prepkit.feedback.reader.quotations import FoldedText, fold
from prepkit.feedback.reader.verdicts import PARTS, Coverage, PointVerdict, Verdicts, sentences_to_read
from prepkit.feedback.text import Span
from prepkit.question import KeyPoint

MOST_QUOTES = 3
QUOTES_LOOKED_AT = 12
_OBJECTS_LOOKED_AT = 500
"""So many opening braces are tried, so that a reply of nothing but braces costs little time."""
Shape = TypeVar("Shape", bound=BaseModel)


def only(kind: type) -> BeforeValidator:
    """Take out of a list what is not of this kind, and make a list of anything else."""

    def keep(value: object) -> list[object]:
        items = value if isinstance(value, list) else []
        return [item for item in items if isinstance(item, kind) and not isinstance(item, bool)]

    return BeforeValidator(keep)


def _text_or_nothing(value: object) -> str:
    return value if isinstance(value, str) else ""


Text = Annotated[str, BeforeValidator(_text_or_nothing)]
Numbers = Annotated[list[int], only(int)]


class PointReply(BaseModel):
    """What a reply says of one key point, unchecked."""

    model_config = ConfigDict(frozen=True)

    point: int
    coverage: Annotated[
        Coverage, BeforeValidator(lambda word: word.strip().lower() if isinstance(word, str) else word)
    ]
    quotes: Annotated[list[str], only(str)] = []


class PartsReply(BaseModel):
    """The sentences that a reply gives to each part of a story, unchecked."""

    model_config = ConfigDict(frozen=True)

    situation: Numbers = []
    task: Numbers = []
    action: Numbers = []
    result: Numbers = []


class Reply(BaseModel):
    """A whole reply, unchecked. A point that makes no sense is no reason to lose the others."""

    model_config = ConfigDict(frozen=True)

    points: list[Any]
    parts: Annotated[PartsReply, BeforeValidator(lambda parts: parts if isinstance(parts, dict) else {})] = (
        PartsReply()
    )
    improvement: Text = ""
    follow_up: Text = ""

    @property
    def sound_points(self) -> Iterator[PointReply]:
        """The points that say which point they are about, and what of it."""
        for point in self.points:
            try:
                yield PointReply.model_validate(point)
            except ValidationError:
                continue


def verdicts_of(reply: str, answer: str, key_points: Sequence[KeyPoint]) -> Verdicts:
    """Check a reply against the answer it is about.

    A quotation that does not stand in the answer is thrown away, and a point that needs one and has none left
    is not judged. Raises UnreadableReply if nothing usable is left.
    """
    read = read_reply(reply)
    folded = fold(limits.opening(answer, limits.ANSWER_CHARACTERS))
    verdicts = Verdicts(
        _points(read, folded, key_points),
        _parts(read.parts, len(sentences_to_read(answer))),
        free_text.improvement(read.improvement, folded),
        free_text.follow_up(read.follow_up, folded),
    )
    judged = any(point.coverage is not None for point in verdicts.points)
    if not (judged or any(verdicts.parts.values()) or verdicts.improvement or verdicts.follow_up):
        raise UnverifiedReply if any(read.sound_points) else UnreadableReply
    return verdicts


def read_reply(reply: str) -> Reply:
    """Return the last outermost object of a reply that has the shape of verdicts; raise UnreadableReply.

    What stands before it may be thoughts, a draft, or words that the answer put into the model's mouth.
    """
    fitting = list(objects_in(reply, Reply))
    if not fitting:
        raise UnreadableReply
    return next((found for found in reversed(fitting) if found.points), fitting[-1])


def objects_in(reply: str, shape: type[Shape]) -> Iterator[Shape]:
    """Yield the outermost objects of a reply that have this shape, in their order."""
    decoder = json.JSONDecoder()
    at = reply.find("{")
    for _ in range(_OBJECTS_LOOKED_AT):
        if at < 0:
            return
        end = at + 1
        try:
            found, after = decoder.raw_decode(reply, at)
            yield shape.model_validate(found)
            end = after
        # A number of thousands of digits is a ValueError, a thousand braces within each other the other.
        except (ValueError, RecursionError):
            pass
        at = reply.find("{", end)


def _points(reply: Reply, answer: FoldedText, key_points: Sequence[KeyPoint]) -> tuple[PointVerdict, ...]:
    said: dict[int, PointReply | None] = {}
    for point in reply.sound_points:
        # Two verdicts on one point: none is to be trusted.
        said[point.point] = None if point.point in said else point
    return tuple(_verdict(key_point.id, said.get(n), answer) for n, key_point in enumerate(key_points, 1))


def _verdict(point_id: str, said: PointReply | None, answer: FoldedText) -> PointVerdict:
    if said is None:
        return PointVerdict(point_id, None)
    if said.coverage is Coverage.MISSING:
        return PointVerdict(point_id, Coverage.MISSING)
    quotes = _standing(said.quotes[:QUOTES_LOOKED_AT], answer)
    return PointVerdict(point_id, said.coverage if quotes else None, quotes)


def _standing(quotes: Iterable[str], answer: FoldedText) -> tuple[Span, ...]:
    """The quotations that stand in the answer, each place once, in the order of the answer."""
    kept: list[Span] = []
    for quote in quotes:
        span = answer.find(quote) if len(quote) <= limits.ANSWER_CHARACTERS else None
        if span and all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept[:MOST_QUOTES], key=lambda span: span.start))


def _parts(reply: PartsReply, count: int) -> Mapping[str, tuple[int, ...]]:
    """The numbers of sentences there are; one that is in two parts stays in the first."""
    free = set(range(1, count + 1))
    parts: dict[str, tuple[int, ...]] = {}
    for part in PARTS:
        numbers = sorted(free & set(getattr(reply, part)))
        free -= set(numbers)
        parts[part] = tuple(numbers)
    return parts
