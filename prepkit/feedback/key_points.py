"""Find which key points an answer covers, and the sentence that covers each.

Each key point is compared with every sentence, and every two in a row, by shared stems (weighted by inverse
document frequency), by the angle between their vectors, and by what they are about (``aspects``). A logistic
regression, fitted to answers labelled by hand (see ``make eval``), gives the chance that a listener would
tick it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from prepkit import limits
from prepkit.feedback import aspects, meaning
from prepkit.feedback.lexicon import Weights, stems
from prepkit.feedback.reading import Reading, read
from prepkit.feedback.text import Span, sentences
from prepkit.model import KeyPoint

FITTED = Path(__file__).with_name("key_points.json")


class Coverage(StrEnum):
    """Whether a key point is in an answer; partly: only half of it, or not certainly."""

    COVERED = "covered"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class KeyPointMatch:
    """One key point, its coverage, the words that cover it (none if missing), and the chance of coverage."""

    point: KeyPoint
    coverage: Coverage
    quotes: tuple[Span, ...]
    chance: float


MEASURES = (
    "best_three",
    "best",
    "above_rest",
    "above_points",
    "stems",
    "stems_anywhere",
    "words",
    "words_anywhere",
    "length",
    "aspect",
    "aspect_often",
    "aspect_best",
    "aspect_best_three",
    "aspects_asked",
    "hypothetical",
    "own_actions",
    "figures",
    "sentences",
)
"""The measures of an answer and a key point, in the order of ``measure``'s columns."""


@dataclass(frozen=True, slots=True)
class KeyPointModel:
    """The regression: a weight for each measure, and a constant.

    ``covered`` and ``partly`` are the chances from which a point counts as covered, or partly covered.
    """

    weights: NDArray[np.float64]
    constant: float
    covered: float
    partly: float
    lexicon: Weights


def find(text: str, points: Sequence[KeyPoint]) -> tuple[KeyPointMatch, ...]:
    """Match each key point against an answer, in their order."""
    return find_in(read(text), points)


def find_in(reading: Reading, points: Sequence[KeyPoint]) -> tuple[KeyPointMatch, ...]:
    """Match each key point against an answer already read; those beyond the cap count as missing."""
    pieces = _passages(reading.text, [sentence.span for sentence in reading.sentences])
    points, beyond = points[: limits.KEY_POINTS], points[limits.KEY_POINTS :]
    if not points or not pieces:
        return tuple(KeyPointMatch(point, Coverage.MISSING, (), 0.0) for point in (*points, *beyond))
    model = fitted()
    ideas = [limits.opening(point.text, limits.KEY_POINT_CHARACTERS) for point in points]
    measures, near = measure(pieces, ideas, model.lexicon)
    chances = 1 / (1 + np.exp(-(measures @ model.weights + model.constant)))
    matches = (
        _match(point, float(chance), nearness, pieces, model)
        for point, chance, nearness in zip(points, chances, near, strict=True)
    )
    return (*matches, *(KeyPointMatch(point, Coverage.MISSING, (), 0.0) for point in beyond))


def _match(
    point: KeyPoint, chance: float, near: NDArray[np.float64], passages: Sequence[Span], model: KeyPointModel
) -> KeyPointMatch:
    if chance < model.partly:
        return KeyPointMatch(point, Coverage.MISSING, (), chance)
    coverage = Coverage.COVERED if chance >= model.covered else Coverage.PARTLY
    return KeyPointMatch(point, coverage, (passages[int(np.argmax(near))],), chance)


@lru_cache(maxsize=1)
def fitted() -> KeyPointModel:
    """Load the shipped regression."""
    stored = json.loads(FITTED.read_text(encoding="utf-8"))
    return KeyPointModel(
        np.array([stored["weights"][name] for name in MEASURES]),
        stored["constant"],
        stored["covered"],
        stored["partly"],
        Weights(stored["lexicon"]["texts"], stored["lexicon"]["seen"]),
    )


def measure(
    passages: Sequence[Span], points: Sequence[str], lexicon: Weights
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a row of ``MEASURES`` for each point, and its nearness to each passage (a column for each)."""
    passage_stems = [stems(passage.text) for passage in passages]
    point_stems = [list(dict.fromkeys(stems(point))) for point in points]
    angles = np.asarray(
        meaning.embed(list(points)) @ meaning.embed([passage.text for passage in passages]).T, dtype=float
    )
    everything = {stem for passage in passage_stems for stem in passage}
    shared = np.array(
        [[lexicon.share(point, set(passage)) for passage in passage_stems] for point in point_stems]
    )
    soft, soft_anywhere = _word_by_word(point_stems, passage_stems, lexicon)
    near = angles + shared + soft
    best = angles.max(axis=1)
    rows = np.column_stack(
        (
            _best_three(angles),
            best,
            best - angles.mean(axis=1),
            best - best.mean(),
            shared.max(axis=1),
            [lexicon.share(point, everything) for point in point_stems],
            soft.max(axis=1),
            soft_anywhere,
            np.full(len(points), np.log(max(1, sum(map(len, passage_stems))) / 100)),
            _aspects(passages, points, angles),
        )
    )
    return rows, near


def _aspects(
    passages: Sequence[Span], points: Sequence[str], angles: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Measure whether, how often and how near to a point the answer mentions its aspects, and its manner."""
    # The passages are the n sentences followed by the n - 1 pairs of them.
    single = [passage.text for passage in passages[: (len(passages) + 1) // 2]]
    point_aspects = aspects.of_points(points)
    counts = np.maximum(1, point_aspects.sum(axis=1))
    met = point_aspects @ aspects.of_texts([passage.text for passage in passages]).T / counts[:, None]
    often = point_aspects @ aspects.of_texts(single).mean(axis=0) / counts
    nearness = (angles - angles.mean(axis=1, keepdims=True)) / (angles.std(axis=1, keepdims=True) + 1e-6)
    same = np.tile((*aspects.manner(single), len(single)), (len(points), 1))
    return np.column_stack(
        (
            met.max(axis=1),
            often,
            (nearness * met).max(axis=1),
            _best_three(nearness * met),
            point_aspects.sum(axis=1),
            same,
        )
    )


def _best_three(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    three: NDArray[np.float64] = np.sort(rows, axis=1)[:, -3:].mean(axis=1)
    return three


def _word_by_word(
    points: Sequence[Sequence[str]], passages: Sequence[Sequence[str]], lexicon: Weights
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Average, over the words of each point, the nearness of the nearest word of each passage, and of all.

    Points and passages are lists of stems.
    """
    answer_stems = list(dict.fromkeys(stem for passage in passages for stem in passage))
    point_stems = list(dict.fromkeys(stem for point in points for stem in point))
    if not answer_stems or not point_stems:
        return np.zeros((len(points), len(passages))), np.zeros(len(points))
    angles = np.clip(meaning.embed(point_stems) @ meaning.embed(answer_stems).T, 0, 1)
    place = {stem: at for at, stem in enumerate(answer_stems)}
    row = {stem: at for at, stem in enumerate(point_stems)}
    soft = np.zeros((len(points), len(passages)))
    anywhere = np.zeros(len(points))
    for n, point in enumerate(points):
        weights = np.array([lexicon.of_stem(stem) for stem in point])
        if not len(weights):
            continue
        rows = angles[[row[stem] for stem in point]]
        anywhere[n] = rows.max(axis=1) @ weights / weights.sum()
        for m, passage in enumerate(passages):
            columns = [place[stem] for stem in passage]
            if columns:
                soft[n, m] = rows[:, columns].max(axis=1) @ weights / weights.sum()
    return soft, anywhere


def passages(text: str) -> list[Span]:
    """List the passages of an answer that key points are compared with: sentences, and pairs in a row."""
    return _passages(text, sentences(text))


def _passages(text: str, spans: Sequence[Span]) -> list[Span]:
    pairs = [
        Span(first.start, second.end, text[first.start : second.end]) for first, second in pairwise(spans)
    ]
    return [*spans, *pairs]
