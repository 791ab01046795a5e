"""Small pieces of text that several figures need."""

from __future__ import annotations

from datetime import date
from textwrap import wrap

LABEL_WIDTH = 26
RECALL_ESTIMATE = (
    "The chance of recalling a question is estimated from how you rated it and how long ago: it falls with "
    "time, and more slowly the better you know it."
)
PROBABLY = (
    "The forecast plays your study plan through a hundred times: memory differs from time to time as it does "
    "between people, and ratings fall by chance. *Probably* is the range (from, to) of eight in ten of these "
    "simulated futures; missed days are not in it."
)


def day_name(day: str) -> str:
    """``2026-11-03`` -> ``3 November``."""
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B}"


def with_range(share: float, low: float, high: float) -> str:
    """A forecast share with its range: ``90%, probably between 83% and 92%``, or ``about 93%``."""
    if f"{low:.0%}" == f"{high:.0%}":
        return f"about {share:.0%}"
    return f"{share:.0%}, probably between {low:.0%} and {high:.0%}"


def counted(n: int, noun: str) -> str:
    """``1 question``, ``1,204 questions``."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def in_lines(text: str) -> str:
    """A label broken into short lines, for an axis that splits at line ends."""
    return "\n".join(wrap(text, LABEL_WIDTH))
