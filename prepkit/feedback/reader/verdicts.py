"""What a language model says of an answer, as far as it could be checked. Nothing here scores the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from prepkit import limits
from prepkit.feedback.text import Span, sentences

PARTS = ("situation", "task", "action", "result")
"""The parts of a story, in the order in which they are told."""


class Coverage(StrEnum):
    """Whether a key point is said in an answer."""

    COVERED = "covered"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class PointVerdict:
    """What is said of one key point; ``coverage`` None: not judged.

    A covered or partly covered point has a quotation that stands in the answer.
    """

    point_id: str
    coverage: Coverage | None
    quotes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All that is said of one answer.

    ``points`` holds every key point of the question in its order. ``parts`` maps each part of a story to the
    numbers, from 1, of the sentences that tell it. ``improvement`` has at most two sentences, ``follow_up``
    is a question about this answer; each may be empty.
    """

    points: tuple[PointVerdict, ...]
    parts: Mapping[str, tuple[int, ...]]
    improvement: str = ""
    follow_up: str = ""


def sentences_to_read(answer: str) -> list[Span]:
    """Return the sentences of an answer that are sent, in the order of their numbers, within the limits."""
    beginning = limits.opening(answer, limits.ANSWER_CHARACTERS)
    return sentences(beginning)[: limits.ANSWER_SENTENCES]


def words_to_read(answer: str) -> int | None:
    """Return how many words of an answer are sent; None where that is all of them."""
    sent = sentences_to_read(answer)
    if not sent or not answer[sent[-1].end :].split():
        return None
    return len(answer[: sent[-1].end].split())
