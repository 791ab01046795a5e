"""Split an answer into sentences and words, with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_END = re.compile(r"(?<=[.!?…])([\"'”’)\]]*)\s+|()\n+")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:[’'][A-Za-zÀ-ɏ]+)*|\d+(?:[.,:]\d+)*%?")
_NO_END = re.compile(r"\b(?:e\.g|i\.e|etc|approx|vs|mr|mrs|ms|dr|no|inc|ltd)\.$", re.IGNORECASE)
_TURN = re.compile(
    r"\b(?:and then|and so|but then|after that|so then|so i|so we|and i|but i|and we|because)\b"
)
LONGEST_ABBREVIATION = 12
"""Characters before a full stop in which an abbreviation is sought, so that long sentences stay fast."""
UNENDING = 45
"""Words; a longer sentence is taken for a transcript without full stops."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of an answer: where it begins and ends (characters), and its text."""

    start: int
    end: int
    text: str


def sentences(text: str) -> list[Span]:
    """List the sentences of a text; a transcript without full stops is split at “and then” and the like."""
    sentences: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if _NO_END.search(text, max(start, match.start() - LONGEST_ABBREVIATION), match.start()):
            continue
        sentences += _trimmed(text, start, match.end(match.lastindex or 0))
        start = match.end()
    sentences += _trimmed(text, start, len(text))
    return [part for sentence in sentences for part in _split_unending(text, sentence)]


def words(text: str) -> list[str]:
    """List the words and numbers of a text, in lower case."""
    return [match.group().lower().replace("’", "'") for match in _WORD.finditer(text)]


def spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    """List all matches of a pattern as spans."""
    return [Span(match.start(), match.end(), match.group()) for match in pattern.finditer(text)]


def one_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Compile a pattern for any of these phrases as whole words, the longest first, in any case."""
    longest_first = sorted(phrases, key=len, reverse=True)
    inside = "|".join(
        re.escape(phrase).replace("'", "['’]").replace(r"\ ", r"\s+") for phrase in longest_first
    )
    return re.compile(rf"(?<![\w'’])(?:{inside})(?![\w'’])", re.IGNORECASE)


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return [Span(start, start + len(piece), piece)] if _WORD.search(piece) else []


def _split_unending(text: str, sentence: Span) -> list[Span]:
    if len(sentence.text.split()) <= UNENDING:
        return [sentence]
    cuts = [match.start() for match in _TURN.finditer(sentence.text)]
    parts: list[Span] = []
    start = last = count = 0
    for cut in [*cuts, len(sentence.text)]:
        count += len(sentence.text[last:cut].split())
        last = cut
        if count >= UNENDING // 4 or cut == len(sentence.text):
            parts += _trimmed(text, sentence.start + start, sentence.start + cut)
            start, count = cut, 0
    return parts
