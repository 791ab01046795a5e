"""The one thing to do next for an interview. Everything else can wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from prepkit.prepare.ask_back import ENOUGH
from prepkit.prepare.interview import Interview, Outcome

RESEARCH_FROM, ASK_FROM, PACK_FROM = 14, 7, 1
"""So many days before the interview each of them becomes worth a place on top."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do, why, and the part of the page where it is done; ``practise`` starts today's cards."""

    title: str
    why: str
    part: str
    practise: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What is done so far: cards left today and the minutes they take, sources looked at, of how many."""

    cards: int
    minutes: int
    researched: int
    sources: int


def next_step(interview: Interview, standing: Standing, today: date) -> NextStep | None:
    """What comes first, or None when all is done for today."""
    if interview.day is not None and interview.day < today:
        return _afterwards(interview)
    if interview.day is None:
        return NextStep("Say when it is", "The plan is made to the day.", "Details")
    left = (interview.day - today).days
    if left == 0:
        return NextStep("Today is the day", "One answer aloud, then the sheet. Nothing new.", "The day")
    steps = (
        (
            left <= PACK_FROM and not interview.done,
            NextStep("Print the sheet and pack", "Tomorrow you will be glad of both.", "The day"),
        ),
        (
            standing.cards > 0,
            NextStep(
                "Practise what is planned for today",
                f"{standing.cards} cards, about {standing.minutes} minutes.",
                "Plan",
                practise=True,
            ),
        ),
        (
            not interview.company,
            NextStep("Say which company it is", "Research and questions collect under its name.", "Details"),
        ),
        (
            left > RESEARCH_FROM and not interview.advert.strip(),
            NextStep("Paste the advertisement", "What it asks for is then practised first.", "Advertisement"),
        ),
        (
            left <= RESEARCH_FROM and bool(interview.company) and standing.researched < standing.sources,
            NextStep(
                "Find out one thing about them",
                f"{standing.researched} of {standing.sources} sources looked at.",
                "Company",
            ),
        ),
        (
            left <= ASK_FROM and len(interview.ask) < ENOUGH,
            NextStep("Choose what you will ask", f"{len(interview.ask)} of {ENOUGH} chosen.", "Ask back"),
        ),
    )
    return next((step for wanted, step in steps if wanted), None)


def _afterwards(interview: Interview) -> NextStep | None:
    if not interview.heard and not interview.surprised:
        return NextStep("Write down what they asked", "While you still know the words.", "Afterwards")
    if not interview.thanks and interview.outcome in (Outcome.OPEN, Outcome.WAITING):
        return NextStep("Thank them", "Within 24 hours, with something particular.", "Afterwards")
    if interview.outcome is Outcome.OPEN:
        return NextStep("Say what came of it", "When you have heard from them.", "Afterwards")
    return None
