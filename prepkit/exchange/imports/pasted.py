"""Take from a text that was pasted whole what is not its content: who wrote when, quotations, page numbers.

Each function takes numbered lines and returns those to keep with the others, each with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from prepkit.exchange.imports.letters import without_letter
from prepkit.exchange.imports.text_lines import ENDED, LeftOut, TextLine, parted, whole_lines

_TIME = (
    r"(?:\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?,?\s{1,3}|(?:today|yesterday) at\s)?"
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?"
)
MESSAGE = re.compile(
    rf"^\s{{0,9}}[\[(]?{_TIME}[\])]?,?\s{{0,3}}(?:[-–]\s)?(?P<who>[^:\n\[\]]{{1,60}}):\s{{1,9}}(?P<text>\S.*)$",
    re.IGNORECASE,
)
"""A chat's message on one line, as WhatsApp, Teams and Zoom write it."""
SENDER = re.compile(
    rf"^\s{{0,9}}(?:[^\d:?\n][^:?\n]{{0,39}}\s(?:[—–-]\s)?[\[(]?{_TIME}[\])]?"
    rf"|[\[(]{_TIME}[\])]\s{{1,3}}[^\W\d][^:?\n]{{0,39}})\s{{0,9}}$",
    re.IGNORECASE,
)
"""A line with a name and a time alone, as Slack, Discord and Teams write it above a message."""
STAMPED = re.compile(
    r"^\s{0,9}\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s{1,3}\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?"
    r"(?:\]|\s[-–])\s(?P<text>[^?]{1,400})$",
    re.IGNORECASE,
)
"""A line of the chat program itself: a day and a time, and nobody's name."""
REACTION = re.compile(
    r"^(?:(?::[\w+-]{1,40}:\s{0,2}\d{0,4}\s{0,2}){1,9}|\d{1,3} repl(?:y|ies)|\(?(?:edited|bearbeitet)\)?)$",
    re.IGNORECASE,
)
OMITTED = re.compile(r"^<[^<>]{1,40}>$|^\S{1,12}\somitted$", re.IGNORECASE)
PAGE = re.compile(
    r"^\s{0,99}(?:(?:page|seite|página|pagina|strona|sida|sayfa|p\.)\s?\d{1,4}"
    r"(?:\s?(?:of|/|von|de|di|sur|z|van|av)\s?\d{1,4})?|[-–—]\s?\d{1,4}\s?[-–—]|\d{1,4}\s?/\s?\d{1,4})\s{0,99}$",
    re.IGNORECASE,
)
MOSTLY = 0.5
A_FEW = 2


def without_wrapping(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[LeftOut]]:
    """Return the lines of a text without those of a chat, an email and a PDF that are about it."""
    left_out: list[LeftOut] = []
    kept = list(lines)
    for step in (_without_pages, without_letter, _without_chat):
        kept, others = step(kept)
        left_out += others
    return kept, left_out


def _without_pages(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[LeftOut]]:
    return parted(lines, lambda line: "It is a page number." if PAGE.match(line) else "")


def _without_chat(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[LeftOut]]:
    written = [line for _, line in lines if line.strip()]
    messages = sum(bool(MESSAGE.match(line)) for line in written)
    senders = sum(bool(SENDER.match(line)) for line in written)
    if messages >= A_FEW and messages >= MOSTLY * len(written):
        return _without_heads(lines)
    if senders >= A_FEW:
        return parted(lines, _reason_between_senders)
    return list(lines), []


def _reason_between_senders(line: str) -> str:
    if SENDER.match(line):
        return "It says who wrote when."
    return "It is a reaction." if REACTION.match(line.strip()) else ""


def _without_heads(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[LeftOut]]:
    """Take who wrote when from the messages; a line without that goes on with the message above."""
    told: list[tuple[int, list[str]]] = []
    left_out: list[LeftOut] = []
    for number, line in lines:
        match = MESSAGE.match(line)
        if match:
            told.append((number, [match["text"]]))
        elif STAMPED.match(line):
            left_out.append((number, line, "It is about the chat."))
        elif (
            line.strip() and told and told[-1][1][-1].strip() and not told[-1][1][-1].rstrip().endswith(ENDED)
        ):
            told[-1][1].append(line)
        else:
            told.append((number, [line]))
    texts = whole_lines(told)
    kept, others = parted(texts, lambda line: "It stands for a file." if OMITTED.match(line.strip()) else "")
    return kept, left_out + others
