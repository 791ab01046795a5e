"""Load and apply the regressions fitted to advertisements and single lines labelled by hand.

``python -m tests.eval --fit`` fits them and writes ``learned.json``; tests/eval/README.md describes the data.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prepkit.feedback.meaning import Vectors

FITTED = Path(__file__).with_name("learned.json")
SCALE = 100
"""learned.json holds weights as whole hundredths, to keep the file small."""

SAYS = "says "
"""The prefix of features that are collected phrases; ``PHRASE`` is the value of one."""
PHRASE = 1.0

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Regression:
    """One logistic regression per label, over the features of a line and, optionally, its meaning vector.

    ``weights`` has a row for each feature and ``meaning`` one for each column of a vector; both have a column
    for each label. ``bounds`` holds the chance from which each label is given.
    """

    labels: tuple[str, ...]
    features: Mapping[str, int]
    weights: Floats
    meaning: Floats
    constants: Floats
    bounds: Floats

    def chances(self, lines: Sequence[Collection[str]], vectors: Vectors | None = None) -> Floats:
        """Return the chance of each label (column) for each line (row), from its features and its vector."""
        logits = feature_matrix(lines, self.features) @ self.weights + self.constants
        if vectors is not None:
            logits = logits + np.asarray(vectors, dtype=np.float64) @ self.meaning
        chances: Floats = 1 / (1 + np.exp(-logits))
        return chances


def feature_matrix(lines: Sequence[Collection[str]], features: Mapping[str, int]) -> Floats:
    """Build the matrix with a row for each line and a column for each feature.

    All features of a line have the same value and the row has length 1, except that a collected phrase has
    the value ``PHRASE``, so that it counts as much in a long line as in a short one.
    """
    rows = np.zeros((len(lines), len(features)))
    for row, line in zip(rows, lines, strict=True):
        known = [feature for feature in line if feature in features]
        if known:
            row[[features[feature] for feature in known]] = len(known) ** -0.5
            row[[features[feature] for feature in known if feature.startswith(SAYS)]] = PHRASE
    return rows


@lru_cache(maxsize=1)
def fitted() -> Mapping[str, Regression]:
    """Load the shipped regressions, keyed ``parts``, ``competencies`` and ``metrics``."""
    stored = json.loads(FITTED.read_text(encoding="utf-8"))
    return {name: _regression(values) for name, values in stored.items()}


def _regression(values: Mapping[str, Any]) -> Regression:
    weights = values["weights"]
    labels = tuple(values["labels"])
    return Regression(
        labels,
        {feature: at for at, feature in enumerate(weights)},
        np.array(list(weights.values())).reshape(-1, len(labels)) / SCALE,
        np.array(values["meaning"]).reshape(-1, len(labels)) / SCALE,
        np.array(values["constants"]) / SCALE,
        np.array(values["bounds"]) / SCALE,
    )
