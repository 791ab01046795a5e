"""Name the parts of an interview's page for its address."""

from __future__ import annotations

from enum import StrEnum


class InterviewPart(StrEnum):
    """One part of the page. People keep addresses with its value: one that changes goes into ``FORMER``."""

    PLAN = "Plan"
    ADVERTISEMENT = "Advertisement"
    COMPANY = "Company"
    QUESTIONS_TO_ASK = "Questions to ask"
    THE_DAY = "The day"
    AFTERWARDS = "Afterwards"
    DETAILS = "Details"


FORMER = {"Ask back": InterviewPart.QUESTIONS_TO_ASK}
"""What addresses called a part before."""
