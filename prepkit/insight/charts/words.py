"""Small pieces of text that several figures need."""

from __future__ import annotations

from datetime import date
from textwrap import wrap

LABEL_WIDTH = 26


def day_name(day: str) -> str:
    """``2026-11-03`` -> ``3 November``."""
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B}"


def counted(n: int, noun: str) -> str:
    """``1 question``, ``1,204 questions``."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def in_lines(text: str) -> str:
    """A label broken into short lines, for an axis that splits at line ends."""
    return "\n".join(wrap(text, LABEL_WIDTH))
