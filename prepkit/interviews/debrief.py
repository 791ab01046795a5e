"""Record what was asked in an interview, use it for later plans, and draft thank-you notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from prepkit.interviews.appointment import Asking, Interview, QuestionHeard
from prepkit.interviews.company import same

SAME_COMPANY, SAME_ROLE = 4.0, 2.0
"""Factors of a question asked at this company, or elsewhere for this role: our guess, two steps of
likelihood and one (``study_plan.cards.WEIGHTS`` halves from step to step)."""
MOST = 100
WENT_WELL = 3
"""The rating from which an answer was good; below it the note offers a better answer."""
BETWEEN = "\n\n----------\n\n"
LONGEST, LONGEST_NAME, LONGEST_QUOTE = 20_000, 100, 300
_DASHES = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"\[[^\[\]]+\]")
_AFTER_THE_NAME = re.compile(r"[,;:(|–—]|\s-\s")


def likelihood_factors(
    others: Iterable[Interview], company: str, role: str | None, usual_role: str | None = None
) -> dict[str, float]:
    """Return the factors for ``study_plan.cards.planned`` of questions asked in other interviews, by id.

    Only interviews at ``company`` or for ``role`` count; ``usual_role`` is the role of one that names none.
    """
    factors: dict[str, float] = {}
    for other in others:
        at_company = bool(company) and same(other.company, company)
        if not at_company and not (role and (other.role or usual_role) == role):
            continue
        for heard in other.heard:
            if heard.question:
                factor = SAME_COMPANY if at_company else SAME_ROLE
                factors[heard.question] = max(factors.get(heard.question, 0.0), factor)
    return factors


def added(heard: Sequence[QuestionHeard], text: str) -> tuple[QuestionHeard, ...]:
    """Add a question at the end, unless it is blank, a repeat or one too many."""
    text = " ".join(text.split())[:300]
    if not text or len(heard) >= MOST or any(question.text == text for question in heard):
        return tuple(heard)
    return (*heard, QuestionHeard(text))


def changed(heard: Sequence[QuestionHeard], text: str, **values: object) -> tuple[QuestionHeard, ...]:
    """Change fields of the question with this text, if it is still there."""
    return tuple(
        replace(question, **values) if question.text == text else question  # type: ignore[arg-type]
        for question in heard
    )


def removed(heard: Sequence[QuestionHeard], text: str) -> tuple[QuestionHeard, ...]:
    """Remove the question with this text."""
    return tuple(question for question in heard if question.text != text)


def thank_you(interview: Interview, role: str, name: str = "") -> str:
    """Draft a note for each interviewer, with what is unknown in brackets.

    ``role`` is the name of the job, ``name`` the sender. Each note mentions something else, since
    interviewers show each other such notes.
    """
    people = _names(interview.people) or ["[name]"]
    answers = [_about_answer(asking) for asking in interview.ask if asking.note.strip()]
    rated = sorted(
        (question for question in interview.heard if question.went or question.note.strip()),
        key=lambda question: -question.went,
    )
    surprise = _about_surprise(interview.surprised)
    particulars = [*answers[: len(people)], *surprise, *map(_about_question, rated)]
    notes = [
        _note(person, particulars[at :: len(people)][:2], interview, role, name)
        for at, person in enumerate(people)
    ]
    lengths = accumulate(len(note) + len(BETWEEN) for note in notes)
    return BETWEEN.join(note for note, so_far in zip(notes, lengths, strict=True) if so_far <= LONGEST)


def notes(thanks: str) -> list[str]:
    """Split a text into the notes between its lines of dashes."""
    return [note.strip() for note in _DASHES.split(thanks) if note.strip()]


def blanks(note: str) -> list[str]:
    """List the brackets in a note that are still to be filled."""
    return _BLANK.findall(note)


def _names(people: str) -> list[str]:
    """List the names, each once, without list marks before them or job titles after them."""
    lines = (line.strip().lstrip("-*• ") for line in people.splitlines())
    names = (_AFTER_THE_NAME.split(line)[0].strip()[:LONGEST_NAME] for line in lines)
    return list(dict.fromkeys(name for name in names if name))


def _note(person: str, particulars: Sequence[str], interview: Interview, role: str, name: str) -> str:
    thanks = ["Thank you for [something particular: what they showed or told you]."]
    middle = ["You said that [something they said]. I have thought about it since: [what you thought]."]
    if particulars:
        day = f" on {interview.day.day} {interview.day:%B}" if interview.day else ""
        thanks, middle = [f"Thank you for the conversation{day}."], list(particulars)
    called = interview.job.strip() or role.lower()
    job = f"the {called} job" if called else "this job"
    at = f" at {interview.company}" if interview.company else ""
    return "\n\n".join(
        (
            f"Dear {person},",
            *thanks,
            *middle,
            f"I would like {job}{at}, because [the reason, in plain words].",
            "[What you promised them, if anything, or when you can be reached.]",
            name.strip()[:LONGEST_NAME] or "[Your name]",
        )
    )


def _about_answer(asking: Asking) -> str:
    note = _short(asking.note)
    end = "" if note[-1] in ".!?…" else "."
    return f"I asked “{asking.text}” and your answer has stayed with me: {note}{end}"


def _about_question(question: QuestionHeard) -> str:
    if question.went >= WENT_WELL:
        return f"I enjoyed your question “{question.text}” and what it led to."
    again = f"I have thought again about your question “{question.text}”"
    noted = f"; you noted: {_cue(question.note)}" if question.note.strip() else ""
    return f"{again}: [a better answer, in a sentence or two{noted}]."


def _about_surprise(surprised: str) -> list[str]:
    """Return a sentence to finish about what surprised: the words are one's own and not meant for them."""
    if not surprised.strip():
        return []
    return [f"I did not expect [what you want to mention; you noted: {_cue(surprised)}]."]


def _cue(note: str) -> str:
    """Return a person's own note to stand inside brackets, which hold no brackets themselves."""
    return _short(note.replace("[", "(").replace("]", ")")).rstrip(".")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]}…"
