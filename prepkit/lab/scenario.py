"""Defines a scenario: a made-up table, and what a good answer says about it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pandas as pd

from prepkit.question import KeyPoint


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """A table and a setting that the candidate sees, and the findings shown after the answer.

    ``table`` has a column of names first (weeks, channels, hours, teams) and numbers after it.
    ``findings`` are the facts hidden in the table, with their figures; ``check`` says what to check and
    ``do`` what to do.
    """

    title: str
    setting: str
    table: pd.DataFrame
    findings: tuple[str, ...]
    check: str
    do: str

    @property
    def points(self) -> tuple[KeyPoint, ...]:
        """Return the findings, the check and the action as key points to tick."""
        texts = (*self.findings, f"Would check: {self.check}", f"Would do: {self.do}")
        return tuple(KeyPoint(f"k{n}", text) for n, text in enumerate(texts, start=1))


def near(rng: Random, value: float, share: float = 0.02) -> float:
    """Add noise to a value: at most ``share`` of it, up or down."""
    return value * (1 + rng.uniform(-share, share))


def weeks(count: int) -> list[str]:
    """Return the names of weeks: ``Week 1``, ``Week 2`` and so on."""
    return [f"Week {n}" for n in range(1, count + 1)]
