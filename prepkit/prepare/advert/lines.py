"""An advertisement sentence by sentence: what belongs to the job, what is wanted, and what is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from prepkit.prepare.advert import cues
from prepkit.prepare.advert.phrases import one_of

HEADING_WORDS = 8
BROKEN_FROM = 50
"""A shorter line (characters) was not broken to fit a page."""


class Part(StrEnum):
    """What a sentence of an advertisement is about."""

    DUTY = "duty"
    WANTED = "wanted"
    OPEN = "open"
    ELSE = "else"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or bullet without its mark, and its part."""

    text: str
    part: Part


_BULLET = re.compile(r"^[\s\-–—*•·▪◦●‣✓✔✅➤►>]+|^\s*\(?\d{1,2}[.)]\s+")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'(£€$\d])|(?<=[.!?][\"'”’)])\s+(?=[A-Z“\"'(£€$\d])")

_HEADINGS = [(part, one_of(cues.HEADINGS[part])) for part in (Part.WANTED, Part.DUTY, Part.ELSE)]
_ELSE, _WANTED = one_of(cues.SENTENCES[Part.ELSE]), one_of(cues.SENTENCES[Part.WANTED])
_VERB = "|".join(cues.VERBS[Part.DUTY])
_NOT_DOING = "be|have|need|bring|know|get|receive|join|enjoy|love|find|like|fit|thrive"
_YOU_DO = re.compile(
    rf"\b(?:you|who)(?:['’]ll| will| would|['’]d)(?: also| then| often)? (?!(?:{_NOT_DOING})\b)\w+"
    rf"|\byou (?:also |then )?(?:{_VERB})\b|{one_of(cues.SENTENCES[Part.DUTY]).pattern}",
    re.IGNORECASE,
)
_ORDER = re.compile(rf"(?:{_VERB})(?:ing)?\b", re.IGNORECASE)


def sentences(text: str) -> list[Sentence]:
    """Every sentence of an advertisement with its part; headings are left out."""
    found: list[Sentence] = []
    section = Part.OPEN
    for line in _lines(text):
        bare = _BULLET.sub("", line)
        heading = _heading(bare) if bare and bare == line else None
        if heading is not None:
            section = heading
            continue
        found += [Sentence(one, _part(one, section)) for one in _END.split(bare) if one.strip()]
    return found


def _lines(text: str) -> list[str]:
    """The lines that hold anything; those broken in the middle of a sentence are put together again."""
    found: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if found and line[0].islower() and len(found[-1]) >= BROKEN_FROM and found[-1][-1] not in ".!?:;":
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def _heading(line: str) -> Part | None:
    """The section that a line opens; None for a line that is no heading."""
    title = line.rstrip(":").strip("#*_ ")
    if len(title.split()) > HEADING_WORDS or (line[-1] in ".!;," and not line.endswith(":")):
        return None
    found = next((part for part, pattern in _HEADINGS if pattern.search(title)), None)
    if found is None and line.endswith(":"):
        return Part.OPEN
    return found


def _part(sentence: str, section: Part) -> Part:
    does, wants = bool(_YOU_DO.search(sentence)), bool(_WANTED.search(sentence))
    if section is Part.DUTY:
        return Part.WANTED if wants and not does else Part.DUTY
    if section is Part.ELSE or _ELSE.search(sentence):
        return Part.ELSE
    if section is Part.WANTED:
        return Part.DUTY if re.match(r"you(?:['’]ll| will) ", sentence, re.IGNORECASE) else Part.WANTED
    if does or _ORDER.match(sentence):
        return Part.DUTY
    return Part.WANTED if wants else Part.OPEN
