"""Questions that a candidate can ask, and changing the list of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from prepkit.prepare.interview import Asking

SUGGESTIONS = (
    "Which figures does the team look at on a Monday, and which one do the directors look at?",
    "What was the worst week of the last half year, and what did you do?",
    "Is this a new post, or is somebody leaving it? What would you like to be different this time?",
    "Think of the two best people in this job. What do they do that the others don't?",
    "If you say in a year that this went better than you had hoped, what will have happened?",
    "How do people here tell each other that something went wrong?",
    "What can somebody in this job decide without asking, and when did that list last get longer?",
    "What do your customers write about most, and who outside the team hears of it?",
    "How far ahead does one know one's shifts, and how often did they change last month?",
    "What does the first week look like, and when does one take the first call alone?",
    "Which part of the work are you about to automate, and what will the people do who do it now?",
    "What comes next, and by when shall I hear from you?",
)
"""Each opens a conversation; none can be answered by the website."""
ENOUGH = 3
MOST = 50


def added(ask: Sequence[Asking], text: str) -> tuple[Asking, ...]:
    """The list with another question at its end, unless it is there already or says nothing."""
    text = " ".join(text.split())[:300]
    if not text or len(ask) >= MOST or any(one.text == text for one in ask):
        return tuple(ask)
    return (*ask, Asking(text))


def reworded(ask: Sequence[Asking], at: int, text: str) -> tuple[Asking, ...]:
    """The list with one question in other words; empty words take it away."""
    text = " ".join(text.split())[:300]
    changed = (replace(ask[at], text=text),) if text else ()
    return (*ask[:at], *changed, *ask[at + 1 :])


def moved_up(ask: Sequence[Asking], at: int) -> tuple[Asking, ...]:
    """The list with one question before the one above it."""
    if not 0 < at < len(ask):
        return tuple(ask)
    return (*ask[: at - 1], ask[at], ask[at - 1], *ask[at + 1 :])
