"""Choose the one thing to do next for an interview."""

from __future__ import annotations

from dataclasses import dataclass

from prepkit.interviews.appointment import Interview, InterviewOutcome, day_here, has_begun, is_over
from prepkit.interviews.ask_back import ENOUGH
from prepkit.interviews.checklist import count_packed, count_ready
from prepkit.interviews.parts import InterviewPart
from prepkit.model import Clock

RESEARCH_FROM, ASK_FROM, PACK_FROM = 14, 7, 1
"""Days before the interview from which each of these steps may be suggested."""
CHECKLIST, ASKED, THANKS, OUTCOME = "checklist", "asked", "thanks", "outcome"
"""Places on a part that a step may lead to."""
FRESH = 2
"""Days after the interview in which notes are still exact and a thank-you note is still in time."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do, why, and on which part of the page.

    ``button`` says what pressing it does; ``practise``: the step starts today's cards. ``place`` is what on
    that part it is about, empty for its beginning.
    """

    title: str
    why: str
    part: InterviewPart
    button: str
    practise: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class PreparationState:
    """How far the preparation is.

    ``planned`` is what the plan still holds for today (``3 new, a mock interview``, or empty), ``minutes``
    how long that takes; ``researched`` of ``sources`` were looked at.
    """

    planned: str
    minutes: int
    researched: int
    sources: int


def next_step(interview: Interview, standing: PreparationState, clock: Clock) -> NextStep | None:
    """Return the first step that applies, or None when all is done for today."""
    day = day_here(interview, clock)
    if has_begun(interview) or is_over(interview, clock):
        return _afterwards(interview, (clock.day - day).days if day else 0)
    if day is None:
        return NextStep(
            "Add the date", "The plan runs up to that day.", InterviewPart.DETAILS, "Enter the date"
        )
    left = (day - clock.day).days
    if left == 0:
        return NextStep(
            "Today is the day",
            "One answer aloud, then the sheet. Nothing new.",
            InterviewPart.THE_DAY,
            "Open the checklist",
            place=CHECKLIST,
        )
    packed, to_pack = count_packed(interview)
    ready, to_do = count_ready(interview)
    steps = (
        (
            left <= PACK_FROM and packed < to_pack,
            NextStep(
                "Get ready for tomorrow",
                f"{packed} of {to_pack} for tonight, {ready} of {to_do} for the morning.",
                InterviewPart.THE_DAY,
                "Open the checklist",
                place=CHECKLIST,
            ),
        ),
        (
            bool(standing.planned),
            NextStep(
                "Practise what is planned for today",
                f"{standing.planned[0].upper()}{standing.planned[1:]}: about {standing.minutes} minutes."
                if standing.planned
                else "",
                InterviewPart.PLAN,
                "Practise",
                practise=True,
            ),
        ),
        (
            not interview.company,
            NextStep(
                "Add the company",
                "Research and questions collect under its name.",
                InterviewPart.DETAILS,
                "Enter the company",
            ),
        ),
        (
            left > RESEARCH_FROM and not interview.advert.strip(),
            NextStep(
                "Paste the advertisement",
                "What it asks for is then practised first.",
                InterviewPart.ADVERTISEMENT,
                "Paste the advertisement",
            ),
        ),
        (
            left <= RESEARCH_FROM and bool(interview.company) and standing.researched < standing.sources,
            NextStep(
                "Find out one thing about them",
                f"{standing.researched} of {standing.sources} sources looked at.",
                InterviewPart.COMPANY,
                "Research the company",
            ),
        ),
        (
            left <= ASK_FROM and len(interview.ask) < ENOUGH,
            NextStep(
                "Choose what you will ask",
                f"{len(interview.ask)} of {ENOUGH} chosen.",
                InterviewPart.QUESTIONS_TO_ASK,
                "Choose questions",
            ),
        ),
    )
    return next((step for wanted, step in steps if wanted), None)


def _thanked(interview: Interview) -> bool:
    """Whether the note is written; a draft with brackets to fill is not."""
    return bool(interview.thanks.strip()) and "[" not in interview.thanks


def _afterwards(interview: Interview, days: int) -> NextStep | None:
    fresh = days <= FRESH
    if not interview.heard and not interview.surprised:
        if interview.outcome is InterviewOutcome.WITHDREW:
            return None
        why = "While you remember the wording." if fresh else "What you remember makes later plans better."
        return NextStep(
            "Write down what they asked",
            why,
            InterviewPart.AFTERWARDS,
            "Write down their questions",
            place=ASKED,
        )
    if (
        fresh
        and not _thanked(interview)
        and interview.outcome in (InterviewOutcome.OPEN, InterviewOutcome.WAITING)
    ):
        return NextStep(
            "Thank them",
            "Within 24 hours, mentioning something specific.",
            InterviewPart.AFTERWARDS,
            "Write a thank-you note",
            place=THANKS,
        )
    if interview.outcome is InterviewOutcome.OPEN:
        return NextStep(
            "Record the outcome",
            "When you have heard from them.",
            InterviewPart.AFTERWARDS,
            "Choose the outcome",
            place=OUTCOME,
        )
    return None
