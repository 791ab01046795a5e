"""After the interview: what was asked counts for the next ones, and a note of thanks to begin from."""

from __future__ import annotations

from collections.abc import Iterable

from prepkit.prepare.company import same
from prepkit.prepare.interview import Interview

SAME_COMPANY, SAME_ROLE = 4.0, 2.0
"""By what a question is likelier that was asked at this company, or elsewhere for this role: our guess, two
steps of likelihood and one (``plan.cards.WEIGHTS`` halves from step to step)."""


def raised(others: Iterable[Interview], company: str, role: str | None) -> dict[str, float]:
    """The questions that were asked before and matter here, with the factor for ``plan.cards.planned``."""
    factors: dict[str, float] = {}
    for other in others:
        here = bool(company) and same(other.company, company)
        if not here and not (role and other.role == role):
            continue
        for heard in other.heard:
            if heard.question:
                factor = SAME_COMPANY if here else SAME_ROLE
                factors[heard.question] = max(factors.get(heard.question, 0.0), factor)
    return factors


def thank_you(interview: Interview, role: str) -> str:
    """A draft in four parts, with what is known filled in and the rest in brackets to replace.

    ``role`` is the job as one would write it.
    """
    people = [line.split(",")[0].strip() for line in interview.people.splitlines() if line.strip()]
    told = next((one for one in interview.ask if one.asked and one.note.strip()), None)
    said = (
        f"I asked “{told.text}” and your answer has stayed with me: {told.note.strip().rstrip('.')}."
        if told
        else "You said that [something they said]. I have thought about it since: [what you thought]."
    )
    job = f"the job as {role.lower()}" if role else "this job"
    at = f" at {interview.company}" if interview.company else ""
    return (
        f"Dear {' and '.join(people) or '[name]'},\n\n"
        "Thank you for [something particular: what they showed or told you].\n\n"
        f"{said}\n\n"
        f"I would like {job}{at}, because [the reason, in plain words].\n\n"
        "[What you promised them, if anything, or when you can be reached.]\n\n"
        "[Your name]\n"
    )
