"""The one thing to do next for an interview. Everything else can wait."""

from __future__ import annotations

from dataclasses import dataclass

from prepkit.model import Clock
from prepkit.prepare.ask_back import ENOUGH
from prepkit.prepare.checklist import packed
from prepkit.prepare.interview import Interview, Outcome, day_here, is_over

RESEARCH_FROM, ASK_FROM, PACK_FROM = 14, 7, 1
"""So many days before the interview each of them becomes worth a place on top."""
FRESH = 2
"""So many days after it the words are still known, and thanks not yet strange."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do, why, and the part of the page where it is done; ``practise`` starts today's cards."""

    title: str
    why: str
    part: str
    practise: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What is done so far: what today's part of the plan still holds (``3 new, a mock interview``, or
    nothing) and the minutes it takes; sources looked at, of how many.
    """

    planned: str
    minutes: int
    researched: int
    sources: int


def next_step(interview: Interview, standing: Standing, clock: Clock) -> NextStep | None:
    """What comes first, or None when all is done for today."""
    day = day_here(interview, clock)
    if day is None:
        return NextStep("Say when it is", "The plan is made to the day.", "Details")
    left = (day - clock.day).days
    if is_over(interview, clock):
        return _afterwards(interview, -left)
    if left == 0:
        return NextStep("Today is the day", "One answer aloud, then the sheet. Nothing new.", "The day")
    ticked, to_pack = packed(interview)
    steps = (
        (
            left <= PACK_FROM and ticked < to_pack,
            NextStep(
                "Print the sheet and pack",
                f"You will be glad of both. {ticked} of {to_pack} ticked.",
                "The day",
            ),
        ),
        (
            bool(standing.planned),
            NextStep(
                "Practise what is planned for today",
                f"{standing.planned[0].upper()}{standing.planned[1:]}: about {standing.minutes} minutes."
                if standing.planned
                else "",
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


def _thanked(interview: Interview) -> bool:
    """Whether the note is written: a draft still has brackets to fill."""
    return bool(interview.thanks.strip()) and "[" not in interview.thanks


def _afterwards(interview: Interview, days: int) -> NextStep | None:
    fresh = days <= FRESH
    if not interview.heard and not interview.surprised:
        why = "While you still know the words." if fresh else "What you still know makes later plans better."
        return NextStep("Write down what they asked", why, "Afterwards")
    if fresh and not _thanked(interview) and interview.outcome in (Outcome.OPEN, Outcome.WAITING):
        return NextStep("Thank them", "Within 24 hours, with something particular.", "Afterwards")
    if interview.outcome is Outcome.OPEN:
        return NextStep("Say what came of it", "When you have heard from them.", "Afterwards")
    return None
