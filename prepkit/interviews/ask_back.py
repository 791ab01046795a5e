"""Suggest questions for the interviewer, and change the person's list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from prepkit.interviews.appointment import Asking

SUGGESTIONS = (
    "Which numbers does the team look at on a Monday, and which ones do the directors look at?",
    "What was the worst week of the last half year, and what did you do?",
    "Is this a new role, or is somebody leaving it? What would you like to be different this time?",
    "Think of the two best people in this job. What do they do that the others don't?",
    "If you say in a year that this hire went better than you had hoped, what will have happened?",
    "How do people here tell each other that something went wrong?",
    "What can somebody in this job decide without asking, and when did that list last get longer?",
    "What do your customers write about most, and who outside the team hears of it?",
    "How far ahead are shifts published, and how often did they change last month?",
    "What does the first week look like, and when does a new starter take the first call alone?",
    "Which part of the work are you about to automate, and what will the people do who do it now?",
    "What are the next steps, and when can I expect to hear back?",
)
"""Questions that open a conversation and that the company's website does not answer."""
ENOUGH = 5
"""How many questions to prepare, of which two or three are asked."""
MOST = 50


def added(ask: Sequence[Asking], text: str) -> tuple[Asking, ...]:
    """Add a question at the end of the list, unless it is blank, a repeat or one too many."""
    text = " ".join(text.split())[:300]
    if not text or len(ask) >= MOST or any(asking.text == text for asking in ask):
        return tuple(ask)
    return (*ask, Asking(text))


def reworded(ask: Sequence[Asking], at: int, text: str) -> tuple[Asking, ...]:
    """Reword one question; blank text removes it."""
    text = " ".join(text.split())[:300]
    changed = (replace(ask[at], text=text),) if text else ()
    return (*ask[:at], *changed, *ask[at + 1 :])


def moved_up(ask: Sequence[Asking], at: int) -> tuple[Asking, ...]:
    """Move one question before the one above it."""
    if not 0 < at < len(ask):
        return tuple(ask)
    return (*ask[: at - 1], ask[at], ask[at - 1], *ask[at + 1 :])
