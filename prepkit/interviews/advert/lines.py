"""Split an advertisement into sentences, and class each by rules: a duty, a requirement, or neither.

``parts`` makes the final decision with a regression that takes these classes as features.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap

from prepkit.interviews.advert import cues, page, pasted
from prepkit.interviews.advert.phrases import one_of

HEADING_WORDS, SHORT_HEADING = 8, 5
"""The most words of a heading, and of one whose collected phrase may also stand at its end."""
WHOLE = 0.6
"""The share of its characters that a collected phrase must cover in a heading at the end of a line."""
LONGEST = 600
"""Characters; a longer sentence is cut between words."""
MOST = 1_000
"""The most sentences read of one text, so that reading it stays fast."""
LONGEST_HEADING = 120
"""Characters; a longer line is never a heading."""


class Part(StrEnum):
    """What a sentence of an advertisement is about."""

    DUTY = "duty"
    WANTED = "wanted"
    OPEN = "open"
    ELSE = "else"


@dataclass(frozen=True, slots=True)
class AdvertSentence:
    """A sentence or bullet without its mark.

    ``section`` is the part its heading names; ``marked`` says whether it had a list mark.
    """

    text: str
    part: Part
    section: Part = Part.OPEN
    marked: bool = False


_BULLET = re.compile(r"^[\s\-–—*•·▪◦●‣✓✔✅➤►>]+|^\s*\(?\d{1,2}[.)]\s+")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'(£€$\d])|(?<=[.!?][\"'”’)])\s+(?=[A-Z“\"'(£€$\d])")

_HEADINGS = [(part, one_of(cues.HEADINGS[part])) for part in (Part.DUTY, Part.WANTED, Part.ELSE)]
_OPENINGS = [
    (part, re.compile(rf"{one_of(cues.OPENINGS[part]).pattern}$", re.IGNORECASE))
    for part in (Part.WANTED, Part.DUTY)
]
_ELSE, _WANTED = one_of(cues.SENTENCES[Part.ELSE]), one_of(cues.SENTENCES[Part.WANTED])
_DOING = "|".join(cues.VERBS[Part.DUTY])
_NOT_DOING = "|".join(cues.VERBS[Part.WANTED])
_NOT_ASIDE = "".join(rf"(?<!\b{word} )" for word in cues.VERBS[Part.ELSE])
_YOU_DO = re.compile(
    rf"\b(?:you|who)(?:['’]ll| will| would|['’]d)(?: also| then| often)? (?!(?:{_NOT_DOING})\b)\w+"
    rf"|{_NOT_ASIDE}\byou (?:also |then )?(?!(?:{_NOT_DOING})\b)\w+"
    rf"|{one_of(cues.SENTENCES[Part.DUTY]).pattern}",
    re.IGNORECASE,
)
_ORDER = re.compile(rf"(?:{_DOING})(?:ing)?\b", re.IGNORECASE)
# This matches work such as "Lead agents", but not titles such as "Lead Agent" or "Support services manager".
_ORDERS_WORK = re.compile(
    rf"(?i:{_DOING}) (?:(?:the|a|an|our|your|each|all|every)\b"
    r"|[a-z]++(?<=s)(?:$| (?:and|in|on|to|by|with|for|of|from)\b))"
)
_WANTS_FIRST = re.compile(rf"(?:(?<!\w)\w++\W++){{0,2}}?{_WANTED.pattern}", re.IGNORECASE)
_YOU_WILL = re.compile(r"you(?:['’]ll| will) ", re.IGNORECASE)
_NO_HEADING = re.compile(
    r"\b(?:experience|knowledge|skills?|ability|command) (?:with|of|in|to)\b", re.IGNORECASE
)
_SAYS_SOMETHING = re.compile(r"[^\W\d_]{2}")
_MONEY = re.compile(r"[£€$]\s?\d")


def sentences(text: str) -> list[AdvertSentence]:
    """List the sentences of an advertisement with the parts that rules give them; headings are left out."""
    sentences: list[AdvertSentence] = []
    section = Part.OPEN
    lines = lines_of(text)
    # The first line is a list item, not the job title, if it and the next line both begin with an order.
    begins_a_list = len(lines) > 1 and is_order(lines[1]) and bool(_ORDERS_WORK.match(lines[0]))
    for at, line in enumerate(lines):
        bare = _BULLET.sub("", line)
        heading = _heading(bare) if bare and bare == line else None
        if heading is not None:
            section = heading
        if heading is not None or (at == 0 and bare == line and not begins_a_list and _is_title(line)):
            continue
        sentences += [
            AdvertSentence(sentence, _part(sentence, section), section, bare != line)
            for whole in _END.split(bare)
            for sentence in wrap(whole, LONGEST, break_on_hyphens=False)
            if _SAYS_SOMETHING.search(sentence)
        ]
    return sentences[:MOST]


def lines_of(text: str) -> list[str]:
    """Return the lines of the advertisement without the page around it, and with broken lines rejoined."""
    lines = page.advertisement_lines(pasted.plain_lines(text, _is_whole_heading), _opens_a_section)
    return pasted.rejoined(lines)


def _opens_a_section(line: str) -> bool:
    """Whether a line is a heading of duties or requirements."""
    return _heading(line) in (Part.DUTY, Part.WANTED)


def _is_whole_heading(line: str) -> bool:
    """Whether collected heading phrases cover most of a line."""
    title = line.rstrip(":?")
    spans = [match.end() for _, cue in _HEADINGS if (match := cue.match(title))]
    return bool(spans) and max(spans) >= WHOLE * len(title)


def _is_title(line: str) -> bool:
    """Whether a first line is the title of the job."""
    return line[-1] not in ".!?" and len(line.split()) <= 2 * HEADING_WORDS and not _YOU_DO.search(line)


def is_order(line: str) -> bool:
    """Whether a line begins with a verb of a duty, after any list mark."""
    return bool(_ORDER.match(_BULLET.sub("", line)))


def _heading(line: str) -> Part | None:
    """Return the section that a heading opens; None for a line that is no heading."""
    if len(line) > LONGEST_HEADING:
        return None
    title = line.rstrip(":?").strip("#*_ ")
    word_count = len(title.split())
    if line[-1] in ".!;," or not title:
        return None
    if opened := next((part for part, pattern in _OPENINGS if pattern.search(title)), None):
        return opened
    if word_count > HEADING_WORDS or title[0].islower() or _NO_HEADING.search(title):
        return None
    matches = [
        (match.end() - match.start(), part)
        for part, cue in _HEADINGS
        for match in cue.finditer(title)
        if match.start() == 0 or (match.end() == len(title) and word_count <= SHORT_HEADING)
    ]
    if matches:
        return max(matches)[1]
    return Part.OPEN if line.endswith(":") else None


def _part(sentence: str, section: Part) -> Part:
    if section is Part.DUTY:
        return Part.WANTED if _WANTS_FIRST.match(sentence) and not _YOU_DO.search(sentence) else Part.DUTY
    if section is Part.ELSE or _ELSE.search(sentence) or _MONEY.search(sentence):
        return Part.ELSE
    if section is Part.WANTED:
        return Part.DUTY if _YOU_WILL.match(sentence) else Part.WANTED
    if _YOU_DO.search(sentence) or _ORDER.match(sentence):
        return Part.DUTY
    return Part.WANTED if _WANTED.search(sentence) else Part.OPEN
