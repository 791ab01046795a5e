"""What was learned from advertisements and single lines labelled by hand.

``python -m tests.eval --fit`` fits these regressions and writes ``learned.json``; tests/eval/README.md says
to what.
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
"""Weights are kept as whole hundredths."""

SAYS = "says "
"""What the name of a feature begins with that is a collected phrase, and how much one weighs."""
PHRASE = 1.0

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Regression:
    """A logistic regression for each label, over the same measures: which features a line has, and its
    meaning, where that is asked for at all.

    ``weights`` has a row for each feature and ``meaning`` one for each column of a vector; both have a column
    for each label. ``bounds`` says from which chance a label is given.
    """

    labels: tuple[str, ...]
    features: Mapping[str, int]
    weights: Floats
    meaning: Floats
    constants: Floats
    bounds: Floats

    def chances(self, lines: Sequence[Collection[str]], vectors: Vectors | None = None) -> Floats:
        """How likely each line has each label (a row a line), by its features and its vector."""
        logits = measured(lines, self.features) @ self.weights + self.constants
        if vectors is not None:
            logits = logits + np.asarray(vectors, dtype=np.float64) @ self.meaning
        found: Floats = 1 / (1 + np.exp(-logits))
        return found


def measured(lines: Sequence[Collection[str]], features: Mapping[str, int]) -> Floats:
    """A row for each line with a column for each feature. The features of a line weigh the same, and together
    1, but for the collected phrases, which weigh ``PHRASE`` each: they do not say less in a long line.
    """
    rows = np.zeros((len(lines), len(features)))
    for row, line in zip(rows, lines, strict=True):
        known = [one for one in line if one in features]
        if known:
            row[[features[one] for one in known]] = len(known) ** -0.5
            row[[features[one] for one in known if one.startswith(SAYS)]] = PHRASE
    return rows


@lru_cache(maxsize=1)
def fitted() -> Mapping[str, Regression]:
    """The regressions as they ship, by what they tell apart: parts, competencies, metrics."""
    read = json.loads(FITTED.read_text(encoding="utf-8"))
    return {name: _regression(one) for name, one in read.items()}


def _regression(kept: Mapping[str, Any]) -> Regression:
    weights = kept["weights"]
    labels = tuple(kept["labels"])
    return Regression(
        labels,
        {feature: at for at, feature in enumerate(weights)},
        np.array(list(weights.values())).reshape(-1, len(labels)) / SCALE,
        np.array(kept["meaning"]).reshape(-1, len(labels)) / SCALE,
        np.array(kept["constants"]) / SCALE,
        np.array(kept["bounds"]) / SCALE,
    )
