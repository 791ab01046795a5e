"""The shape of an answer: which sentences tell a story, how it opens, how it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prepkit.feedback import phrases, star
from prepkit.feedback.remarks import Kind, Remark
from prepkit.feedback.text import Span, one_of, sentences

PARTS = ("situation", "task", "action", "result")
LONG_SCENE, SHORT_ACTION = 0.5, 0.4
"""Shares of the story's words: more scene, and less action, than a listener wants."""
LATE = 3
"""After so many sentences that tell nothing, a listener wonders whether the question was understood."""
_CIRCLES = one_of(phrases.CIRCLING)
_TRAILS = re.compile(
    rf"(?:{one_of(phrases.TRAILING).pattern})[\s,.!?…]*(?:yeah|yes|right|really|basically)?[\s,.!?…]*$",
    re.IGNORECASE,
)
_MISSING = {
    "situation": (
        "No scene is set",
        "Without where and when, the listener cannot tell how hard it was.",
        "Begin with two sentences: where you were, and what was at stake.",
    ),
    "action": (
        "No action of yours",
        "What you did is what they are hiring.",
        "Say the first thing you did, then the next, and one thing you decided against.",
    ),
    "result": (
        "No result",
        "Without one, the listener decides how it ended.",
        "Say what changed, from what to what, or what you would do differently.",
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence and the part of a story it tells; None where it tells none."""

    span: Span
    part: str | None


def told(text: str) -> list[Told]:
    """Each sentence of an answer with the part of a story it is taken for."""
    said = sentences(text)
    parts = star.parts_of([sentence.text for sentence in said])
    return [Told(sentence, part) for sentence, part in zip(said, parts, strict=True)]


def shares(story: Sequence[Told]) -> dict[str, float]:
    """The share of each part in the words that tell a story, 0 to 1; zeros where none do."""
    words = dict.fromkeys(PARTS, 0)
    for sentence in story:
        if sentence.part is not None:
            words[sentence.part] += len(sentence.span.text.split())
    total = sum(words.values())
    return {part: count / total if total else 0.0 for part, count in words.items()}


def remarks(story: Sequence[Told], *, tells: bool) -> Iterator[Remark]:
    """What there is to say of an answer's shape; ``tells``: the question asks for what happened once."""
    if not story:
        return
    yield from _opening(story, tells=tells)
    if tells:
        yield from _missing(story)
        yield from _balance(story)
    yield from _ending(story, tells=tells)


def _opening(story: Sequence[Told], *, tells: bool) -> Iterator[Remark]:
    first = story[0].span
    idle = next((n for n, sentence in enumerate(story) if sentence.part is not None), 0) if tells else 0
    circling = _CIRCLES.search(first.text)
    if circling is None and idle < LATE:
        return
    quotes = tuple(sentence.span for sentence in story[: max(1, idle)])
    yield Remark(
        Kind.OPENING,
        "It circles the question before it answers" if idle < LATE else f"{idle} sentences before it begins",
        quotes,
        "The first ten seconds decide whether somebody listens or waits.",
        "Begin where it happened: “Last March, on a Monday…”."
        if tells
        else "Begin with the answer itself, then say why.",
    )


def _missing(story: Sequence[Told]) -> Iterator[Remark]:
    there = star.told([sentence.span.text for sentence in story])
    if not there:
        yield Remark(
            Kind.MISSING_PART,
            "Nothing here happened",
            (),
            "The question asks for one event. Principles can be had from anybody.",
            "Pick one day. Where were you, what fell to you, what did you do, what came of it?",
        )
        return
    # Where a task ends and a situation begins two people seldom agree: its absence is not worth a remark.
    for part, (says, why, mend) in _MISSING.items():
        if part not in there:
            yield Remark(Kind.MISSING_PART, says, (), why, mend)


def _balance(story: Sequence[Told]) -> Iterator[Remark]:
    share = shares(story)
    scene = share["situation"] + share["task"]
    if scene > LONG_SCENE and 0 < share["action"] < SHORT_ACTION:
        yield Remark(
            Kind.BALANCE,
            f"{round(scene * 100)}% scene, {round(share['action'] * 100)}% what you did",
            tuple(sentence.span for sentence in story if sentence.part in ("situation", "task")),
            "The scene is the part that says nothing about you.",
            "Keep the two sentences without which the rest cannot be understood.",
        )


def _ending(story: Sequence[Told], *, tells: bool) -> Iterator[Remark]:
    last = story[-1]
    trailing = _TRAILS.search(last.span.text)
    if trailing is not None:
        quote = Span(last.span.start + trailing.start(), last.span.end, last.span.text[trailing.start() :])
        yield Remark(
            Kind.ENDING,
            "It trails off",
            (quote,),
            "The last sentence is the one that is written down.",
            "End on the result, and stop.",
        )
    elif tells and last.part in ("situation", "task"):
        yield Remark(
            Kind.ENDING,
            "It ends before anything is done",
            (last.span,),
            "The listener has to ask what you did.",
            "Go on to your first step.",
        )
