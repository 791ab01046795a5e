"""The shape of an answer: which sentences tell a story, how it opens, how it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prepkit.feedback import phrases
from prepkit.feedback.reading import Reading, Sentence
from prepkit.feedback.remarks import Kind, Remark
from prepkit.feedback.text import Span, one_of

SCENE = ("situation", "task")
LONG_SCENE, SHORT_ACTION = 0.5, 0.4
"""Shares of the story's words: more scene, and less action, than a listener wants."""
LATE = 3
"""After so many sentences that tell nothing, a listener wonders whether the question was understood."""
_CIRCLES = one_of(phrases.CIRCLING)
_TRAILS = re.compile(
    rf"(?:{one_of(phrases.TRAILING).pattern})[\s,.!?…]*+(?:(?:yeah|yes|right|really|basically)[\s,.!?…]*+)?$",
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


def remarks(reading: Reading, *, tells: bool) -> Iterator[Remark]:
    """What there is to say of an answer's shape; ``tells``: the question asks for what happened once."""
    if not reading.sentences:
        return
    yield from _opening(reading.sentences, tells=tells)
    if tells:
        yield from _missing(reading)
        yield from _balance(reading)
    # Where a text was not read to its end, nothing is known of how it ends.
    if reading.is_whole:
        yield from _ending(reading, tells=tells)


def trails_off(sentence: str) -> bool:
    """Whether a sentence ends on a last breath: “so yeah”, “I don't know”."""
    return _TRAILS.search(sentence) is not None


def _opening(story: Sequence[Sentence], *, tells: bool) -> Iterator[Remark]:
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


def _missing(reading: Reading) -> Iterator[Remark]:
    if not reading.parts:
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
        if part not in reading.parts:
            yield Remark(Kind.MISSING_PART, says, (), why, mend)


def _balance(reading: Reading) -> Iterator[Remark]:
    share = reading.shares
    scene = share["situation"] + share["task"]
    scenes = tuple(item.span for item in reading.sentences if item.part in SCENE)
    if scene > LONG_SCENE and 0 < share["action"] < SHORT_ACTION:
        yield Remark(
            Kind.BALANCE,
            f"{round(scene * 100)}% scene, {round(share['action'] * 100)}% what you did",
            scenes,
            "The scene is the part that says nothing about you.",
            "Keep the two sentences without which the rest cannot be understood."
            if len(scenes) > 2
            else "Say it in fewer words, and what you did step by step.",
        )


def _ending(reading: Reading, *, tells: bool) -> Iterator[Remark]:
    last = reading.sentences[-1]
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
    elif tells and last.part in SCENE and reading.parts <= set(SCENE):
        yield Remark(
            Kind.ENDING,
            "It ends before anything is done",
            (last.span,),
            "The listener has to ask what you did.",
            "Go on to your first step.",
        )
    elif tells and last.part in SCENE:
        yield Remark(
            Kind.ENDING,
            "It ends on the scene",
            (last.span,),
            "The last sentence is the one that is written down.",
            "Say this before what you did, and end on the result.",
        )
