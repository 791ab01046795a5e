"""Precision, recall, F1 and agreement, from plain lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """How well yes-or-no answers match the truth."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(said: Sequence[bool], true: Sequence[bool]) -> Score:
    """``said`` against ``true``, item by item."""
    right = sum(a and b for a, b in zip(said, true, strict=True))
    return Score(right / max(1, sum(said)), right / max(1, sum(true)))


def kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Cohen's kappa (1960): agreement beyond what chance alone would give; 1 is perfect."""
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / len(first)
    one, two = Counter(first), Counter(second)
    chance = sum(one[label] * two[label] for label in one) / len(first) ** 2
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def best_threshold(chances: Sequence[float], true: Sequence[bool]) -> float:
    """The bound from which calling it yes gives the best F1."""
    bounds = sorted(set(chances))
    return max(bounds, key=lambda bound: score([chance >= bound for chance in chances], true).f1)
