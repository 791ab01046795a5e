"""Collect all feedback on one answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from prepkit.feedback import delivery, meaning, own_words, reading, structure, substance
from prepkit.feedback.nearest import nearest_passages
from prepkit.feedback.reading import Reading
from prepkit.feedback.remarks import Remark
from prepkit.feedback.text import Span
from prepkit.question import KeyPoint


@dataclass(frozen=True, slots=True)
class Feedback:
    """The feedback on an answer: its reading, the remarks by kind, and the passage nearest to each key
    point, by the point's id, which claims nothing.

    ``text`` is the answer as far as it was analysed.
    """

    text: str
    nearest: Mapping[str, Span]
    reading: Reading
    remarks: tuple[Remark, ...]


def review(
    text: str | Reading,
    *,
    points: Sequence[KeyPoint] = (),
    samples: Sequence[str] = (),
    tells: bool,
    off: Collection[str] = (),
) -> Feedback:
    """Give feedback on an answer, or on one already read, against key points and sample answers.

    ``tells``: the question asks for something that happened, so that a story is wanted. ``off`` holds the
    kinds of remark to leave out.
    """
    read = reading.read(text) if isinstance(text, str) else text
    remarks = (
        *structure.remarks(read, tells=tells),
        *substance.remarks(read, tells=tells),
        *delivery.remarks(read, tells=tells),
        *own_words.remarks(read.text, samples),
    )
    return Feedback(
        read.text,
        nearest_passages(read, points),
        read,
        tuple(remark for remark in remarks if remark.kind not in off),
    )


def warm_up() -> None:
    """Load in the background what feedback needs, so that the first answer does not wait for it."""
    meaning.warm_up()
