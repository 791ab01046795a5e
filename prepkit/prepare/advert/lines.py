"""An advertisement sentence by sentence, and what rules say of each: a duty, something wanted, or neither.

``parts`` has the last word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap

from prepkit.prepare.advert import cues, page, pasted
from prepkit.prepare.advert.phrases import one_of

HEADING_WORDS, SHORT_HEADING = 8, 5
"""A longer line is no heading. What it heads is said at its beginning or, if it is short, at its end."""
WHOLE = 0.6
"""A heading at the end of another line is said by the collected words for so much of it."""
LONGEST = 600
"""What goes on for longer (characters) without an end is cut at a word: it is no sentence."""
MOST = 1_000
"""No advertisement has more sentences; what has is not worth a minute of the reader's time."""
LONGEST_HEADING = 120
"""Characters; what is longer is looked at no further."""


class Part(StrEnum):
    """What a sentence of an advertisement is about."""

    DUTY = "duty"
    WANTED = "wanted"
    OPEN = "open"
    ELSE = "else"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or bullet without its mark: its part, its heading's, and whether it had a mark."""

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
# "Lead agents" is work, "Lead Agent" and "Support services manager" are titles.
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


def sentences(text: str) -> list[Sentence]:
    """Every sentence of an advertisement with its part; headings are left out."""
    found: list[Sentence] = []
    section = Part.OPEN
    every = lines_of(text)
    # A list that lost its first mark begins with work, not with the name of the job.
    begins_a_list = len(every) > 1 and is_order(every[1]) and bool(_ORDERS_WORK.match(every[0]))
    for at, line in enumerate(every):
        bare = _BULLET.sub("", line)
        heading = _heading(bare) if bare and bare == line else None
        if heading is not None:
            section = heading
        if heading is not None or (at == 0 and bare == line and not begins_a_list and _is_title(line)):
            continue
        found += [
            Sentence(one, _part(one, section), section, bare != line)
            for whole in _END.split(bare)
            for one in wrap(whole, LONGEST, break_on_hyphens=False)
            if _SAYS_SOMETHING.search(one)
        ]
    return found[:MOST]


def lines_of(text: str) -> list[str]:
    """The lines of the advertisement itself, those broken to fit a page put together again."""
    found = page.of_the_advertisement(pasted.plain_lines(text, _is_whole_heading), _opens_a_section)
    return pasted.rejoined(found)


def _opens_a_section(line: str) -> bool:
    """Whether a line heads duties or what is wanted."""
    return _heading(line) in (Part.DUTY, Part.WANTED)


def _is_whole_heading(line: str) -> bool:
    """Whether a line is, almost word for word, a heading that advertisements use."""
    title = line.rstrip(":?")
    spans = [match.end() for _, cue in _HEADINGS if (match := cue.match(title))]
    return bool(spans) and max(spans) >= WHOLE * len(title)


def _is_title(line: str) -> bool:
    """Whether a first line names the job."""
    return line[-1] not in ".!?" and len(line.split()) <= 2 * HEADING_WORDS and not _YOU_DO.search(line)


def is_order(line: str) -> bool:
    """Whether a line with or without a mark begins with what is to be done."""
    return bool(_ORDER.match(_BULLET.sub("", line)))


def _heading(line: str) -> Part | None:
    """The section that a line opens; None for a line that is no heading."""
    if len(line) > LONGEST_HEADING:
        return None
    title = line.rstrip(":?").strip("#*_ ")
    many = len(title.split())
    if line[-1] in ".!;," or not title:
        return None
    if opened := next((part for part, pattern in _OPENINGS if pattern.search(title)), None):
        return opened
    if many > HEADING_WORDS or title[0].islower() or _NO_HEADING.search(title):
        return None
    found = [
        (match.end() - match.start(), part)
        for part, cue in _HEADINGS
        for match in cue.finditer(title)
        if match.start() == 0 or (match.end() == len(title) and many <= SHORT_HEADING)
    ]
    if found:
        return max(found)[1]
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
