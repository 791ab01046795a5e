"""Remark on the substance of an answer: figures, the speaker's own actions, specifics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prepkit.feedback import phrases
from prepkit.feedback.reading import Reading, Sentence
from prepkit.feedback.remarks import Remark, RemarkKind
from prepkit.feedback.text import one_of, spans

_NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million"
).split()
_UNIT = (
    r"%|per\s?cent|percent|points?|minutes?|mins?|hours?|seconds?|days?|weeks?|months?|tickets?|calls?|cases?|"
    r"customers?|complaints?|agents?|people|emails?|orders?|refunds?|accounts?|pounds?|euros?|dollars?|k\b"
)
# Bounded repeats keep the pattern linear on “two two two …”.
SPELT = rf"(?:{'|'.join(_NUMBER_WORDS)})(?:[\s-](?:and\s)?(?:{'|'.join(_NUMBER_WORDS)})){{0,8}}"
FIGURE = re.compile(
    r"[£€$]\s?\d[\d.,]{0,20}\s?(?:k|m|million|thousand)?\b|\b\d[\d.,]{0,20}\s?%"
    r"|\b\d+(?:[.,]\d+)*\b(?!\s?(?:am|pm|o'clock)\b)"
    rf"|\b{SPELT}\s(?=(?:\w+\s){{0,2}}?(?:{_UNIT}))|\b{SPELT}\sper\scent\b"
    r"|\b(?:halved|doubled|tripled|a half|a third|a quarter|two thirds|half of|half the)\b",
    re.IGNORECASE,
)
RESULT_FIGURE = re.compile(
    r"\b(?:fell|dropped|went (?:down|up|from)|rose|grew|cut|reduced|increased|improved|down|up|halved|"
    r"doubled|saved|lost|reached|hit|instead of|compared|got to|came down|better|fewer|less|more|"
    r"decreased|lowered|raised|brought)\b",
    re.IGNORECASE,
)
_BASELINE = re.compile(
    r"\bfrom\b.{0,60}\bto\b|\binstead of\b|\bcompared (?:to|with)\b|\b(?:before|previously|used to|earlier|"
    r"it had been|had been|was at|were at|usual|usually|normal|normally|average|"
    r"last (?:year|month|quarter|week)|out of|against|the (?:month|year|week|quarter) before|"
    r"down from|up from|than)\b|\b(?:halved|doubled|tripled)\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:the|in|within|over|after|for|by|every|per|a|each|that|this|next|following|first|of)\b[^.;]{0,30}?"
    r"\b(?:days?|weeks?|months?|quarters?|years?|hours?|shifts?|season|christmas|january|february|march|april|may|june|"
    r"july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_I = re.compile(r"\bI(?:['’](?:d|m|ve|ll))?\b|\bmy\b|\bmyself\b|(?<![\w'’])i(?:['’](?:d|m|ve|ll))?(?![\w'’])")
_WE = re.compile(r"\b(?:we|we['’](?:d|re|ve|ll)|our|us)\b", re.IGNORECASE)
_WE_ACTS = re.compile(
    r"\bwe(?:['’](?:d|ve))?\s+(?:\w+ly\s+|then\s+|all\s+|also\s+|had to\s+|decided to\s+)?"
    r"(?!are\b|were\b|had\b|have\b|was\b|is\b|sell\b|use\b|need\b|get\b|got\b)[a-z]+",
    re.IGNORECASE,
)
_GENERALITY = one_of(phrases.GENERALITIES)


def remarks(reading: Reading, *, tells: bool) -> Iterator[Remark]:
    """Yield the remarks on an answer's substance; ``tells``: the question asks for what happened once."""
    yield from _figures(reading.sentences)
    yield from _who_acts(reading.text)
    general = spans(_GENERALITY, reading.text)
    if len(general) >= (2 if tells else 4):
        yield Remark(
            RemarkKind.GENERALITY,
            f"{len(general)} general statements",
            tuple(general),
            "What you would do in general is easy to say. What you did once is evidence.",
            "Turn one of them into a case: when was it, who was there, what did you do?",
        )


def _figures(story: Sequence[Sentence]) -> Iterator[Remark]:
    with_figure = [at for at, sentence in enumerate(story) if FIGURE.search(sentence.span.text)]
    if not with_figure:
        yield Remark(
            RemarkKind.NO_NUMBER,
            "No figure",
            (),
            "A number is what a listener writes down and compares.",
            "Give the scale (how many, how often) and one result: what it was, what it became, by when.",
        )
        return
    # A figure in the scene is the baseline itself, so only those after the first action are checked.
    begun = next((at for at, sentence in enumerate(story) if sentence.part in ("action", "result")), 0)
    bare = [story[at].span for at in with_figure if at >= begun and _is_bare(story, at)]
    if bare:
        yield Remark(
            RemarkKind.BARE_NUMBER,
            "Number without a baseline" if len(bare) == 1 else "Numbers without a baseline",
            tuple(bare),
            "Without what it was before, and over what time, nobody can tell how good it is.",
            "Say it as a change: from what, to what, over which weeks.",
        )


def _is_bare(story: Sequence[Sentence], at: int) -> bool:
    around = " ".join(sentence.span.text for sentence in story[max(0, at - 1) : at + 2])
    compared = _BASELINE.search(around) and _PERIOD.search(around)
    return bool(RESULT_FIGURE.search(story[at].span.text)) and not compared


def _who_acts(text: str) -> Iterator[Remark]:
    own, shared = len(_I.findall(text)), len(_WE.findall(text))
    acts = spans(_WE_ACTS, text)
    if len(acts) >= 3 and shared > own:
        yield Remark(
            RemarkKind.WE,
            f"“We” {shared} times, “I” {own} times",
            tuple(acts),
            "They are hiring one person, and cannot see which of these things you did.",
            "Keep “we” for what the team did together. For each step, say which part was yours.",
        )
