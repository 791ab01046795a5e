"""A made-up table, and what a good answer says about it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pandas as pd

from prepkit.model import KeyPoint


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """What the candidate sees, and what they are told afterwards.

    ``table`` has a column of names first (weeks, channels, hours, teams) and numbers after it.
    ``found`` are the findings hidden in the table, with their figures; then what to check and what to do.
    """

    title: str
    setting: str
    table: pd.DataFrame
    found: tuple[str, ...]
    check: str
    do: str

    @property
    def points(self) -> tuple[KeyPoint, ...]:
        """The findings, the check and the action as key points to tick."""
        texts = (*self.found, f"Would check: {self.check}", f"Would do: {self.do}")
        return tuple(KeyPoint(f"k{n}", text) for n, text in enumerate(texts, start=1))


def near(rng: Random, value: float, share: float = 0.02) -> float:
    """A value with a little noise: at most ``share`` of it, either way."""
    return value * (1 + rng.uniform(-share, share))


def weeks(many: int) -> list[str]:
    """``Week 1`` and so on."""
    return [f"Week {n}" for n in range(1, many + 1)]
