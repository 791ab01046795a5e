"""List what to bring and to do for an interview, by its format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prepkit.interviews.appointment import Format, Interview

_IN_PERSON = frozenset({Format.ON_SITE, Format.PANEL, Format.UNKNOWN})
_ON_SCREEN = frozenset({Format.VIDEO})
_REMOTE = frozenset({Format.VIDEO, Format.PHONE})
_ANY = frozenset(Format)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to tick, for some formats; ``before`` if it can be done the evening before."""

    id: str
    text: str
    formats: frozenset[Format] = _ANY
    before: bool = True


CHECKS = (
    Check("sheet", "The sheet for the night before, printed and read"),
    Check("names", "Names of the interviewers, said aloud once"),
    Check("advert", "The advertisement, printed and marked up"),
    Check("questions", "Your own questions on the first page of a notebook"),
    Check("water", "Water within reach", before=False),
    Check("phone", "Phone on silent, notifications off", before=False),
    Check("cv", "Three copies of your CV", _IN_PERSON),
    Check("references", "Names and numbers of two references", _IN_PERSON),
    Check("clothes", "Clothes tried on, sitting down", _IN_PERSON | _ON_SCREEN),
    Check("way", "The way there planned, with thirty minutes to spare", _IN_PERSON),
    Check("camera", "Camera at eye level, light in front of you", _ON_SCREEN),
    Check("program", "The video call tested, with sound and picture", _ON_SCREEN),
    Check("early", "Logged in ten minutes early", _ON_SCREEN, before=False),
    Check(
        "number",
        "Their phone number on paper, in case the line drops (the sheet prints what Details holds)",
        _REMOTE,
    ),
    Check("door", "A quiet room where nobody will interrupt you", _REMOTE),
    Check("aloud", "One answer aloud, standing, in the morning", before=False),
)


def checks(interview: Interview) -> Iterator[Check]:
    """Return the checks that apply to an interview."""
    return (check for check in CHECKS if interview.format in check.formats)


def count_packed(interview: Interview) -> tuple[int, int]:
    """Count the things for the evening before, the person's own included, as (ticked, total)."""
    ticked = [check.id in interview.done for check in checks(interview) if check.before]
    ticked += [item.done for item in interview.items]
    return sum(ticked), len(ticked)


def count_ready(interview: Interview) -> tuple[int, int]:
    """Count the things for the day itself, as (ticked, total)."""
    ticked = [check.id in interview.done for check in checks(interview) if not check.before]
    return sum(ticked), len(ticked)
