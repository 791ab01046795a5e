"""Read questions whose answers stand in other lines: in their paragraph, below a quotation, in a key."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.exchange.imports.letters import QUOTE_SIGNS, QUOTED, without_ending
from prepkit.exchange.imports.numbered import NUMBER, NumberedList
from prepkit.exchange.imports.pairs import BULLET
from prepkit.exchange.imports.text_lines import ENDED, LeftOut, TextLine, is_asked, one_line, paragraphs

FEWEST = 3
FEWEST_REPLIES = 2
MOST = 0.7
FEW = 0.3
LONGEST_TERM = 6
"""The most words of a term that stands in a line above its meaning."""


def read_replies(lines: Sequence[TextLine]) -> NumberedList | None:
    """Read a message that quotes questions one by one with the answer below each; None for another text."""
    if sum(bool(QUOTED.match(line)) for _, line in lines) < FEWEST_REPLIES:
        return None
    kept, left_out = without_ending(lines, is_letter=True)
    stretches = _stretches(kept)
    while stretches and not stretches[0][0]:
        left_out += [(number, line, "It stands above the list.") for number, line in stretches.pop(0)[1]]
    asked = [at for at, (is_quoted, part) in enumerate(stretches) if is_quoted and is_asked(part[-1][1])]
    quoted = sum(is_quoted for is_quoted, _ in stretches)
    answered = {at for at in asked if at + 1 < len(stretches)}
    if len(answered) < FEWEST_REPLIES or len(answered) < MOST * quoted:
        return None
    rows = []
    for at, (is_quoted, part) in enumerate(stretches):
        if at in answered:
            question = _one_line(part)
            rows.append((part[0][0], BULLET.sub("", question), _lines_of(stretches[at + 1][1])))
        elif is_quoted:
            left_out += [(number, line, "It is quoted from an earlier message.") for number, line in part]
        elif at - 1 not in answered:
            left_out += [(number, line, "It has no question above it.") for number, line in part]
    return NumberedList(rows, left_out)


def _stretches(lines: Sequence[TextLine]) -> list[tuple[bool, list[TextLine]]]:
    """Return the lines, quoted ones and others in turn, without the signs of quotation."""
    found: list[tuple[bool, list[TextLine]]] = []
    for number, line in lines:
        is_quoted = bool(QUOTED.match(line))
        text = QUOTE_SIGNS.sub("", line).strip() if is_quoted else line.strip()
        if text and found and found[-1][0] is is_quoted:
            found[-1][1].append((number, text))
        elif text:
            found.append((is_quoted, [(number, text)]))
    return found


def _one_line(part: Sequence[TextLine]) -> str:
    return one_line([line for _, line in part])


def _lines_of(part: Sequence[TextLine]) -> str:
    return "\n".join(line.strip() for _, line in part)


def read_paragraphs(lines: Sequence[TextLine]) -> NumberedList | None:
    """Read paragraphs that begin with a question, or a term, and go on with its answer; None for others."""
    parts = paragraphs(lines)
    if len(parts) < FEWEST:
        return None
    return _questions(parts) or _terms(parts)


def _questions(parts: Sequence[Sequence[TextLine]]) -> NumberedList | None:
    split = [_question_and_answer(part) for part in parts]
    answered = sum(bool(question and answer) for question, answer in split)
    if answered < FEWEST - 1 or answered < MOST * len(parts):
        return None
    rows = []
    left_out: list[LeftOut] = []
    for part, (question, answer) in zip(parts, split, strict=True):
        if question:
            rows.append((part[0][0], BULLET.sub("", question), answer))
        else:
            left_out += [(number, line, "It has no question above it.") for number, line in part]
    return NumberedList(rows, left_out)


def _question_and_answer(part: Sequence[TextLine]) -> tuple[str, str]:
    """Split a paragraph behind its only question, which may take more than a line; no question otherwise."""
    ends = [at for at, (_, line) in enumerate(part) if is_asked(line)]
    if len(ends) != 1 or any(line.rstrip().endswith(ENDED) for _, line in part[: ends[0]]):
        return "", ""
    return _one_line(part[: ends[0] + 1]), _lines_of(part[ends[0] + 1 :])


def _terms(parts: Sequence[Sequence[TextLine]]) -> NumberedList | None:
    """Read paragraphs of two lines each, a short term and its meaning."""
    for part in parts:
        term, meaning = part[0][1].strip(), part[-1][1].strip()
        if len(part) != 2 or len(term.split()) > LONGEST_TERM or term.endswith(ENDED) or is_asked(meaning):
            return None
        if term.startswith("#") or BULLET.match(term) or BULLET.match(meaning):
            return None
    return NumberedList([(part[0][0], part[0][1].strip(), part[1][1].strip()) for part in parts], [])


def read_key(lines: Sequence[TextLine]) -> NumberedList | None:
    """Read a numbered list of questions with a second one, of their answers, below; None for another text."""
    ones = [number for number, line in lines if (match := NUMBER.match(line)) and int(match[1]) == 1]
    if len(ones) != 2:
        return None
    questions, others = _entries([item for item in lines if item[0] < ones[1]])
    answers, below = _entries([item for item in lines if item[0] >= ones[1]])
    if len(questions) < FEWEST or len(others) > len(questions) * MOST or not set(answers) <= set(questions):
        return None
    asked = sum(is_asked(text) for _, text in questions.values())
    asked_below = sum(is_asked(text) for _, text in answers.values())
    if min(asked, len(answers)) < MOST * len(questions) or asked_below > FEW * len(answers):
        return None
    rows = [
        (number, text, answers[place][1] if place in answers else "")
        for place, (number, text) in questions.items()
    ]
    return NumberedList(
        rows, [(number, line, "It is not in the numbered list.") for number, line in others + below]
    )


def _entries(lines: Sequence[TextLine]) -> tuple[dict[int, tuple[int, str]], list[TextLine]]:
    """Return the items of a list by their number, with the lines that go on with them, and other lines."""
    found: dict[int, tuple[int, list[str]]] = {}
    others: list[TextLine] = []
    last, is_open = 0, False
    for number, line in lines:
        text = line.strip()
        match = NUMBER.match(line)
        if match and int(match[1]) not in found:
            last, is_open = int(match[1]), True
            found[last] = (number, [match["text"].strip()])
        elif text and is_open and not found[last][1][-1].endswith(ENDED):
            found[last][1].append(text)
        elif text:
            others.append((number, text))
        is_open = is_open and bool(text)
    return {place: (number, one_line(texts)) for place, (number, texts) in found.items()}, others
