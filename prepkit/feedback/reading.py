"""An answer read once: its sentences, each with the part of a story it tells. Every remark goes by this."""

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
    """What feedback looks at: the text as far as it was read, and its sentences.

    ``is_whole``: nothing was left out because the text is too long.
    """

    text: str
    sentences: tuple[Sentence, ...]
    is_whole: bool = True

    @cached_property
    def words(self) -> int:
        """How many words the text has."""
        return len(words(self.text))

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts of a story that some sentence tells."""
        return frozenset(sentence.part for sentence in self.sentences if sentence.part is not None)

    @cached_property
    def words_of_parts(self) -> dict[str, int]:
        """The words of each part's sentences."""
        counts = dict.fromkeys(PARTS, 0)
        for sentence in self.sentences:
            if sentence.part is not None:
                counts[sentence.part] += len(sentence.span.text.split())
        return counts

    @property
    def shares(self) -> dict[str, float]:
        """The share of each part in the words that tell a story, 0 to 1; zeros where none do."""
        total = sum(self.words_of_parts.values())
        return {part: count / total if total else 0.0 for part, count in self.words_of_parts.items()}


def read(text: str) -> Reading:
    """Read an answer, as much of it as is looked at."""
    beginning, spans = _looked_at(text)
    parts = star.parts_of([span.text for span in spans])
    said = tuple(Sentence(span, part) for span, part in zip(spans, parts, strict=True))
    return Reading(beginning, said, is_whole=len(beginning) == len(text))


def read_parts(parts: Iterable[tuple[str, str]]) -> Reading:
    """Read a story whose parts are known, as pairs of a part and its text; nothing is guessed."""
    named = [(part, text.strip()) for part, text in parts if text.strip()]
    whole = "\n\n".join(text for _, text in named)
    text, spans = _looked_at(whole)
    ends: list[tuple[int, str]] = []
    for part, own in named:
        ends.append(((ends[-1][0] + 2 if ends else 0) + len(own), part))
    said = tuple(Sentence(span, next(part for end, part in ends if span.end <= end)) for span in spans)
    return Reading(text, said, is_whole=len(text) == len(whole))


def _looked_at(text: str) -> tuple[str, Sequence[Span]]:
    beginning = limits.opening(text, limits.ANSWER_CHARACTERS)
    spans = sentences(beginning)
    if len(spans) > limits.ANSWER_SENTENCES:
        spans = spans[: limits.ANSWER_SENTENCES]
        beginning = beginning[: spans[-1].end]
    return beginning, spans
