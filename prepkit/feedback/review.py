"""Everything that is said of one answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from prepkit.feedback import delivery, key_points, own_words, structure, substance
from prepkit.feedback.key_points import Found
from prepkit.feedback.remarks import Remark
from prepkit.feedback.structure import Told
from prepkit.feedback.text import words
from prepkit.model import KeyPoint


@dataclass(frozen=True, slots=True)
class Feedback:
    """An answer and what was found in it: key points in their order, sentences with their part of a story,
    remarks in the order of their kinds.
    """

    text: str
    points: tuple[Found, ...]
    story: tuple[Told, ...]
    remarks: tuple[Remark, ...]


def review(
    text: str,
    *,
    points: Sequence[KeyPoint] = (),
    samples: Sequence[str] = (),
    tells: bool,
    off: Collection[str] = (),
) -> Feedback:
    """Look at an answer to a question with these key points and sample answers.

    ``tells``: the question asks for something that happened, so that a story is wanted. ``off`` holds the
    kinds of remark that are not to be made.
    """
    story = tuple(structure.told(text))
    made = (
        *structure.remarks(story, tells=tells),
        *substance.remarks(text, story, tells=tells),
        *delivery.remarks(text, len(words(text))),
        *own_words.remarks(text, samples),
    )
    return Feedback(
        text,
        key_points.find(text, points),
        story,
        tuple(remark for remark in made if remark.kind not in off),
    )
