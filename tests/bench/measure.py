"""Timing two things in turn, so that a busy moment of the machine falls on both."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median, quantiles

Step = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Sample:
    """Measured values, all in ``unit``; ``spread`` is half the distance between the quartiles."""

    unit: str
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def p95(self) -> float:
        return self._quantile(95)

    @property
    def spread(self) -> float:
        return (self._quantile(75) - self._quantile(25)) / 2

    def _quantile(self, percent: int) -> float:
        if len(self.values) < 2:
            return self.values[0]
        return quantiles(self.values, n=100, method="inclusive")[percent - 1]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what PrepKit took against what it is held to.

    ``limits`` are the greatest allowed ratios by statistic ("median", "p95"); empty for a figure that is
    only reported. ``least`` turns a ratio round: the reference must take at least so many times as long.
    """

    name: str
    ours: Sample
    against: str = ""
    reference: Sample | None = None
    limits: Mapping[str, float] = field(default_factory=dict)
    note: str = ""

    def ratio(self, statistic: str) -> float | None:
        """Ours divided by the reference, by median or p95; None without a reference."""
        if self.reference is None:
            return None
        return float(getattr(self.ours, statistic) / getattr(self.reference, statistic))

    @property
    def met(self) -> bool | None:
        """Whether every limit holds; None where there is none."""
        ratios = [(self.ratio(statistic), limit) for statistic, limit in self.limits.items()]
        if not ratios:
            return None
        return all(ratio is not None and ratio <= limit for ratio, limit in ratios)


@dataclass(frozen=True, slots=True)
class Failure:
    """A part of the bench that could not be measured, and why, in a line."""

    part: str
    reason: str


def in_turn(
    ours: Step, reference: Step, rounds: int, unit: str = "ms", warm: int = 3
) -> tuple[Sample, Sample]:
    """Both in turn, A B A B, ``rounds`` times after ``warm`` that do not count. A step returns its value."""
    for _ in range(warm):
        ours()
        reference()
    pairs = [(ours(), reference()) for _ in range(rounds)]
    return Sample(unit, tuple(a for a, _ in pairs)), Sample(unit, tuple(b for _, b in pairs))


def timed(action: Callable[[], object]) -> Step:
    """A step that returns how many milliseconds ``action`` took."""

    def step() -> float:
        began = time.perf_counter()
        action()
        return (time.perf_counter() - began) * 1000

    return step


def sample(step: Step, rounds: int, unit: str = "ms", warm: int = 3) -> Sample:
    """One thing alone, ``rounds`` times."""
    for _ in range(warm):
        step()
    return Sample(unit, tuple(step() for _ in range(rounds)))
