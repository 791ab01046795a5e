"""Find what it was before, what it became and over what time in the result of a story, in its own words.

Only figures whose place is certain are returned: a change said as “from … to …” with a number on both sides
and a word such as “fell” before it, and a length of time right beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prepkit import limits
from prepkit.feedback.substance import FIGURE, RESULT_FIGURE, SPELT
from prepkit.feedback.text import sentences
from prepkit.model import Story

FIELDS = ("baseline", "change", "period")

_ABOUT = r"(?:about|around|roughly|nearly|almost|over|under|just|only|some|as (?:little|few|much|many) as)\s"
_NUMBER = rf"(?:{_ABOUT}){{0,2}}(?:an?\s(?:average|median)\sof\s)?(?:{FIGURE.pattern}|\b{SPELT}\b)"
_TIME = r"(?:hours?|days?|weeks?|weekends?|months?|quarters?|years?|shifts?)\b(?!['’])"
_LENGTH = (
    rf"(?:in|within|over|after|during)\s(?:{_ABOUT}|less than\s|fewer than\s|the (?:first|next|following)\s)?"
    rf"(?:(?:the|that|one|a|an|a few|half a|a single|\d{{1,3}}|{SPELT})\s)?{_TIME}"
)
_STOP = (
    rf"(?=\s*(?:[,;:.!?…()–—]|$)|\s(?:{_LENGTH}|(?:and|but|so|which|while|because|though|when|once|where|"
    r"without|with|within|in|on|at|by|over|after|during|since|before|last|this|that|from|against)\b))"
)
_WORDS = r"(?:\s[\w'’%-]{1,30}){0,5}?"
_FROM_TO = re.compile(
    rf"\bfrom\s(?P<baseline>{_NUMBER}{_WORDS})\sto\s(?P<change>{_NUMBER}{_WORDS}){_STOP}", re.IGNORECASE
)
_TO_FROM = re.compile(
    rf"\bto\s(?P<change>{_NUMBER}{_WORDS}),?\sfrom\s(?P<baseline>{_NUMBER}{_WORDS}){_STOP}", re.IGNORECASE
)
_BY = re.compile(rf"\bby\s{_NUMBER}{_STOP}", re.IGNORECASE)
_PERIOD_AFTER = re.compile(rf",?\s(?P<period>{_LENGTH})", re.IGNORECASE)
_PERIOD_BEFORE = re.compile(rf"(?P<period>{_LENGTH}),?\s?$", re.IGNORECASE)
_PERIOD_FIRST = re.compile(rf"\W{{0,3}}(?:and\s|so\s)?(?P<period>{_LENGTH})", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class MeasuredChange:
    """One change as the text says it; what the text does not say is empty."""

    baseline: str = ""
    change: str = ""
    period: str = ""

    @property
    def fields(self) -> Mapping[str, str]:
        """The fields that the text fills, by their names in a story."""
        return {name: getattr(self, name) for name in FIELDS if getattr(self, name)}


def in_text(text: str) -> MeasuredChange | None:
    """Return the one change that a text measures; None if it measures none, or more than one."""
    changes = {
        change
        for sentence in sentences(limits.opening(text, limits.ANSWER_CHARACTERS))
        for change in _changes(sentence.text)
    }
    return changes.pop() if len(changes) == 1 else None


def to_fill(story: Story) -> Mapping[str, str]:
    """Return the empty fields of a story's measured result that its result text fills, with their words.

    Nothing is returned when a field that is filled says something else, since then it is another change.
    """
    measured = in_text(story.result)
    if measured is None:
        return {}
    typed = {name: getattr(story, name).strip() for name in FIELDS}
    for name, words in measured.fields.items():
        if typed[name] and typed[name].casefold() != words.casefold():
            return {}
    return {name: words for name, words in measured.fields.items() if not typed[name]}


def _changes(sentence: str) -> Iterator[MeasuredChange]:
    for pattern in (_FROM_TO, _TO_FROM):
        for match in pattern.finditer(sentence):
            baseline, change = match["baseline"], match["change"]
            years = _YEAR.match(baseline) and _YEAR.match(change)
            if RESULT_FIGURE.search(sentence, 0, match.start() + len("from")) and not years:
                yield MeasuredChange(baseline, change, _period(sentence, match))
    for match in _BY.finditer(sentence):
        # “By 30%” is neither what it was before nor what it became.
        period = _period(sentence, match)
        if period and RESULT_FIGURE.search(sentence, 0, match.start()):
            yield MeasuredChange(period=period)


def _period(sentence: str, change: re.Match[str]) -> str:
    """Return the length of time that stands right beside a change, or opens its sentence."""
    beside = (
        _PERIOD_AFTER.match(sentence, change.end())
        or _PERIOD_BEFORE.search(sentence, max(0, change.start() - 60), change.start())
        or _PERIOD_FIRST.match(sentence)
    )
    return beside["period"] if beside else ""
