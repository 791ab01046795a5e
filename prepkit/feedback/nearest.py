"""Find the sentence of an answer that is nearest to each key point, to guide the eye of who ticks them.

It says nothing of whether the point is there: on answers that nobody tuned to, neither words nor vectors
could tell (docs/decisions/0014-a-second-reader.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from prepkit import limits
from prepkit.feedback import lexicon, meaning
from prepkit.feedback.lexicon import Weights, stems
from prepkit.feedback.reading import Reading
from prepkit.feedback.text import Span
from prepkit.model import KeyPoint


def nearest_sentences(reading: Reading, points: Sequence[KeyPoint]) -> dict[str, Span]:
    """Return the nearest sentence for each key point, by its id; none for those beyond the cap.

    Near is what shares stems, rare ones above all, and meaning: of the whole sentence, and word by word.
    """
    spans = [sentence.span for sentence in reading.sentences]
    points = points[: limits.KEY_POINTS]
    if not spans or not points:
        return {}
    ideas = [limits.opening(point.text, limits.KEY_POINT_CHARACTERS) for point in points]
    near = _nearness(ideas, [span.text for span in spans], lexicon.shipped())
    return {point.id: spans[int(at)] for point, at in zip(points, near.argmax(axis=1), strict=True)}


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
