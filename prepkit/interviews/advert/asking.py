"""Find what the sentences of an advertisement ask for, and quote the words that ask for it.

A logistic regression scores each sentence by the collected phrases in it, its stems and its meaning. A
competency or metric is asked for if the chance that at least one sentence asks for it reaches its bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from prepkit.feedback import meaning
from prepkit.feedback.lexicon import stems
from prepkit.interviews.advert.learned import SAYS, Floats, Ints, Regression
from prepkit.interviews.advert.negation import affirmed

Patterns = Mapping[str, re.Pattern[str]]

QUOTED = 0.3
"""A sentence is quoted from this chance on; the likeliest sentence is always quoted."""
# Possessive quantifiers keep a long run of spaces or full stops from being scanned repeatedly.
_CUT = re.compile(
    r"(?:(?<!\s)\s++)?[,;:–—()]\s*+(?:(?:and|or)\s++)?"
    r"|(?<!\s)\s++(?:and|while|as well as)\s++|(?<![.!?])[.!?]++$"
)
LEAST_WORDS = 2
"""The fewest words of a sentence part; a single word does not show what is asked for."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that ask for something, as character offsets into their sentence."""

    sentence: str
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.sentence[self.start : self.end]

    @property
    def in_context(self) -> str:
        """The whole sentence, or of a long one the whole clauses around the words, marked where it is cut."""
        if len(self.sentence) <= LONGEST:
            return self.sentence
        cuts = [match.end() for match in _CLAUSE.finditer(self.sentence)]
        start = max((cut for cut in cuts if cut <= self.start), default=0)
        end = min((cut for cut in cuts if cut >= self.end), default=len(self.sentence))
        if end - start > LONGEST:
            start, end = self._between_words()
        before, after = "…" * (start > 0), "…" * (end < len(self.sentence))
        return f"{before}{self.sentence[start:end].strip().rstrip(',;:–—')}{after}"

    def _between_words(self) -> tuple[int, int]:
        """Return where the words with up to ``CONTEXT`` characters on each side begin and end."""
        start = max(0, self.start - CONTEXT)
        end = min(len(self.sentence), self.end + CONTEXT)
        start = self.sentence.find(" ", start, self.start) + 1 if start else 0
        if end < len(self.sentence):
            space = self.sentence.rfind(" ", self.end, end)
            end = space if space > 0 else self.end
        return start, end


LONGEST = 200
"""The most characters of a sentence, or of its clauses, that are quoted whole."""
CONTEXT = 40
"""The most characters shown before and after the quoted words where not even a clause is short enough."""
# A comma alone may stand inside a list, so a clause ends at it only where a joining word goes on.
_CLAUSE = re.compile(
    r"[;:]\s|\s[–—-]\s|,\s(?=(?:and|but|while|which|who|where|so|then|because|although)\s)", re.IGNORECASE
)

Quotes = Mapping[str, tuple[Quote, ...]]


def features(sentences: Sequence[str], phrases: Patterns) -> list[set[str]]:
    """List the features of each sentence: its stems, pairs of stems, and the collected phrases in it."""
    return [_features(text, _spans(text, phrases)) for text in sentences]


Spans = Mapping[str, Sequence[tuple[int, int]]]


def _spans(text: str, phrases: Patterns) -> Spans:
    """Find the (start, end) of every occurrence of the phrases that a text contains."""
    matches = {id: [match.span() for match in pattern.finditer(text)] for id, pattern in phrases.items()}
    return {id: spans for id, spans in matches.items() if spans}


def _features(text: str, phrase_ids: Iterable[str]) -> set[str]:
    stemmed = stems(text)
    return {*stemmed, *map(" ".join, pairwise(stemmed)), *(f"{SAYS}{id}" for id in phrase_ids)}


def _features_of_part(part: Quote, spans: Spans) -> set[str]:
    inside = (
        id for id, all in spans.items() if any(part.start <= start and end <= part.end for start, end in all)
    )
    return _features(part.words, inside)


def chance_of_any(chances: Floats) -> Floats:
    """Return the chance that at least one sentence (row) asks for each label, taking rows as independent."""
    combined: Floats = 1 - (1 - chances).prod(axis=0)
    return combined


@dataclass(frozen=True, slots=True)
class Judgement:
    """The chance that each sentence (row) asks for each label (column), and its likeliest part.

    ``likeliest`` holds, with the same rows and columns, the index into that sentence's ``parts``.
    """

    chances: Floats
    parts: Sequence[Sequence[Quote]]
    likeliest: Ints


def judge(sentences: Sequence[str], phrases: Patterns, regression: Regression) -> Judgement:
    """Score each sentence with the mean of its own chance and that of its likeliest part.

    The part finds what stands among other things in a long sentence; the whole sentence keeps words out of
    context from counting fully.
    """
    parts = [_parts(text) for text in sentences]
    spans = [_spans(text, phrases) for text in sentences]
    feature_sets = [_features(text, phrase_ids) for text, phrase_ids in zip(sentences, spans, strict=True)]
    for sentence_spans, sentence_parts in zip(spans, parts, strict=True):
        feature_sets += [_features_of_part(part, sentence_spans) for part in sentence_parts]
    pieces = [*sentences, *(part.words for sentence_parts in parts for part in sentence_parts)]
    chances = regression.chances(feature_sets, meaning.embed(pieces))
    whole = chances[: len(sentences)]
    ends = np.cumsum([len(sentences), *map(len, parts)])
    by_part = [chances[start:end] for start, end in pairwise(ends)]
    best = np.array([rows.max(axis=0) for rows in by_part])
    return Judgement((whole + best) / 2, parts, np.array([rows.argmax(axis=0) for rows in by_part]))


@dataclass(frozen=True, slots=True)
class PhraseFinder:
    """Finds what is asked for, by the collected ``phrases`` and a fitted regression.

    A sentence with one of the ``names`` always asks for it, whatever the regression says.
    """

    phrases: Patterns
    names: Patterns
    regression: Regression

    def find(self, sentences: Sequence[str]) -> Quotes:
        """Return the quotes for each id that is asked for, in the order of the phrases."""
        if not sentences:
            return {}
        affirmed_texts = [affirmed(text) for text in sentences]
        judgement = judge(affirmed_texts, self.phrases, self.regression)
        chances = judgement.chances
        labels = self.regression.labels
        columns = {id: labels.index(id) for id in self.phrases if id in labels}
        for id in columns.keys() & self.names.keys():
            chances[[bool(self.names[id].search(text)) for text in affirmed_texts], columns[id]] = 1
        total = chance_of_any(chances)
        return {
            id: self._quotes(sentences, judgement, id, column)
            for id, column in columns.items()
            if total[column] >= self.regression.bounds[column]
        }

    def _quotes(
        self, sentences: Sequence[str], judgement: Judgement, id: str, column: int
    ) -> tuple[Quote, ...]:
        """Quote from each likely sentence the collected phrase, or its likeliest part where there is none."""
        chances = judgement.chances[:, column]
        least = min(QUOTED, chances.max())
        quotes = []
        for row in np.flatnonzero(chances >= least).tolist():
            match = self.phrases[id].search(affirmed(sentences[row]))
            part = judgement.parts[row][judgement.likeliest[row, column]]
            start, end = match.span() if match else (part.start, part.end)
            quotes.append(Quote(sentences[row], start, end))
        return tuple(quotes)


def _parts(text: str) -> list[Quote]:
    """Cut a sentence at commas and conjunctions; keep it whole if every part is a single word."""
    cuts = [(0, 0), *(match.span() for match in _CUT.finditer(text)), (len(text), len(text))]
    parts = [Quote(text, before[1], after[0]) for before, after in pairwise(cuts)]
    longer = [part for part in parts if len(part.words.split()) >= LEAST_WORDS]
    return longer or [Quote(text, 0, len(text))]
