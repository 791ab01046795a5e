"""Which of many things a few sentences ask for, also in words that nobody collected, and where they say so.

Each sentence is judged by the collected phrases that stand in it, its stems and its meaning, all weighed by
regressions; a thing is asked for if, over all sentences, it is likely enough that one of them does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from prepkit.feedback import meaning
from prepkit.feedback.lexicon import stems
from prepkit.prepare.advert.learned import SAYS, Floats, Ints, Regression
from prepkit.prepare.advert.negation import affirmed

Patterns = Mapping[str, re.Pattern[str]]

QUOTED = 0.3
"""From this chance on a sentence is quoted; the likeliest one always is."""
# A run of spaces or full stops is looked at once, from its beginning.
_CUT = re.compile(
    r"(?:(?<!\s)\s++)?[,;:–—()]\s*+(?:(?:and|or)\s++)?"
    r"|(?<!\s)\s++(?:and|while|as well as)\s++|(?<![.!?])[.!?]++$"
)
LEAST_WORDS = 2
"""A part of one word says nothing alone."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that ask for something: where they stand in their sentence (characters)."""

    sentence: str
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.sentence[self.start : self.end]

    @property
    def in_context(self) -> str:
        """The words with so much of their sentence around them that they make sense, cut between words."""
        start = max(0, self.start - CONTEXT)
        end = min(len(self.sentence), self.end + CONTEXT)
        start = self.sentence.find(" ", start, self.start) + 1 if start else 0
        if end < len(self.sentence) and (space := self.sentence.rfind(" ", self.end, end)) > 0:
            end = space
        elif end < len(self.sentence):
            end = self.end
        before, after = "…" * (start > 0), "…" * (end < len(self.sentence))
        return f"{before}{self.sentence[start:end]}{after}"


CONTEXT = 40
"""So many characters before and after its words, at most, belong to a quotation."""

Quotes = Mapping[str, tuple[Quote, ...]]


def features(sentences: Sequence[str], phrases: Patterns) -> list[set[str]]:
    """What a sentence is known by: its stems, pairs of them, and which collected phrases stand in it."""
    return [_features(text, _spans(text, phrases)) for text in sentences]


Spans = Mapping[str, Sequence[tuple[int, int]]]


def _spans(text: str, phrases: Patterns) -> Spans:
    """Where each phrase stands in a text."""
    found = {id: [match.span() for match in pattern.finditer(text)] for id, pattern in phrases.items()}
    return {id: spans for id, spans in found.items() if spans}


def _features(text: str, said: Iterable[str]) -> set[str]:
    stemmed = stems(text)
    return {*stemmed, *map(" ".join, pairwise(stemmed)), *(f"{SAYS}{id}" for id in said)}


def _features_of_part(part: Quote, spans: Spans) -> set[str]:
    inside = (
        id for id, all in spans.items() if any(part.start <= start and end <= part.end for start, end in all)
    )
    return _features(part.words, inside)


def over_all(chances: Floats) -> Floats:
    """The chance that at least one sentence asks for each thing, were each independent of the others."""
    found: Floats = 1 - (1 - chances).prod(axis=0)
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """How likely each sentence (row) asks for each thing (column), and which part of it says so most."""

    chances: Floats
    parts: Sequence[Sequence[Quote]]
    likeliest: Ints


def judge(sentences: Sequence[str], phrases: Patterns, regression: Regression) -> Judged:
    """A sentence is as likely as it is whole and its likeliest part is alone, on average: what stands among
    other things is not lost, and what only seems so out of context does not count for much.
    """
    parts = [_parts(text) for text in sentences]
    spans = [_spans(text, phrases) for text in sentences]
    known = [_features(text, said) for text, said in zip(sentences, spans, strict=True)]
    for said, of_one in zip(spans, parts, strict=True):
        known += [_features_of_part(part, said) for part in of_one]
    pieces = [*sentences, *(part.words for of_one in parts for part in of_one)]
    every = regression.chances(known, meaning.embed(pieces))
    whole = every[: len(sentences)]
    ends = np.cumsum([len(sentences), *map(len, parts)])
    alone = [every[start:end] for start, end in pairwise(ends)]
    best = np.array([rows.max(axis=0) for rows in alone])
    return Judged((whole + best) / 2, parts, np.array([rows.argmax(axis=0) for rows in alone]))


@dataclass(frozen=True, slots=True)
class Reader:
    """Finds what is asked for, by the collected ``phrases`` and what was learned from them and other lines;
    whatever was learned, also by the ``names`` that mean nothing else.
    """

    phrases: Patterns
    names: Patterns
    regression: Regression

    def asked_for(self, sentences: Sequence[str]) -> Quotes:
        """What is asked for, in the order of the phrases, each with the words that say so."""
        if not sentences:
            return {}
        said = [affirmed(text) for text in sentences]
        judged = judge(said, self.phrases, self.regression)
        chances = judged.chances
        labels = self.regression.labels
        columns = {id: labels.index(id) for id in self.phrases if id in labels}
        for id in columns.keys() & self.names.keys():
            chances[[bool(self.names[id].search(text)) for text in said], columns[id]] = 1
        total = over_all(chances)
        return {
            id: self._quotes(sentences, judged, id, column)
            for id, column in columns.items()
            if total[column] >= self.regression.bounds[column]
        }

    def _quotes(self, sentences: Sequence[str], judged: Judged, id: str, column: int) -> tuple[Quote, ...]:
        """From each sentence likely enough the collected phrase, or else the part that says it most."""
        chances = judged.chances[:, column]
        least = min(QUOTED, chances.max())
        found = []
        for row in np.flatnonzero(chances >= least).tolist():
            match = self.phrases[id].search(affirmed(sentences[row]))
            part = judged.parts[row][judged.likeliest[row, column]]
            start, end = match.span() if match else (part.start, part.end)
            found.append(Quote(sentences[row], start, end))
        return tuple(found)


def _parts(text: str) -> list[Quote]:
    """A sentence cut where another thing may begin; whole, if that leaves single words."""
    cuts = [(0, 0), *(match.span() for match in _CUT.finditer(text)), (len(text), len(text))]
    found = [Quote(text, before[1], after[0]) for before, after in pairwise(cuts)]
    longer = [part for part in found if len(part.words.split()) >= LEAST_WORDS]
    return longer or [Quote(text, 0, len(text))]
