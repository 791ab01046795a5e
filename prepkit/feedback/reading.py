"""Read an answer once: its sentences, each with the part of a story it tells. All remarks use this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from prepkit import limits
from prepkit.feedback import star
from prepkit.feedback.text import Span, sentences, words

PARTS = ("situation", "task", "action", "result")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the part of a story it tells; None where it tells none."""

    span: Span
    part: str | None


@dataclass(frozen=True)
class Reading:
    """The text as far as it was read, and its sentences.

    ``is_whole``: the text was not too long to be read to its end.
    """

    text: str
    sentences: tuple[Sentence, ...]
    is_whole: bool = True

    @cached_property
    def words(self) -> int:
        """The number of words of the text."""
        return len(words(self.text))

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts of a story that some sentence tells."""
        return frozenset(sentence.part for sentence in self.sentences if sentence.part is not None)


def read(text: str) -> Reading:
    """Read an answer up to the limits of ``limits``, and guess the part each sentence tells."""
    beginning, spans = _within_limits(text)
    parts = star.parts_of([span.text for span in spans])
    read_sentences = tuple(Sentence(span, part) for span, part in zip(spans, parts, strict=True))
    return Reading(beginning, read_sentences, is_whole=len(beginning) == len(text))


def read_parts(parts: Iterable[tuple[str, str]]) -> Reading:
    """Read a story whose parts are known, given as pairs of a part and its text."""
    named = [(part, text.strip()) for part, text in parts if text.strip()]
    whole = "\n\n".join(text for _, text in named)
    text, spans = _within_limits(whole)
    ends: list[tuple[int, str]] = []
    for part, own in named:
        ends.append(((ends[-1][0] + 2 if ends else 0) + len(own), part))
    read_sentences = tuple(
        Sentence(span, next(part for end, part in ends if span.end <= end)) for span in spans
    )
    return Reading(text, read_sentences, is_whole=len(text) == len(whole))


def _within_limits(text: str) -> tuple[str, Sequence[Span]]:
    beginning = limits.opening(text, limits.ANSWER_CHARACTERS)
    spans = sentences(beginning)
    if len(spans) > limits.ANSWER_SENTENCES:
        spans = spans[: limits.ANSWER_SENTENCES]
        beginning = beginning[: spans[-1].end]
    return beginning, spans
