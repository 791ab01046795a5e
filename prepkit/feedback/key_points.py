"""Which key points an answer covers, and the sentence that does.

Each key point is held against every sentence, and against every two in a row, in two ways: shared stems
weighted by how much they say, and the angle between their meanings; besides, whether the answer speaks of
what the point is about (``aspects``). A logistic regression, fitted to answers labelled by hand (see
``make eval``), gives the chance that a listener would tick it.
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
    """Whether a key point is in an answer. Partly: half of it is, or one cannot be sure."""

    COVERED = "covered"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Found:
    """One key point, whether it is there, and the words that say it (none where it is missing)."""

    point: KeyPoint
    coverage: Coverage
    quotes: tuple[Span, ...]
    chance: float

    @property
    def is_there(self) -> bool:
        """Whether a listener would tick it."""
        return self.coverage is Coverage.COVERED


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
"""What is measured of an answer and a key point, in the order of ``measure``'s columns."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The regression: a weight for each measure and a constant; the chance from which a point is taken for
    covered, and the lower one from which it may be.
    """

    weights: NDArray[np.float64]
    constant: float
    covered: float
    partly: float
    lexicon: Weights


def find(text: str, points: Sequence[KeyPoint]) -> tuple[Found, ...]:
    """Each key point with whether the answer covers it, in their order."""
    return find_in(read(text), points)


def find_in(reading: Reading, points: Sequence[KeyPoint]) -> tuple[Found, ...]:
    """Each key point with whether an answer that was read covers it; those beyond the cap are missing."""
    pieces = _passages(reading.text, [sentence.span for sentence in reading.sentences])
    points, beyond = points[: limits.KEY_POINTS], points[limits.KEY_POINTS :]
    if not points or not pieces:
        return tuple(Found(point, Coverage.MISSING, (), 0.0) for point in (*points, *beyond))
    model = fitted()
    ideas = [limits.opening(point.text, limits.KEY_POINT_CHARACTERS) for point in points]
    measures, near = measure(pieces, ideas, model.lexicon)
    chances = 1 / (1 + np.exp(-(measures @ model.weights + model.constant)))
    looked_for = (
        _found(point, float(chance), nearness, pieces, model)
        for point, chance, nearness in zip(points, chances, near, strict=True)
    )
    return (*looked_for, *(Found(point, Coverage.MISSING, (), 0.0) for point in beyond))


def _found(
    point: KeyPoint, chance: float, near: NDArray[np.float64], passages: Sequence[Span], model: Fitted
) -> Found:
    if chance < model.partly:
        return Found(point, Coverage.MISSING, (), chance)
    coverage = Coverage.COVERED if chance >= model.covered else Coverage.PARTLY
    return Found(point, coverage, (passages[int(np.argmax(near))],), chance)


@lru_cache(maxsize=1)
def fitted() -> Fitted:
    """The regression as it ships."""
    read = json.loads(FITTED.read_text(encoding="utf-8"))
    return Fitted(
        np.array([read["weights"][name] for name in MEASURES]),
        read["constant"],
        read["covered"],
        read["partly"],
        Weights(read["lexicon"]["texts"], read["lexicon"]["seen"]),
    )


def measure(
    passages: Sequence[Span], points: Sequence[str], lexicon: Weights
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A row of ``MEASURES`` for each point, and how near each passage is to it (a column for each)."""
    said = [stems(passage.text) for passage in passages]
    wanted = [list(dict.fromkeys(stems(point))) for point in points]
    angles = np.asarray(
        meaning.embed(list(points)) @ meaning.embed([passage.text for passage in passages]).T, dtype=float
    )
    everything = {stem for passage in said for stem in passage}
    shared = np.array([[lexicon.share(point, set(passage)) for passage in said] for point in wanted])
    soft, soft_anywhere = _word_by_word(wanted, said, lexicon)
    near = angles + shared + soft
    best = angles.max(axis=1)
    rows = np.column_stack(
        (
            _best_three(angles),
            best,
            best - angles.mean(axis=1),
            best - best.mean(),
            shared.max(axis=1),
            [lexicon.share(point, everything) for point in wanted],
            soft.max(axis=1),
            soft_anywhere,
            np.full(len(points), np.log(max(1, sum(map(len, said))) / 100)),
            _aspects(passages, points, angles),
        )
    )
    return rows, near


def _aspects(
    passages: Sequence[Span], points: Sequence[str], angles: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Whether, how often and how near to a point the answer speaks of what the point is about; its manner."""
    # The sentences come first, then the pairs of them, one less.
    single = [passage.text for passage in passages[: (len(passages) + 1) // 2]]
    asked = aspects.asked(points)
    of = np.maximum(1, asked.sum(axis=1))
    met = asked @ aspects.heard([passage.text for passage in passages]).T / of[:, None]
    often = asked @ aspects.heard(single).mean(axis=0) / of
    nearness = (angles - angles.mean(axis=1, keepdims=True)) / (angles.std(axis=1, keepdims=True) + 1e-6)
    same = np.tile((*aspects.manner(single), len(single)), (len(points), 1))
    return np.column_stack(
        (
            met.max(axis=1),
            often,
            (nearness * met).max(axis=1),
            _best_three(nearness * met),
            asked.sum(axis=1),
            same,
        )
    )


def _best_three(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    three: NDArray[np.float64] = np.sort(rows, axis=1)[:, -3:].mean(axis=1)
    return three


def _word_by_word(
    wanted: Sequence[Sequence[str]], said: Sequence[Sequence[str]], lexicon: Weights
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How well each word of a point is met by the nearest word of each passage, and of all of them."""
    known = list(dict.fromkeys(stem for passage in said for stem in passage))
    asked = list(dict.fromkeys(stem for point in wanted for stem in point))
    if not known or not asked:
        return np.zeros((len(wanted), len(said))), np.zeros(len(wanted))
    angles = np.clip(meaning.embed(asked) @ meaning.embed(known).T, 0, 1)
    place = {stem: at for at, stem in enumerate(known)}
    row = {stem: at for at, stem in enumerate(asked)}
    soft = np.zeros((len(wanted), len(said)))
    anywhere = np.zeros(len(wanted))
    for n, point in enumerate(wanted):
        weights = np.array([lexicon.of_stem(stem) for stem in point])
        if not len(weights):
            continue
        rows = angles[[row[stem] for stem in point]]
        anywhere[n] = rows.max(axis=1) @ weights / weights.sum()
        for m, passage in enumerate(said):
            columns = [place[stem] for stem in passage]
            if columns:
                soft[n, m] = rows[:, columns].max(axis=1) @ weights / weights.sum()
    return soft, anywhere


def passages(text: str) -> list[Span]:
    """The pieces of an answer that may hold an idea: every sentence, and every two in a row."""
    return _passages(text, sentences(text))


def _passages(text: str, said: Sequence[Span]) -> list[Span]:
    pairs = [
        Span(first.start, second.end, text[first.start : second.end]) for first, second in pairwise(said)
    ]
    return [*said, *pairs]
