"""Define the lines of a text with their numbers, and part those to keep from those to leave out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

TextLine = tuple[int, str]
"""A line of a text, not stripped, with its number from 1."""
LeftOut = tuple[int, str, str]
"""A line that is not used: its number, its text, and why."""

ENDED = (".", "?", "!", ":", "…", "。", "？", "！", "؟", ";")
ASKING = ("?", "？", "؟")
TORN_WORD = re.compile(r"[^\W\d_]-$")
JOINING_WORDS = re.compile(r"^(?:and|or|und|oder|bzw|y|o|e|et|ou|en|of|och|eller|og|i|lub)\b", re.IGNORECASE)


def parted(lines: Sequence[TextLine], reason: Callable[[str], str]) -> tuple[list[TextLine], list[LeftOut]]:
    """Part the lines into those to keep and those for which there is a reason against."""
    reasons = [(number, line, reason(line) if line.strip() else "") for number, line in lines]
    kept = [(number, line) for number, line, why in reasons if not why]
    return kept, [(number, line, why) for number, line, why in reasons if why]


def paragraphs(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Return the stretches of lines between blank ones."""
    found: list[list[TextLine]] = [[]]
    for number, line in lines:
        if line.strip():
            found[-1].append((number, line))
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def is_asked(line: str) -> bool:
    """Whether a line ends with a question mark of any script."""
    return line.rstrip().endswith(ASKING)


def one_line(lines: Sequence[str]) -> str:
    """Join the lines of one sentence; a word that was parted at the end of a line is whole again."""
    parts: list[str] = []
    for line in lines:
        text = line.strip()
        if parts and TORN_WORD.search(parts[-1]) and text[:1].islower() and not JOINING_WORDS.match(text):
            parts[-1] = parts[-1][:-1]
        elif parts:
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


def whole_lines(stretches: Sequence[tuple[int, Sequence[str]]]) -> list[TextLine]:
    """Return stretches of lines as a line each; one that was not broken stays as it is."""
    return [(number, lines[0] if len(lines) == 1 else one_line(lines)) for number, lines in stretches]
