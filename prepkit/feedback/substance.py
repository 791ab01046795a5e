"""Remark on the substance of an answer: figures, and who acted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prepkit.feedback.reading import Reading
from prepkit.feedback.remarks import Remark, RemarkKind
from prepkit.feedback.text import spans

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
_I = re.compile(r"\bI(?:['’](?:d|m|ve|ll))?\b|\bmy\b|\bmyself\b|(?<![\w'’])i(?:['’](?:d|m|ve|ll))?(?![\w'’])")
_WE = re.compile(r"\b(?:we|we['’](?:d|re|ve|ll)|our|us)\b", re.IGNORECASE)
_WE_ACTED = re.compile(
    r"\bwe\s+(?:\w+ly\s+|then\s+|all\s+|also\s+|just\s+)?"
    r"(?:\w{2,}ed|went|took|told|made|gave|sat|put|wrote|rang|ran|spoke|sent|built|brought|did|began|set|cut|"
    r"held|met|found|chose|split|drew|taught)\b",
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(
    rf"\d|\b(?:{'|'.join(_NUMBER_WORDS)}|dozens?|half|halved|doubled|tripled|twice|third|quarter)\b",
    re.IGNORECASE,
)
ACTS_OF_WE = 4
"""Steps told with “we” from which there may be a remark."""


def remarks(reading: Reading, *, tells: bool) -> Iterator[Remark]:
    """Yield the remarks on an answer's substance; ``tells``: the question asks for what happened once."""
    yield from _figures(reading.text)
    yield from _who_acts(reading.text)


def _figures(text: str) -> Iterator[Remark]:
    if not _ANY_NUMBER.search(text):
        yield Remark(
            RemarkKind.NO_NUMBER,
            "No figure",
            (),
            "A number is what a listener writes down and compares.",
            "Give the scale (how many, how often) and one result: what it was, what it became, by when.",
        )


def _who_acts(text: str) -> Iterator[Remark]:
    own, shared = len(_I.findall(text)), len(_WE.findall(text))
    acts = spans(_WE_ACTED, text)
    if len(acts) >= ACTS_OF_WE and shared > 2 * own:
        yield Remark(
            RemarkKind.WE,
            f"“We” {shared} times, “I” {own} times",
            tuple(acts),
            "They are hiring one person, and cannot see which of these things you did.",
            "Keep “we” for what the team did together. For each step, say which part was yours.",
        )
