"""Small pieces of text: when a card comes back, how many there are, how long it takes."""

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
# Streamlit makes arrows, dashes and icons of these even where each character is escaped; a joiner isn't seen.
_REPLACED = re.compile(r"(?<=[-<>~])(?=[-=>])|(?<=:)(?=material/|streamlit:)")
# Hebrew to Arabic Extended-A, their presentation forms, and the historic scripts beyond the first plane.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def plural(n: int, noun: str, many: str | None = None) -> str:
    """``1 card``, ``3 cards``."""
    return f"{n:,} {noun if n == 1 else many or noun + 's'}"


def until(due: int, clock: Clock) -> str:
    """How long until a moment, as said on a button: ``10 min``, ``2 days``, ``3 months``."""
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
    """Which day a moment falls on, as people say it: ``today``, ``tomorrow``, ``on 4 May``."""
    day = local_day(due, clock.tz)
    ahead = (day - clock.day).days
    if ahead <= 0:
        return "today"
    if ahead == 1:
        return "tomorrow"
    return f"on {short_date(day, clock.day)}"


def short_date(day: date, today: date) -> str:
    """``4 May``, with the year when it is another one."""
    text = f"{day.day} {day:%b}"
    return text if day.year == today.year else f"{text} {day.year}"


def percent(share: float) -> str:
    """A share from 0 to 1 as ``73%``."""
    return f"{round(share * 100)}%"


def escape(text: str) -> str:
    """Text from a table or a person, made safe for markdown: shown as it was written.

    What is written from right to left keeps to itself, since Streamlit lays out every text from the left.
    """
    text = _REPLACED.sub(JOINER, text)
    for character in "\\`*_{}[]()#+-.!|~>$:<&":
        text = text.replace(character, "\\" + character)
    return "\n".join(map(_isolated, text.split("\n"))) if _RIGHT_TO_LEFT.search(text) else text


def is_right_to_left(text: str) -> bool:
    """Whether a text begins in a script that is written from right to left."""
    first = next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return first != "L"


def _isolated(line: str) -> str:
    return f"{ISOLATE}{line}{END_OF_ISOLATE}" if _RIGHT_TO_LEFT.search(line) else line


def sentence(text: str) -> str:
    """The text with its first letter a capital, the rest as it is: abbreviations stay."""
    return text[:1].upper() + text[1:]


def prose(text: str) -> str:
    """Markdown from a table, as it was written: no formulas between dollar signs, nothing fetched."""
    for sign in ("$", "<", "!["):
        text = text.replace(sign, "\\" + sign)
    return text


def option(label: str) -> str:
    """A label for a segment, pill or tab.

    Streamlit writes the chosen one in the primary colour, which cannot be both dark enough
    under the white text of a button and light enough on a dark page. Gray reads well on both.
    """
    return f":gray[{label}]"


def paragraphs(text: str) -> str:
    """A text that somebody wrote as paragraphs of Markdown, one for each of its lines."""
    return "\n\n".join(escape(part.strip()) for part in text.split("\n") if part.strip())
