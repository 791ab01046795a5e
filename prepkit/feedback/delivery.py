"""Remark on how an answer sounds: fillers, long sentences, length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prepkit import limits
from prepkit.feedback import phrases
from prepkit.feedback.reading import Reading
from prepkit.feedback.remarks import Remark, RemarkKind
from prepkit.feedback.text import Span, one_of, spans

WORDS_A_MINUTE = 140
"""An unhurried pace for English speech; ``editor.js`` shows the same."""
SHORTEST, LONGEST = 60, 120
"""Seconds that an answer should take to say."""
LONG_SENTENCE = 35
"""Words; a listener cannot follow a longer sentence."""
FILLERS_A_HUNDRED = 1.0
"""Fillers per hundred words up to which there is no remark."""

_FILLER = one_of(phrases.FILLERS)
_BETWEEN_COMMAS = re.compile(rf"(?<=, ){one_of(phrases.BETWEEN_COMMAS).pattern}(?=,)", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…][\"”'’)]*$")


def remarks(reading: Reading, *, tells: bool) -> Iterator[Remark]:
    """Yield the remarks on an answer's delivery; ``tells``: the question asks for something that happened."""
    text, words = reading.text, reading.words
    if not words:
        return
    fillers = sorted(_fillers(text), key=lambda span: span.start)
    if len(fillers) >= 2 and 100 * len(fillers) / words > FILLERS_A_HUNDRED:
        yield Remark(
            RemarkKind.FILLER,
            f"{len(fillers)} fillers in {words} words",
            tuple(fillers),
            "They take the place of a pause, and a pause sounds surer.",
            "Say the sentence again without them. Where one slips out, breathe instead.",
        )
    yield from _long([sentence.span for sentence in reading.sentences])
    yield from _length(reading, tells=tells)


def seconds(words: int) -> int:
    """Return the seconds it takes to say a number of words, at ``WORDS_A_MINUTE``."""
    return round(words / WORDS_A_MINUTE * 60)


def fillers(text: str) -> list[Span]:
    """List the fillers in the part of a text that is analysed."""
    return _fillers(limits.opening(text, limits.ANSWER_CHARACTERS))


def _fillers(text: str) -> list[Span]:
    # Fillers in capitals are skipped: “the ER” is a place in a hospital.
    hesitations = (span for span in spans(_FILLER, text) if not span.text.isupper())
    return [*hesitations, *spans(_BETWEEN_COMMAS, text)]


def _long(sentences: Sequence[Span]) -> Iterator[Remark]:
    # What was written down without full stops has no sentences that could be counted.
    long = tuple(
        sentence
        for sentence in sentences
        if len(sentence.text.split()) > LONG_SENTENCE and _ENDS.search(sentence.text)
    )
    if long:
        yield Remark(
            RemarkKind.LONG_SENTENCE,
            f"A sentence of {len(long[0].text.split())} words"
            if len(long) == 1
            else f"{len(long)} long sentences",
            long,
            "A listener cannot go back: by the end, the beginning is forgotten.",
            "Split it where you would breathe.",
        )


def _length(reading: Reading, *, tells: bool) -> Iterator[Remark]:
    spoken = seconds(reading.words)
    if spoken < SHORTEST:
        yield Remark(
            RemarkKind.LENGTH,
            f"About {spoken} seconds aloud",
            (),
            "Under a minute leaves the listener to ask for everything that counts.",
            "There is time for what you did step by step, and how it ended."
            if tells
            else "There is time for your reason and for a case that shows it.",
        )
    elif spoken > LONGEST:
        yield Remark(
            RemarkKind.LENGTH,
            f"{'About' if reading.is_whole else 'More than'} {spoken // 60} min {spoken % 60:02} s aloud",
            (),
            "After two minutes people stop taking notes, and you cannot see which part they wanted.",
            "Keep the scene to two sentences and let them ask for the rest."
            if tells and reading.parts & {"situation", "task"}
            else "Say the one thing they must remember, and let them ask for the rest.",
        )
