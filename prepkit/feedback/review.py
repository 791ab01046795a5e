"""Everything that is said of one answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from prepkit.feedback import delivery, key_points, own_words, reading, structure, substance
from prepkit.feedback.key_points import Found
from prepkit.feedback.reading import Reading
from prepkit.feedback.remarks import Remark
from prepkit.model import KeyPoint


@dataclass(frozen=True, slots=True)
class Feedback:
    """An answer, as far as it was looked at, and what was found in it: key points in their order, its one
    reading, and the remarks made from that, in the order of their kinds.
    """

    text: str
    points: tuple[Found, ...]
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
    """Look at an answer, or at one that was read already, with these key points and sample answers.

    ``tells``: the question asks for something that happened, so that a story is wanted. ``off`` holds the
    kinds of remark that are not to be made.
    """
    read = reading.read(text) if isinstance(text, str) else text
    made = (
        *structure.remarks(read, tells=tells),
        *substance.remarks(read, tells=tells),
        *delivery.remarks(read, tells=tells),
        *own_words.remarks(read.text, samples),
    )
    return Feedback(
        read.text,
        key_points.find_in(read, points),
        read,
        tuple(remark for remark in made if remark.kind not in off),
    )
