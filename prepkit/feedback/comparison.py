"""Which sentences of an answer stand in another answer too, be it in slightly different words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prepkit import limits
from prepkit.feedback.text import Span, sentences

SAME = 0.75
"""Sentences that share this much of their words, in order, are one sentence put differently."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Each sentence of the later answer with whether the earlier one has it.

    ``is_close``: all were compared word by word; else, from some sentence on, only equal ones were noticed.
    ``steps`` counts the words looked at.
    """

    sentences: tuple[tuple[Span, bool], ...]
    is_close: bool
    steps: int


def compare(before: str, after: str, most_steps: int = limits.COMPARISON_STEPS) -> Comparison:
    """Compare two answers sentence by sentence, in at most so many steps and those of one more sentence."""
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
    """Where each word stands, a bit for each place."""
    places: dict[str, int] = {}
    for at, word in enumerate(words):
        places[word] = places.get(word, 0) | 1 << at
    return places


def _in_order(places: dict[str, int], count: int, other: Sequence[str]) -> int:
    """How many words the two have in the same order: the longest common subsequence (Hyyrö 2004)."""
    every = (1 << count) - 1
    row = every
    for word in other:
        met = row & places.get(word, 0)
        row = ((row + met) | (row - met)) & every
    return count - row.bit_count()
