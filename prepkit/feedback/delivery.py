"""How an answer would sound: fillers, hedges, clichés, long sentences, length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prepkit import limits
from prepkit.feedback import phrases
from prepkit.feedback.reading import Reading
from prepkit.feedback.remarks import Kind, Remark
from prepkit.feedback.text import Span, one_of, spans

WORDS_A_MINUTE = 140
SHORTEST, LONGEST = 60, 120
"""Seconds that an answer should take to say."""
LONG_SENTENCE = 35
"""Words. Heard once, a sentence longer than this has lost its beginning by its end."""
FILLERS_A_HUNDRED = 1.0
"""Up to one filler in a hundred words goes unnoticed."""
HEDGES_A_HUNDRED = 1.5

_FILLER = one_of(phrases.FILLERS)
# “like” is a filler only where it compares nothing.
_LIKE = re.compile(r"(?<=, )like(?=,)|(?<=\bwas )like(?=,)|(?<=\band )like(?=,)", re.IGNORECASE)
_HEDGE = one_of(phrases.HEDGES)
_CLICHE = one_of(phrases.CLICHES)


def remarks(reading: Reading, *, tells: bool) -> Iterator[Remark]:
    """What there is to say of an answer's delivery; ``tells``: the question asks for what happened once."""
    text, words = reading.text, reading.words
    if not words:
        return
    fillers = sorted(_fillers(text), key=lambda span: span.start)
    if len(fillers) >= 2 and 100 * len(fillers) / words > FILLERS_A_HUNDRED:
        yield Remark(
            Kind.FILLER,
            f"{len(fillers)} fillers in {words} words",
            tuple(fillers),
            "They take the place of a pause, and a pause sounds surer.",
            "Say the sentence once more without them. Where one slips out, breathe instead.",
        )
    hedges = spans(_HEDGE, text)
    if len(hedges) >= 2 and 100 * len(hedges) / words > HEDGES_A_HUNDRED:
        yield Remark(
            Kind.HEDGE,
            f"{len(hedges)} hedges",
            tuple(hedges),
            "Each one takes something back that you have just said.",
            "Say what you know as a fact, and say openly which part you do not know.",
        )
    cliches = spans(_CLICHE, text)
    if cliches:
        yield Remark(
            Kind.CLICHE,
            "A phrase everybody uses" if len(cliches) == 1 else f"{len(cliches)} phrases everybody uses",
            tuple(cliches),
            "The listener has heard it today already, and it proves nothing.",
            "Put in its place what you did that would make somebody else say it of you.",
        )
    yield from _long([sentence.span for sentence in reading.sentences])
    yield from _length(reading, tells=tells)


def seconds(words: int) -> int:
    """How long so many words take to say, at an unhurried pace."""
    return round(words / WORDS_A_MINUTE * 60)


def fillers(text: str) -> list[Span]:
    """Every filler in a text, as far as it is looked at."""
    return _fillers(limits.opening(text, limits.ANSWER_CHARACTERS))


def _fillers(text: str) -> list[Span]:
    # “the ER” is a place in a hospital: nobody hesitates in capitals.
    hesitations = (span for span in spans(_FILLER, text) if not span.text.isupper())
    return [*hesitations, *spans(_LIKE, text)]


def _long(said: Sequence[Span]) -> Iterator[Remark]:
    long = tuple(sentence for sentence in said if len(sentence.text.split()) > LONG_SENTENCE)
    if long:
        yield Remark(
            Kind.LONG_SENTENCE,
            f"A sentence of {len(long[0].text.split())} words"
            if len(long) == 1
            else f"{len(long)} long sentences",
            long,
            "A listener cannot read it again: by its end the beginning is gone.",
            "Cut it where you would breathe.",
        )


def _length(reading: Reading, *, tells: bool) -> Iterator[Remark]:
    spoken = seconds(reading.words)
    if spoken < SHORTEST:
        yield Remark(
            Kind.LENGTH,
            f"About {spoken} seconds aloud",
            (),
            "Under a minute leaves the listener to ask for everything that counts.",
            "Add what you did step by step, or how it ended."
            if tells
            else "Add why, and one case that shows it.",
        )
    elif spoken > LONGEST:
        yield Remark(
            Kind.LENGTH,
            f"{'About' if reading.is_whole else 'More than'} {spoken // 60} min {spoken % 60:02} s aloud",
            (),
            "After two minutes people stop taking notes, and you cannot see which part they wanted.",
            "Keep the scene to two sentences and let them ask for the rest."
            if tells and reading.parts & {"situation", "task"}
            else "Say the one thing they must remember, and let them ask for the rest.",
        )
