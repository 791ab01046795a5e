"""Remark on the shape of an answer: how it opens, and which parts of the story to look for again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prepkit.feedback import phrases
from prepkit.feedback.reading import Reading
from prepkit.feedback.remarks import Remark, RemarkKind
from prepkit.feedback.text import Span, one_of

_CIRCLES = re.compile(
    rf"\A\W{{0,9}}(?:(?:so|well|okay|ok|oh|hm{{1,9}}|u[hm]{{1,9}}|er{{1,9}}m{{0,9}})\W{{1,9}}){{0,3}}"
    rf"{one_of(phrases.CIRCLING).pattern}",
    re.IGNORECASE,
)
_QUESTIONS = {
    "situation": (
        "Did you say where and when it was?",
        "Without that, the listener cannot tell how hard it was.",
        "Begin with two sentences: where you were, and what was at stake.",
    ),
    "action": (
        "Did you say what you did yourself?",
        "What you did is what they are hiring.",
        "Say the first thing you did, then the next, and one thing you decided against.",
    ),
    "result": (
        "Did you say how it ended?",
        "If you did not, the listener decides how it ended.",
        "Say what changed, from what to what, or what you would do differently.",
    ),
}
NO_STORY = (
    "Did you tell of one real event?",
    "The question asks for one, and anybody can state principles.",
    "Pick one day. Where were you, what was your task, what did you do, what was the result?",
)


def remarks(reading: Reading, *, tells: bool) -> Iterator[Remark]:
    """Yield the remarks on an answer's shape; ``tells``: the question asks for something that happened."""
    if not reading.sentences:
        return
    yield from _opening(reading.sentences[0].span, tells=tells)
    if tells:
        yield from _parts(reading)


def _opening(first: Span, *, tells: bool) -> Iterator[Remark]:
    circling = _CIRCLES.match(first.text)
    if circling is None:
        return
    yield Remark(
        RemarkKind.OPENING,
        "It opens with words that every answer could open with",
        (Span(first.start, first.start + circling.end(), circling.group()),),
        "The first ten seconds decide whether somebody listens or waits.",
        "Begin where it happened: “Last March, on a Monday…”."
        if tells
        else "Begin with the answer itself, then say why.",
    )


def _parts(reading: Reading) -> Iterator[Remark]:
    """Ask for parts of the story that were not found: they may stand there in words that were not known.

    A task is not asked for, since people seldom agree where a situation ends and a task begins.
    """
    if not reading.parts:
        yield Remark(RemarkKind.MISSING_PART, NO_STORY[0], (), *NO_STORY[1:])
        return
    for part, (asks, why, mend) in _QUESTIONS.items():
        if part not in reading.parts:
            yield Remark(RemarkKind.MISSING_PART, asks, (), why, mend)
