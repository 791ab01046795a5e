"""Take from a message that was pasted whole what is about it: head, greeting, closing, signature, quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prepkit.exchange.imports.text_lines import LeftOut, TextLine, is_asked, paragraphs, parted

MAIL_HEAD = re.compile(
    r"^(?:from|to|cc|subject|sent|date|von|an|betreff|gesendet|datum|para|asunto|objet|envoyé|oggetto)"
    r"\s?:\s",
    re.IGNORECASE,
)
QUOTED = re.compile(r"^\s{0,9}>")
QUOTE_SIGNS = re.compile(r"^(?:\s{0,9}>){1,9}\s?")
WROTE = re.compile(
    r"^[>\s]{0,9}(?:on|am|le|el|il|op)\s.{5,120}"
    r"(?:wrote|schrieb.{0,60}|a écrit|escribió|ha scritto|schreef.{0,60})\s?:$",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|sehr geehrte[rs]?"
    r"|guten (?:tag|morgen|abend)|hola|estimad[oa]s?|querid[oa]s?|buen(?:os días|as tardes)|bonjour|bonsoir"
    r"|ch(?:er|ère|ers)|ciao|buongiorno|gentile|car[oai]|olá|prezad[oa]s?|beste|geachte|hej|kära|cześć"
    r"|dzień dobry|szanown\w{1,9})\b(?!\s?[-–—=:>])[^?\t]{0,60}[,!:]$",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^(?:best,|(?:best|kind|kindest|warm|many|with kind|with best) (?:regards|wishes|thanks)|regards"
    r"|yours(?: sincerely| faithfully| truly)?|sincerely|cheers|thanks(?: again| a lot)?|thank you"
    r"|all the best"
    r"|(?:viele|beste|liebe|herzliche|schöne|freundliche|mit freundlichen|mit besten) grüßen?|mfg|lg|vg"
    r"|(?:un |muchos )?saludos?(?: cordiales)?|atentamente|(?:bien )?cordialement|bien à vous"
    r"|(?:cordiali |distinti )?saluti|atenciosamente|abraços|(?:met )?vriendelijke groet(?:en)?"
    r"|groet(?:en|jes)?"
    r"|(?:med )?vänlig(?:a)? hälsning(?:ar)?|hälsningar|mvh|pozdrawiam)[,.!]?(?: \w{1,20}[,.]?)?$",
    re.IGNORECASE,
)
BULLETED = re.compile(r"^\s{0,9}[-*+•▪◦‣–]\s{1,9}\S")
NUMBERED = re.compile(r"^\s{0,9}\(?\d{1,4}[.)]\s{1,9}\S")
SIGNATURE_AMONG = 15
"""A line that may begin a signature does so where no more lines than this follow it."""
GREETED_AMONG = 3
MOSTLY = 0.5
A_FEW = 2


def without_letter(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[LeftOut]]:
    """Return the lines of a message that may be questions, and the others with the reason."""
    written = [line for _, line in lines if line.strip()]
    quoted = sum(bool(QUOTED.match(line)) for line in written)
    if quoted and quoted >= MOSTLY * len(written):
        # What is quoted nearly whole was passed on: it is the text.
        lines = [(number, QUOTE_SIGNS.sub("", line)) for number, line in lines]
        quoted = 0
    is_headed = sum(bool(MAIL_HEAD.match(line)) for line in written[:8]) >= A_FEW

    def reason(line: str) -> str:
        if WROTE.match(line) or (quoted and QUOTED.match(line)):
            return "It is quoted from an earlier message."
        return "It is the head of a message." if is_headed and MAIL_HEAD.match(line) else ""

    kept, left_out = parted(lines, reason)
    kept, greeting = _without_greeting(kept)
    is_letter = is_headed or bool(greeting)
    kept, ending = without_ending(kept, is_letter=is_letter)
    kept, remarks = _without_remarks(kept) if is_letter else (kept, [])
    return kept, left_out + greeting + ending + remarks


def without_ending(lines: Sequence[TextLine], *, is_letter: bool) -> tuple[list[TextLine], list[LeftOut]]:
    """Take the closing of a letter and the signature from the end of a text."""
    ends = next((number for number, line in _last(lines) if _ends(lines, number, line, is_letter)), None)
    if ends is None:
        return list(lines), []
    left_out = [
        (number, line, "It closes the message." if CLOSING.match(line.strip()) else "It is a signature.")
        for number, line in lines
        if number >= ends and line.strip()
    ]
    return [(number, line) for number, line in lines if number < ends], left_out


def _last(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    return [(number, line) for number, line in lines if line.strip()][-SIGNATURE_AMONG:]


def _ends(lines: Sequence[TextLine], number: int, line: str, is_letter: bool) -> bool:
    """Whether a line begins what ends a message: more lines of text stand above it than below."""
    if line.rstrip() != "--" and not (is_letter and CLOSING.match(line.strip())):
        return False
    above = sum(n < number and bool(text.strip()) for n, text in lines)
    below = [text for n, text in lines if n > number and text.strip()]
    return above > len(below) and (line.rstrip() == "--" or not any(map(is_asked, below)))


def _without_greeting(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[LeftOut]]:
    first = {number for number, _ in [item for item in lines if item[1].strip()][:GREETED_AMONG]}
    found = {number for number, line in lines if number in first and GREETING.match(line.strip())}
    kept = [(number, line) for number, line in lines if number not in found]
    return kept, [(number, line, "It is a greeting.") for number, line in lines if number in found]


def _without_remarks(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[LeftOut]]:
    """Take from a letter what stands around its list, or around its questions where they have no marks."""
    marked = [number for number, line in lines if BULLETED.match(line)]
    if any(NUMBERED.match(line) for _, line in lines):
        return list(lines), []
    if len(marked) >= A_FEW:
        return _without_surroundings(lines, marked[0], marked[-1])
    remarks = _remarks(lines)
    kept = [(number, line) for number, line in lines if number not in remarks]
    return kept, [(n, line, "It is not among the questions.") for n, line in lines if n in remarks]


def _without_surroundings(
    lines: Sequence[TextLine], first: int, last: int
) -> tuple[list[TextLine], list[LeftOut]]:
    """Take what stands before the first item of a list, and the paragraphs after that of the last one."""
    texts = dict(lines)
    end = last
    while texts.get(end + 1, "").strip():
        end += 1
    kept = [(number, line) for number, line in lines if first <= number <= end]
    left_out = [
        (number, line, "It is not in the list.")
        for number, line in lines
        if line.strip() and not first <= number <= end
    ]
    return kept, left_out


def _remarks(lines: Sequence[TextLine]) -> set[int]:
    """Return the lines that lead up to the questions or wish somebody luck, and paragraphs without any."""
    parts = paragraphs(lines)
    asked = [sum(is_asked(line) for _, line in part) for part in parts]
    if not any(asked):
        return set()
    together = max(asked) >= A_FEW
    return {
        number
        for part, questions in zip(parts, asked, strict=True)
        for number, line in part
        if line.rstrip().endswith((":", "!")) or (together and not questions)
    }
