"""Find the words of an answer that are nearest to each key point, to guide the eye of who ticks them.

It says nothing of whether the point is there: on answers that nobody tuned to, neither words nor vectors
could tell (docs/decisions/0014-a-second-reader.md).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from prepkit import limits
from prepkit.feedback import lexicon, meaning
from prepkit.feedback.lexicon import Weights, stems
from prepkit.feedback.reading import Reading
from prepkit.feedback.text import Span, words
from prepkit.question import KeyPoint

MOST_OF_ANSWER = 1 / 3
"""A passage with more of the answer's words points at no place in it."""
MOST_OF_POINTS = 1 / 2
"""A passage that is the nearest to more of the points is near to none of them in particular."""
SHORTEST_CLAUSE = 3
"""Words; fewer are no idea of their own."""
_CLAUSE_END = re.compile(r"[,;:–—]\s{1,9}|\s(?=(?:and|but|so|because|then)\s)")


def nearest_passages(reading: Reading, points: Sequence[KeyPoint]) -> dict[str, Span]:
    """Return the nearest passage for each key point, by its id: a sentence, or a clause of one that is long.

    Near is what shares stems, rare ones above all, and meaning: of the whole passage, and word by word.
    Points beyond the cap have none, nor do those whose passage tells nothing: it holds much of the answer, or
    is the nearest to most of the points.
    """
    spans = [sentence.span for sentence in reading.sentences]
    points = points[: limits.KEY_POINTS]
    if not spans or not points:
        return {}
    longest = len(words(reading.text)) * MOST_OF_ANSWER
    often = max(1.0, len(points) * MOST_OF_POINTS)
    near = _nearest(points, spans)
    of_sentence = Counter(near.values())
    for span, count in of_sentence.items():
        if count > often or len(words(span.text)) > longest:
            those = [point for point in points if near.get(point.id) == span]
            clauses = [clause for clause in _clauses(span) if len(words(clause.text)) <= longest]
            for point in those:
                del near[point.id]
            near |= _nearest(those, clauses)
    of_passage = Counter(near.values())
    return {
        point.id: near[point.id]
        for point in points
        if point.id in near and of_passage[near[point.id]] <= often
    }


def _nearest(points: Sequence[KeyPoint], spans: Sequence[Span]) -> dict[str, Span]:
    if not spans:
        return {}
    ideas = [limits.opening(point.text, limits.KEY_POINT_CHARACTERS) for point in points]
    places = _nearness(ideas, [span.text for span in spans], lexicon.shipped()).argmax(axis=1)
    return {point.id: spans[int(at)] for point, at in zip(points, places, strict=True)}


def _clauses(sentence: Span) -> list[Span]:
    """Return the clauses of a sentence that are long enough to be an idea of their own."""
    ends = [match.end() for match in _CLAUSE_END.finditer(sentence.text)]
    pieces = pairwise([0, *ends, len(sentence.text)])
    return [
        Span(sentence.start + start, sentence.start + start + len(piece), piece)
        for start, end in pieces
        if len(words(piece := sentence.text[start:end].rstrip(" ,;:–—"))) >= SHORTEST_CLAUSE
    ]


def _nearness(points: Sequence[str], sentences: Sequence[str], weights: Weights) -> NDArray[np.float64]:
    """Return a row for each point and a column for each sentence; each of three measures adds at most 1."""
    point_stems = [list(dict.fromkeys(stems(point))) for point in points]
    sentence_stems = [stems(sentence) for sentence in sentences]
    angles = np.asarray(meaning.embed(points) @ meaning.embed(sentences).T, dtype=float)
    shared = [[weights.share(point, set(sentence)) for sentence in sentence_stems] for point in point_stems]
    near: NDArray[np.float64] = angles + shared + _word_by_word(point_stems, sentence_stems, weights)
    return near


def _word_by_word(
    points: Sequence[Sequence[str]], sentences: Sequence[Sequence[str]], weights: Weights
) -> NDArray[np.float64]:
    """Average, over the stems of each point, the nearness of the nearest stem of each sentence."""
    known = list(dict.fromkeys(stem for sentence in sentences for stem in sentence))
    wanted = list(dict.fromkeys(stem for point in points for stem in point))
    soft = np.zeros((len(points), len(sentences)))
    if not known or not wanted:
        return soft
    angles = np.clip(meaning.embed(wanted) @ meaning.embed(known).T, 0, 1)
    column = {stem: at for at, stem in enumerate(known)}
    row = {stem: at for at, stem in enumerate(wanted)}
    for n, point in enumerate(points):
        if not point:
            continue
        rarity = np.array([weights.of_stem(stem) for stem in point])
        rows = angles[[row[stem] for stem in point]]
        for m, sentence in enumerate(sentences):
            if sentence:
                soft[n, m] = rows[:, [column[stem] for stem in sentence]].max(axis=1) @ rarity / rarity.sum()
    return soft
