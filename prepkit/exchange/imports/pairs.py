"""Find what stands between a term and its meaning, and put lines between such pairs where they belong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prepkit.exchange.imports.text_lines import ENDED, TextLine, whole_lines

BULLET = re.compile(r"^\s*(?:\d{1,4}[.)](?=\s)|[-*+•–▪◦‣](?=\s)|\(\d{1,4}\)|\[[ xX]?\])\s*(?:\[[ xX]?\]\s+)?")
PAIRS: dict[str, re.Pattern[str]] = {
    " :: ": re.compile(r"\s{0,9}(?:::|>>|==|;;)\s{0,9}"),
    " - ": re.compile(r"\s{1,9}(?:[-–—=→]|->)\s{1,9}"),
    ": ": re.compile(r":\s+"),
}
"""What stands between a term and its meaning on one line, by what to call it."""
MOST_LINES_WITH_PAIRS = 0.8
LONGEST_TERM = 12
"""The most words of a term that a colon follows; a longer one is a sentence with a colon in it."""
LONGEST_HEADING = 6
"""The most words of a line that heads a part of a list of pairs."""
FEWEST = 3


def pair_separator(written: Sequence[str]) -> re.Pattern[str] | None:
    """Return what separates term and meaning on most lines, None where most have neither."""
    bare = [BULLET.sub("", line) for line in written]
    for name, pattern in PAIRS.items():
        fits = [bool(pair(line, pattern, short=name == ": ")) for line in bare]
        if bare and sum(fits) >= len(bare) * MOST_LINES_WITH_PAIRS:
            return pattern
    return None


def pair(line: str, pattern: re.Pattern[str], *, short: bool) -> tuple[str, str] | None:
    """Return the term and the meaning of a line; None where it does not have both."""
    parts = pattern.split(line, maxsplit=1)
    if len(parts) < 2 or not all(part.strip() for part in parts):
        return None
    if short and len(parts[0].split()) > LONGEST_TERM:
        return None
    return parts[0].strip(), parts[1].strip()


def with_pairs_whole(lines: Sequence[TextLine]) -> list[TextLine]:
    """Join the lines of a meaning, and mark the headings, in a text that otherwise is one of pairs.

    Any other text comes back as it is.
    """
    for name, pattern in PAIRS.items():
        told = [(number, line, _is_pair(line, pattern, short=name == ": ")) for number, line in lines]
        pairs = sum(is_pair for _, _, is_pair in told)
        written = sum(bool(line.strip()) for _, line in lines)
        if FEWEST <= pairs < written:
            found, headings = _whole(told)
            left = sum(bool(line.strip()) for _, line in found) - headings
            if headings <= pairs / 2 and pairs >= left * MOST_LINES_WITH_PAIRS:
                return found
    return list(lines)


def _is_pair(line: str, pattern: re.Pattern[str], *, short: bool) -> bool:
    return bool(pair(BULLET.sub("", line.strip()), pattern, short=short))


def _whole(told: Sequence[tuple[int, str, bool]]) -> tuple[list[TextLine], int]:
    """Return the lines with those of one meaning joined, and how many were marked as headings."""
    found: list[tuple[int, list[str]]] = []
    headings = 0
    above = ""
    for (number, line, is_pair), leads_up in zip(told, _lead_up(told), strict=True):
        text = line.strip()
        if above and text[:1].islower() and not is_pair and not above.endswith(ENDED):
            found[-1][1].append(text)
        elif text and not is_pair and not above and leads_up and _is_heading(text):
            found.append((number, [text if text.startswith("#") else f"# {text.rstrip(':')}"]))
            headings += 1
        else:
            found.append((number, [line]))
        above = text
    return whole_lines(found), headings


def _lead_up(told: Sequence[tuple[int, str, bool]]) -> list[bool]:
    """Say of each line whether the next one that is not blank is a pair."""
    found: list[bool] = []
    below = False
    for _, line, is_pair in reversed(told):
        found.append(below)
        below = is_pair if line.strip() else below
    return found[::-1]


def _is_heading(text: str) -> bool:
    """Whether a line is short and ends no sentence."""
    return len(text.split()) <= LONGEST_HEADING and not text.rstrip(":").endswith(ENDED)
