"""Take from a text that was pasted whole what is not its content: who wrote when, quotations, page numbers.

Each function takes numbered lines and returns those to keep with the others, each with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

TextLine = tuple[int, str]
"""A line of a text, not stripped, with its number from 1."""
LeftOut = tuple[int, str, str]
"""A line that is not used: its number, its text, and why."""

_TIME = (
    r"(?:\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?,?\s{1,3}|(?:today|yesterday) at\s)?"
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?"
)
MESSAGE = re.compile(
    rf"^\s{{0,9}}[\[(]?{_TIME}[\])]?,?\s{{0,3}}(?:[-–]\s)?(?P<who>[^:\n\[\]]{{1,60}}):\s{{1,9}}(?P<text>\S.*)$",
    re.IGNORECASE,
)
"""A chat's message on one line, as WhatsApp, Teams and Zoom write it."""
SENDER = re.compile(rf"^\s{{0,9}}[^\d:?\n]{{1,40}}\s(?:[—–-]\s)?[\[(]?{_TIME}[\])]?\s{{0,9}}$", re.IGNORECASE)
"""A line with a name and a time alone, as Slack and Discord write it above a message."""
OMITTED = re.compile(r"^<[^<>]{1,40}>$|^\S{1,12}\somitted$", re.IGNORECASE)
MAIL_HEAD = re.compile(
    r"^(?:from|to|cc|subject|sent|date|von|an|betreff|gesendet|datum|para|asunto|objet|envoyé|oggetto)"
    r"\s?:\s",
    re.IGNORECASE,
)
QUOTED = re.compile(r"^\s{0,9}>")
WROTE = re.compile(
    r"^[>\s]{0,9}(?:on|am|le|el|il|op)\s.{5,120}"
    r"(?:wrote|schrieb.{0,60}|a écrit|escribió|ha scritto|schreef.{0,60})\s?:$",
    re.IGNORECASE,
)
PAGE = re.compile(
    r"^\s{0,99}(?:(?:page|seite|página|pagina|strona|sida|sayfa|p\.)\s?\d{1,4}"
    r"(?:\s?(?:of|/|von|de|di|sur|z|van|av)\s?\d{1,4})?|[-–—]\s?\d{1,4}\s?[-–—]|\d{1,4}\s?/\s?\d{1,4})\s{0,99}$",
    re.IGNORECASE,
)
SIGNATURE_AMONG = 15
"""A line of two dashes begins a signature where no more lines than this follow it."""
MOSTLY = 0.5
A_FEW = 2


def without_wrapping(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[LeftOut]]:
    """Return the lines of a text without those of a chat, an email and a PDF that are about it."""
    left_out: list[LeftOut] = []
    kept = list(lines)
    for step in (_without_pages, _without_mail, _without_chat):
        kept, others = step(kept)
        left_out += others
    return kept, left_out


def _without_pages(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[LeftOut]]:
    return _parted(lines, lambda line: "It is a page number." if PAGE.match(line) else "")


def _without_mail(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[LeftOut]]:
    written = [line for _, line in lines if line.strip()]
    is_headed = sum(bool(MAIL_HEAD.match(line)) for line in written[:8]) >= A_FEW
    is_quoting = 0 < sum(bool(QUOTED.match(line)) for line in written) < MOSTLY * len(written)
    signed = next(
        (
            number
            for number, line in lines[-SIGNATURE_AMONG:]
            if line.rstrip() == "--" and _is_after(lines, number)
        ),
        None,
    )

    def reason(line: str) -> str:
        if WROTE.match(line) or (is_quoting and QUOTED.match(line)):
            return "It is quoted from an earlier message."
        return "It is the head of a message." if is_headed and MAIL_HEAD.match(line) else ""

    kept, left_out = _parted(lines, reason)
    if signed is not None:
        left_out += [(n, line, "It is a signature.") for n, line in kept if n >= signed and line.strip()]
        kept = [(number, line) for number, line in kept if number < signed]
    return kept, left_out


def _is_after(lines: Sequence[TextLine], number: int) -> bool:
    """Whether a line stands below more lines of text than follow it."""
    above = sum(n < number and bool(line.strip()) for n, line in lines)
    return above > sum(n > number and bool(line.strip()) for n, line in lines)


def _without_chat(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[LeftOut]]:
    written = [line for _, line in lines if line.strip()]
    messages = sum(bool(MESSAGE.match(line)) for line in written)
    senders = sum(bool(SENDER.match(line)) for line in written)
    if messages >= A_FEW and messages >= MOSTLY * len(written):
        told = [(number, match["text"] if (match := MESSAGE.match(line)) else line) for number, line in lines]
        return _parted(told, lambda line: "It stands for a file." if OMITTED.match(line.strip()) else "")
    if senders >= A_FEW:
        return _parted(lines, lambda line: "It says who wrote when." if SENDER.match(line) else "")
    return list(lines), []


def _parted(lines: Sequence[TextLine], reason: Callable[[str], str]) -> tuple[list[TextLine], list[LeftOut]]:
    """Part the lines into those to keep and those for which there is a reason against."""
    reasons = [(number, line, reason(line) if line.strip() else "") for number, line in lines]
    kept = [(number, line) for number, line, why in reasons if not why]
    return kept, [(number, line, why) for number, line, why in reasons if why]
