"""Write moments, counts, shares and lengths of time as people say them, and make text safe for Markdown."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import bidirectional

from prepkit.model import Clock
from prepkit.practice.clock import MICROS_A_DAY, local_day

MICROS_A_MINUTE = 60_000_000
MICROS_AN_HOUR = 60 * MICROS_A_MINUTE
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
JOINER = "\u2060"
# Streamlit turns these into arrows, dashes and icons even where each character is escaped; a joiner between
# the characters is invisible and prevents it.
_REPLACED = re.compile(r"(?<=[-<>~])(?=[-=>])|(?<=:)(?=material/|streamlit:)")
_ADDRESS = re.compile(r"(https?://[^\s`]*[^\s`.,;:!?])")
# Hebrew to Arabic Extended-A, their presentation forms, and the historic scripts beyond the first plane.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def plural(n: int, noun: str, many: str | None = None) -> str:
    """Return a count with its noun: ``1 card``, ``3 cards``. ``many`` is an irregular plural."""
    return f"{n:,} {noun if n == 1 else many or noun + 's'}"


def until(due: int, clock: Clock) -> str:
    """Return how long it is until ``due``, a time in microseconds: ``10 min``, ``2 days``, ``3 months``."""
    wait = due - clock.now
    if wait < MICROS_AN_HOUR:
        return f"{max(1, round(wait / MICROS_A_MINUTE))} min"
    if wait < MICROS_A_DAY * 0.9:
        return f"{round(wait / MICROS_AN_HOUR)} h"
    days = round(wait / MICROS_A_DAY)
    if days < 45:
        return plural(days, "day")
    return plural(round(days / 30.4), "month")


def on_day(due: int, clock: Clock) -> str:
    """Return the day of ``due``, a time in microseconds: ``today``, ``tomorrow``, ``on 4 May``."""
    day = local_day(due, clock.tz)
    days_ahead = (day - clock.day).days
    if days_ahead <= 0:
        return "today"
    if days_ahead == 1:
        return "tomorrow"
    return f"on {short_date(day, clock.day)}"


def short_date(day: date, today: date) -> str:
    """Return ``4 May``, with the year where it is not this year."""
    text = f"{day.day} {day:%b}"
    return text if day.year == today.year else f"{text} {day.year}"


def long_date(day: str) -> str:
    """Return a day that is stored as ``2026-05-04`` as ``4 May 2026``, and any other text as it is."""
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{parsed.day} {parsed:%B %Y}"


def percent(share: float) -> str:
    """Return a share from 0 to 1 as ``73%``."""
    return f"{round(share * 100)}%"


def escape(text: str) -> str:
    """Return text from a table or a person with Markdown's characters escaped, to be shown as it was written.

    A line with right-to-left script is isolated, because Streamlit lays out every text from the left.
    """
    text = _REPLACED.sub(JOINER, text)
    for character in "\\`*_{}[]()#+-.!|~>$:<&":
        text = text.replace(character, "\\" + character)
    return "\n".join(map(_isolated, text.split("\n"))) if _RIGHT_TO_LEFT.search(text) else text


def with_addresses(text: str) -> str:
    """Escape a text that may hold addresses. They stand as code: Markdown makes links of all others."""
    parts = _ADDRESS.split(text)
    return "".join(f"`` {part} ``" if at % 2 else escape(part) for at, part in enumerate(parts))


def is_right_to_left(text: str) -> bool:
    """Return whether a text begins in a script that is written from right to left."""
    first_direction = next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return first_direction != "L"


def _isolated(line: str) -> str:
    return f"{ISOLATE}{line}{END_OF_ISOLATE}" if _RIGHT_TO_LEFT.search(line) else line


def sentence(text: str) -> str:
    """Return the text with a capital first letter and the rest unchanged, so that abbreviations stay."""
    return text[:1].upper() + text[1:]


def prose(text: str) -> str:
    """Return Markdown from a table without formulas, HTML and images, so that nothing is fetched."""
    for sign in ("$", "<", "!["):
        text = text.replace(sign, "\\" + sign)
    return text


def option(label: str) -> str:
    """Return a label for a segment, pill or tab, in gray.

    Streamlit writes the chosen one in the primary colour, which cannot be both dark enough
    under the white text of a button and light enough on a dark page. Gray is readable on both.
    """
    return f":gray[{label}]"


def paragraphs(text: str) -> str:
    """Return a text that somebody wrote as Markdown, one paragraph for each of its lines."""
    return "\n\n".join(escape(line.strip()) for line in text.split("\n") if line.strip())
