"""After the interview: what was asked counts for the next ones, and notes of thanks to begin from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from prepkit.prepare.company import same
from prepkit.prepare.interview import Asking, Heard, Interview

SAME_COMPANY, SAME_ROLE = 4.0, 2.0
"""By what a question is likelier that was asked at this company, or elsewhere for this role: our guess, two
steps of likelihood and one (``plan.cards.WEIGHTS`` halves from step to step)."""
MOST = 100
WENT_WELL = 3
"""Ratings from here on were good answers; below, a better one is worth a sentence."""
BETWEEN = "\n\n----------\n\n"
LONGEST, LONGEST_NAME, LONGEST_QUOTE = 20_000, 100, 300
_DASHES = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"\[[^\[\]]+\]")
_AFTER_THE_NAME = re.compile(r"[,;:(|–—]|\s-\s")


def raised(
    others: Iterable[Interview], company: str, role: str | None, usual_role: str | None = None
) -> dict[str, float]:
    """The questions that were asked before and matter here, with the factor for ``plan.cards.planned``.

    ``usual_role`` is the role of an interview that names none.
    """
    factors: dict[str, float] = {}
    for other in others:
        here = bool(company) and same(other.company, company)
        if not here and not (role and (other.role or usual_role) == role):
            continue
        for heard in other.heard:
            if heard.question:
                factor = SAME_COMPANY if here else SAME_ROLE
                factors[heard.question] = max(factors.get(heard.question, 0.0), factor)
    return factors


def added(heard: Sequence[Heard], text: str) -> tuple[Heard, ...]:
    """What was asked with another question at its end, unless it is there already or says nothing."""
    text = " ".join(text.split())[:300]
    if not text or len(heard) >= MOST or any(one.text == text for one in heard):
        return tuple(heard)
    return (*heard, Heard(text))


def changed(heard: Sequence[Heard], text: str, **values: object) -> tuple[Heard, ...]:
    """What was asked with something else known of one question; the same if it is no longer there."""
    return tuple(replace(one, **values) if one.text == text else one for one in heard)  # type: ignore[arg-type]


def removed(heard: Sequence[Heard], text: str) -> tuple[Heard, ...]:
    """What was asked without one question."""
    return tuple(one for one in heard if one.text != text)


def thank_you(interview: Interview, role: str, name: str = "") -> str:
    """A draft for each interviewer, one under the other: what is known filled in, the rest in brackets.

    ``role`` is the job as one would write it, ``name`` whoever signs. People show each other such notes, so
    that no two speak of the same thing.
    """
    people = _names(interview.people) or ["[name]"]
    answers = [_answered(one) for one in interview.ask if one.note.strip()]
    rated = sorted((one for one in interview.heard if one.went), key=lambda one: -one.went)
    particulars = [*answers[: len(people)], *map(_question, rated)]
    notes = [
        _note(person, particulars[at :: len(people)][:2], interview, role, name)
        for at, person in enumerate(people)
    ]
    lengths = accumulate(len(note) + len(BETWEEN) for note in notes)
    return BETWEEN.join(note for note, so_far in zip(notes, lengths, strict=True) if so_far <= LONGEST)


def notes(thanks: str) -> list[str]:
    """The notes in a text of several, told apart by the lines of dashes between them."""
    return [note.strip() for note in _DASHES.split(thanks) if note.strip()]


def blanks(note: str) -> list[str]:
    """What still stands in brackets and would be sent with it."""
    return _BLANK.findall(note)


def _names(people: str) -> list[str]:
    """The names alone, each once: no list marks before them, no titles of jobs after them."""
    lines = (line.strip().lstrip("-*• ") for line in people.splitlines())
    names = (_AFTER_THE_NAME.split(line)[0].strip()[:LONGEST_NAME] for line in lines)
    return list(dict.fromkeys(name for name in names if name))


def _note(person: str, particulars: Sequence[str], interview: Interview, role: str, name: str) -> str:
    thanks = ["Thank you for [something particular: what they showed or told you]."]
    said = ["You said that [something they said]. I have thought about it since: [what you thought]."]
    if particulars:
        day = f" on {interview.day.day} {interview.day:%B}" if interview.day else ""
        thanks, said = [f"Thank you for the conversation{day}."], list(particulars)
    job = f"the {role.lower()} job" if role else "this job"
    at = f" at {interview.company}" if interview.company else ""
    return "\n\n".join(
        (
            f"Dear {person},",
            *thanks,
            *said,
            f"I would like {job}{at}, because [the reason, in plain words].",
            "[What you promised them, if anything, or when you can be reached.]",
            name.strip()[:LONGEST_NAME] or "[Your name]",
        )
    )


def _answered(one: Asking) -> str:
    note = _short(one.note)
    end = "" if note[-1] in ".!?…" else "."
    return f"I asked “{one.text}” and your answer has stayed with me: {note}{end}"


def _question(one: Heard) -> str:
    if one.went >= WENT_WELL:
        return f"I enjoyed your question “{one.text}” and what it led to."
    return f"I have thought again about your question “{one.text}”: [a better answer, in a sentence or two]."


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]}…"
