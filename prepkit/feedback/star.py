"""Classify which part of a story each sentence tells.

A multinomial logistic regression uses cue words (“I was asked to”, “fell from”), the sentence's meaning and
its place. Then the likeliest sequence of parts is chosen (Viterbi), since a story seldom goes back. It is
fitted to the sample answers of the bank, whose parts are known, and to answers labelled by hand (``make
eval``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from prepkit.feedback import meaning
from prepkit.feedback.cues import CUES
from prepkit.feedback.lexicon import stems

FITTED = Path(__file__).with_name("star.json")
CLASSES = (None, "situation", "task", "action", "result")
"""The part a sentence may tell; None for no part of a story."""
SURE = {"situation": 0.5, "task": 0.5, "action": 0.5, "result": 0.4}
"""The chance from which one sentence is enough for its part; results vary most in wording."""
IMPOSSIBLE = -1e9
"""A logarithm of a chance so low that the class is never chosen."""


@dataclass(frozen=True, slots=True, eq=False)
class StoryPartModel:
    """``weights`` has a row for each class and a column for each feature. ``moves`` holds the logarithm of
    how often each class is followed by each, its first row how often a story begins with it.
    ``least`` is the weight (see ``weight_of_parts``) from which a part counts as told.
    """

    vocabulary: dict[str, int]
    weights: NDArray[np.float64]
    constants: NDArray[np.float64]
    moves: NDArray[np.float64]
    least: float


def confident_parts(chances: NDArray[np.float64], moves: NDArray[np.float64]) -> frozenset[str]:
    """Return the parts that a sentence on the likeliest path tells with at least the chance of ``SURE``."""
    path = zip(likeliest(chances, moves), np.exp(chances), strict=True)
    path_chances = ((CLASSES[at], float(row[at])) for at, row in path)
    return frozenset(part for part, chance in path_chances if part is not None and chance >= SURE[part])


def weight_of_parts(chances: NDArray[np.float64]) -> dict[str, float]:
    """Return the expected number of sentences of each part (the sum of their chances)."""
    sums = np.exp(chances).sum(axis=0)
    return {part: float(sums[at]) for at, part in enumerate(CLASSES) if part is not None}


def parts_of(sentences: Sequence[str]) -> list[str | None]:
    """Return the part that each sentence tells, None for those that tell none.

    A part counts if one sentence tells it with the chance of ``SURE``, or several together reach ``least``;
    the sentences of a part that does not count are classified again without it.
    """
    if not sentences:
        return []
    model = fitted()
    chances = log_chances(_scores(sentences, model))
    sure, weights = confident_parts(chances, model.moves), weight_of_parts(chances)
    for at, part in enumerate(CLASSES):
        if part is not None and part not in sure and weights[part] < model.least:
            chances[:, at] = IMPOSSIBLE
    return [CLASSES[at] for at in likeliest(chances, model.moves)]


@lru_cache(maxsize=1)
def fitted() -> StoryPartModel:
    """Load the shipped regression."""
    stored = json.loads(FITTED.read_text(encoding="utf-8"))
    return StoryPartModel(
        {stem: at for at, stem in enumerate(stored["vocabulary"])},
        np.array(stored["weights"]),
        np.array(stored["constants"]),
        np.array(stored["moves"]),
        stored["least"],
    )


def _scores(sentences: Sequence[str], model: StoryPartModel) -> NDArray[np.float64]:
    scores: NDArray[np.float64] = features(sentences, model.vocabulary) @ model.weights.T + model.constants
    return scores


def features(sentences: Sequence[str], vocabulary: dict[str, int]) -> NDArray[np.float64]:
    """Return a row for each sentence of an answer: cues in it and its neighbours, place, stems, meaning."""
    cues = np.array([[bool(cue.search(text)) for cue in CUES.values()] for text in sentences], dtype=float)
    nothing = np.zeros((1, cues.shape[1]))
    before, after = np.vstack((nothing, cues[:-1])), np.vstack((cues[1:], nothing))
    place = np.array([_place(at, len(sentences)) for at in range(len(sentences))])
    known = np.zeros((len(sentences), len(vocabulary)))
    for row, text in enumerate(sentences):
        for stem in stems(text):
            if stem in vocabulary:
                known[row, vocabulary[stem]] = 1.0
    return np.hstack((cues, before, after, place, known, 2 * meaning.embed(list(sentences))))


def log_chances(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logarithms of the softmax of scores, row by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    chances: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return chances


def likeliest(chances: NDArray[np.float64], moves: NDArray[np.float64]) -> list[int]:
    """Return the likeliest sequence of classes, as indices into ``CLASSES`` (Viterbi 1967)."""
    best = chances[0] + moves[0]
    previous: list[NDArray[np.int64]] = []
    for row in chances[1:]:
        reached = best[:, None] + moves[1:]
        previous.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + row
    path = [int(best.argmax())]
    for back in reversed(previous):
        path.append(int(back[path[-1]]))
    return path[::-1]


def _place(at: int, count: int) -> tuple[float, ...]:
    share = at / max(1, count - 1)
    return share, share**2, float(at == 0), float(at == count - 1), float(at < 2), min(count, 30) / 30
