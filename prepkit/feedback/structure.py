"""Remark on the shape of an answer: how it opens, the parts of the story, how it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prepkit.feedback import phrases
from prepkit.feedback.reading import Reading, Sentence
from prepkit.feedback.remarks import Remark, RemarkKind
from prepkit.feedback.text import Span, one_of

SCENE = ("situation", "task")
LONG_SCENE, SHORT_ACTION = 0.5, 0.4
"""Shares of the story's words above which the scene is too long, and below which the action is too short."""
LATE = 3
"""The number of opening sentences without any part of the story that brings a remark."""
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
    """Yield the remarks on an answer's shape; ``tells``: the question asks for something that happened."""
    if not reading.sentences:
        return
    yield from _opening(reading.sentences, tells=tells)
    if tells:
        yield from _missing(reading)
        yield from _balance(reading)
    # The end is unknown if the text was not read to its end.
    if reading.is_whole:
        yield from _ending(reading, tells=tells)


def _opening(story: Sequence[Sentence], *, tells: bool) -> Iterator[Remark]:
    first = story[0].span
    idle = next((n for n, sentence in enumerate(story) if sentence.part is not None), 0) if tells else 0
    circling = _CIRCLES.search(first.text)
    if circling is None and idle < LATE:
        return
    quotes = tuple(sentence.span for sentence in story[: max(1, idle)])
    yield Remark(
        RemarkKind.OPENING,
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
            RemarkKind.MISSING_PART,
            "No real event",
            (),
            "The question asks for one event. Anybody can state principles.",
            "Pick one day. Where were you, what was your task, what did you do, what was the result?",
        )
        return
    # A missing task brings no remark, since people seldom agree where a situation ends and a task begins.
    for part, (says, why, mend) in _MISSING.items():
        if part not in reading.parts:
            yield Remark(RemarkKind.MISSING_PART, says, (), why, mend)


def _balance(reading: Reading) -> Iterator[Remark]:
    share = reading.shares
    scene = share["situation"] + share["task"]
    scenes = tuple(item.span for item in reading.sentences if item.part in SCENE)
    if scene > LONG_SCENE and 0 < share["action"] < SHORT_ACTION:
        yield Remark(
            RemarkKind.BALANCE,
            f"{round(scene * 100)}% scene, {round(share['action'] * 100)}% what you did",
            scenes,
            "The scene is the part that says nothing about you.",
            "Keep the two sentences that the rest depends on."
            if len(scenes) > 2
            else "Say it in fewer words, and what you did step by step.",
        )


def _ending(reading: Reading, *, tells: bool) -> Iterator[Remark]:
    last = reading.sentences[-1]
    trailing = _TRAILS.search(last.span.text)
    if trailing is not None:
        quote = Span(last.span.start + trailing.start(), last.span.end, last.span.text[trailing.start() :])
        yield Remark(
            RemarkKind.ENDING,
            "It trails off",
            (quote,),
            "The last sentence is the one they write down.",
            "End on the result, and stop.",
        )
    elif tells and last.part in SCENE and reading.parts <= set(SCENE):
        yield Remark(
            RemarkKind.ENDING,
            "It ends before anything is done",
            (last.span,),
            "The listener has to ask what you did.",
            "Go on to your first step.",
        )
    elif tells and last.part in SCENE:
        yield Remark(
            RemarkKind.ENDING,
            "It ends on the scene",
            (last.span,),
            "The last sentence is the one they write down.",
            "Say this before what you did, and end on the result.",
        )
