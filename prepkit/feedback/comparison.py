"""Compare two answers: which sentences of one also stand in the other, even if slightly reworded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from prepkit import limits
from prepkit.feedback.text import Span, sentences
from prepkit.question import KeyPoint

SAME = 0.75
"""The share of words in common order from which two sentences count as the same."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Each sentence of the later answer, with whether the earlier one has it.

    ``is_close``: all sentences were compared word by word; else, after some sentence, only for equality.
    ``steps`` counts the words compared.
    """

    sentences: tuple[tuple[Span, bool], ...]
    is_close: bool
    steps: int


@dataclass(frozen=True, slots=True)
class PointChange:
    """The key points that the later of two answers gained and lost, and those in neither of them."""

    gained: tuple[KeyPoint, ...]
    lost: tuple[KeyPoint, ...]
    neither: tuple[KeyPoint, ...]


def point_change(points: Sequence[KeyPoint], before: Collection[str], after: Collection[str]) -> PointChange:
    """Compare the ticks of two answers; ``before`` and ``after`` hold ids of key points."""
    return PointChange(
        tuple(point for point in points if point.id in after and point.id not in before),
        tuple(point for point in points if point.id in before and point.id not in after),
        tuple(point for point in points if point.id not in before and point.id not in after),
    )


def compare(before: str, after: str, most_steps: int = limits.COMPARISON_STEPS) -> Comparison:
    """Compare two answers sentence by sentence; after ``most_steps`` words only equal ones are found."""
    known = dict.fromkeys(_words(sentence) for sentence in sentences(before))
    steps = 0
    is_close = True
    compared: list[tuple[Span, bool]] = []
    for sentence in sentences(after):
        words = _words(sentence)
        is_known = words in known
        if not is_known and steps < most_steps:
            place = _places(words)
            for other in known:
                steps += 1
                if min(len(words), len(other)) * 2 < SAME * (len(words) + len(other)):
                    continue
                steps += len(other)
                if 2 * _in_order(place, len(words), other) >= SAME * (len(words) + len(other)):
                    is_known = True
                    break
                if steps >= most_steps:
                    is_close = False
                    break
        elif not is_known:
            is_close = False
        compared.append((sentence, is_known))
    return Comparison(tuple(compared), is_close, steps)


def _words(sentence: Span) -> tuple[str, ...]:
    return tuple(sentence.text.lower().split())


def _places(words: Sequence[str]) -> dict[str, int]:
    """Map each word to its positions, one bit for each."""
    places: dict[str, int] = {}
    for at, word in enumerate(words):
        places[word] = places.get(word, 0) | 1 << at
    return places


def _in_order(places: dict[str, int], count: int, other: Sequence[str]) -> int:
    """Return the length of the longest common subsequence of words (bit-parallel, Hyyrö 2004)."""
    every = (1 << count) - 1
    row = every
    for word in other:
        met = row & places.get(word, 0)
        row = ((row + met) | (row - met)) & every
    return count - row.bit_count()
