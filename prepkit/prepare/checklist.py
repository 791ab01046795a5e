"""What to bring and to do, by how the people meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prepkit.prepare.interview import Format, Interview

_IN_PERSON = frozenset({Format.ON_SITE, Format.PANEL, Format.UNKNOWN})
_ON_SCREEN = frozenset({Format.VIDEO})
_REMOTE = frozenset({Format.VIDEO, Format.PHONE})
_ANY = frozenset(Format)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to tick, for some formats; ``before`` when it can be done on the eve."""

    id: str
    text: str
    formats: frozenset[Format] = _ANY
    before: bool = True


CHECKS = (
    Check("sheet", "The sheet for the night before, printed and read"),
    Check("names", "Names of the interviewers, said aloud once"),
    Check("advert", "The advertisement, printed, with your underlinings"),
    Check("questions", "Your own questions on the first page of a notebook"),
    Check("water", "Water within reach", before=False),
    Check("phone", "Telephone silent, notifications off", before=False),
    Check("cv", "Three copies of your CV", _IN_PERSON),
    Check("references", "Names and numbers of two people who would speak for you", _IN_PERSON),
    Check("clothes", "Clothes tried on, sitting down", _IN_PERSON | _ON_SCREEN),
    Check("way", "The way there, with thirty minutes to spare", _IN_PERSON),
    Check("camera", "Camera at the height of your eyes, light in front of you", _ON_SCREEN),
    Check("program", "The program tried, with sound and picture", _ON_SCREEN),
    Check("early", "Logged in ten minutes early", _ON_SCREEN, before=False),
    Check("number", "Their telephone number on paper, for when the line fails", _REMOTE),
    Check("door", "A door that shuts, and nobody behind it who needs you", _REMOTE),
    Check("aloud", "One answer aloud, standing, in the morning", before=False),
)


def checks(interview: Interview) -> Iterator[Check]:
    """What is worth ticking for this interview."""
    return (check for check in CHECKS if interview.format in check.formats)


def packed(interview: Interview) -> tuple[int, int]:
    """How many things for the eve are ticked, and of how many: the person's own count too."""
    ticked = [check.id in interview.done for check in checks(interview) if check.before]
    ticked += [item.done for item in interview.items]
    return sum(ticked), len(ticked)
