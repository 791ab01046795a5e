"""Turn a sentence with gaps, as Anki writes it, into the sentence with the gaps open and the hidden words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

GAP = "[…]"
CLOZE = re.compile(
    r"\{\{c\d{1,3}::((?:(?!\{\{|\}\}).){0,5000}?)(?:::((?:(?!\{\{|\}\}|::).){0,500}))?\}\}", re.DOTALL
)
PLAIN_GAP = re.compile(r"\{\{([^{}]{1,500})\}\}()")
"""A gap as RemNote and Mochi write it, without a number."""
DEPTH = 8
"""How many gaps may stand inside each other."""
COLUMNS = ("Hidden words", "Hint")
"""The columns that a table with gaps gets at its end."""


@dataclass(frozen=True, slots=True)
class Gapped:
    """A text with ``[…]`` for each gap, the words that stood there, and the hints on them."""

    text: str
    words: str
    hints: str


def opened(text: str, pattern: re.Pattern[str] = CLOZE) -> Gapped | None:
    """Return a text with its gaps open; None where it has none."""
    if "{{" not in text or not pattern.search(text):
        return None
    words, hints = [], []
    for match in pattern.finditer(text):
        words.append(pattern.sub(lambda inner: inner[1], match[1]))
        hints += [match[2]] if match[2] else []
    gapped = text
    for _ in range(DEPTH):
        gapped, count = pattern.subn(GAP, gapped)
        if not count:
            break
    return Gapped(gapped, ", ".join(dict.fromkeys(words)), ", ".join(dict.fromkeys(hints)))


def answers_in_line(rows: Sequence[tuple[tuple[str, ...], int | None]]) -> list[tuple[str, ...]]:
    """Move the answers of rows without gaps to where those of the others are, as ``with_gaps`` put them.

    Both stand in one table where a file mixes kinds of notes.
    """
    places = {place for _, place in rows if place is not None}
    moved = []
    for fields, place in rows:
        after = min(places) + 1 if places else 0
        if place is None and places and after < len(fields) - 2:
            words, hints = fields[after], ""
            moved.append((*fields[:after], "", *fields[after + 1 : -2], words, hints))
        else:
            moved.append(fields)
    return moved


def with_gaps(fields: Sequence[str], pattern: re.Pattern[str] = CLOZE) -> tuple[tuple[str, ...], int | None]:
    """Open the gaps of the first field that has some, and add the hidden words and the hints at the end.

    Returns the fields, two longer in any case, and the place of the field with gaps, None for no gap.
    """
    for place, text in enumerate(fields):
        gapped = opened(text, pattern)
        if gapped:
            return (*fields[:place], gapped.text, *fields[place + 1 :], gapped.words, gapped.hints), place
    return (*fields, "", ""), None
