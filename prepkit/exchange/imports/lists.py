"""Read a text that is no table: questions line by line, pairs of term and meaning, questions and answers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from prepkit.errors import Problem
from prepkit.exchange.imports.aiken import is_aiken, read_aiken
from prepkit.exchange.imports.answered import read_key, read_paragraphs, read_replies
from prepkit.exchange.imports.gift import is_gift, read_gift
from prepkit.exchange.imports.grid import Grid, Line, Target
from prepkit.exchange.imports.headed import HEADING, RULE, read_headed, ruled_cards
from prepkit.exchange.imports.markdown import without_signs
from prepkit.exchange.imports.numbered import (
    NumberedList,
    joined_lines,
    read_nested,
    read_numbered,
    split_inside,
)
from prepkit.exchange.imports.outlines import is_outline, read_outline
from prepkit.exchange.imports.pairs import (
    BULLET,
    LONGEST_HEADING,
    PAIRS,
    pair,
    pair_separator,
    with_pairs_whole,
)
from prepkit.exchange.imports.pasted import without_wrapping
from prepkit.exchange.imports.text_lines import ENDED, LeftOut, TextLine

ASKED = re.compile(
    r"^\W{0,4}(?:q|question|frage|f|pregunta|p|domanda|d|vraag|v|pergunta|pytanie|fråga|spørgsmål|spørsmål"
    r"|kysymys|soru|otázka|kérdés|întrebare|вопрос|питання|ερώτηση|質問|問|질문)"
    r"\s?\d{0,4}\s?[:.)：]\*{0,3}\s{0,9}",
    re.IGNORECASE,
)
ANSWERED = re.compile(
    r"^\W{0,4}(?:a|answer|ans|antwort|respuesta|réponse|r|risposta|antwoord|resposta|odpowiedź|svar|vastaus"
    r"|cevap|odpověď|válasz|răspuns|ответ|відповідь|απάντηση|回答|答え|答|답변|답)"
    r"\s?\d{0,4}\s?[:.)：]\*{0,3}\s{0,9}",
    re.IGNORECASE,
)
LISTED = 0.7
"""The share of lines with a number or bullet from which on the others are headings."""
FORMS = {
    "lines": "one question a line",
    "pairs": "a term and its meaning on each line",
    "dialogue": "lines that begin with Q: and A:",
    "cards": "cards with a line of dashes between",
    "outline": "an outline with cards, as RemNote writes it",
    "gift": "a quiz in GIFT, as Moodle writes it",
    "aiken": "multiple choice with lettered choices (Aiken)",
}
QUIZZES = {"gift": read_gift, "aiken": read_aiken}


def read_list(name: str, text: str, form: str | None = None) -> tuple[Grid, list[Problem]]:
    """Read a text without columns in the ``form`` given (a key of ``FORMS``), or in the likeliest one.

    Returns the grid and the lines that are not in it, each with the reason.
    """
    if form in QUIZZES:
        return QUIZZES[form](name, text), []
    if form == "outline" or (form is None and is_outline(text)):
        return read_outline(name, text)
    numbered = list(enumerate(text.splitlines(), start=1))
    replies = read_replies(numbered) if form is None else None
    if replies is not None:
        return _numbered_grid(name, replies, ()), _problems(name, replies.left_out)
    whole, left_out = without_wrapping(numbered)
    if form in (None, "pairs") and _form(_stripped(whole)) in ("lines", "pairs"):
        whole = with_pairs_whole(whole)
    headed = read_headed(whole) if form is None else None
    if headed is not None:
        rows, above = headed
        shown = [(number, (without_signs(front), without_signs(back))) for number, (front, back) in rows]
        return _grid(name, shown, above, (Target.PROMPT, Target.ANSWER), "lines"), _problems(name, left_out)
    found = _numbered(whole, form)
    if found is not None:
        left_out += found.left_out
        return _numbered_grid(name, found, _stripped(whole)), _problems(name, left_out)
    lines = _stripped(split_inside(whole))
    if (form or _form(lines)) == "lines":
        lines = _stripped(joined_lines(lines))
    if name.lower().endswith(".md") or any(HEADING.match(line) for _, line in lines):
        lines = [(number, line if RULE.match(line) else without_signs(line)) for number, line in lines]
    chosen = form if form in _READERS else _form(lines)
    return _READERS[chosen](name, lines), _problems(name, left_out)


def _stripped(lines: Sequence[TextLine]) -> list[TextLine]:
    return [(number, line.strip()) for number, line in lines]


def _numbered(lines: Sequence[TextLine], form: str | None) -> NumberedList | None:
    """Read a list of items that are more than a line each, unless the person wants another form."""
    if form not in (None, "lines", "outline"):
        return None
    found = read_nested(lines) if form is None else None
    if found is not None or _form(_stripped(lines)) != "lines":
        return found
    if form is None:
        found = read_key(lines)
    found = found or read_numbered(lines)
    return found or (read_paragraphs(lines) if form is None else None)


def _numbered_grid(name: str, found: NumberedList, lines: Sequence[TextLine]) -> Grid:
    told = [answer for _, _, answer in found.rows if answer]
    if told and all(ANSWERED.match(answer) for answer in told):
        unlabelled = [
            (number, prompt, ANSWERED.sub("", answer, count=1)) for number, prompt, answer in found.rows
        ]
        found = NumberedList(unlabelled, found.left_out)
    if not any(answer for _, _, answer in found.rows):
        return _grid(name, [(n, (prompt,)) for n, prompt, _ in found.rows], lines, (Target.PROMPT,), "lines")
    rows = [(number, (prompt, answer)) for number, prompt, answer in found.rows]
    return _grid(name, rows, lines, (Target.PROMPT, Target.ANSWER), "lines")


def _problems(name: str, left_out: Sequence[LeftOut]) -> list[Problem]:
    return [Problem(name, number, None, f"“{text.strip()[:80]}”: {why}") for number, text, why in left_out]


def quiz_form(text: str) -> str | None:
    """Return the form of a quiz text, None for any other."""
    if is_gift(text):
        return "gift"
    return "aiken" if is_aiken(text) else None


def _form(lines: Sequence[tuple[int, str]]) -> str:
    written = [line for _, line in lines if line and not HEADING.match(line)]
    asked = sum(bool(ASKED.match(line)) for line in written)
    answered = sum(bool(ANSWERED.match(line)) for line in written)
    if asked and answered and asked + answered >= max(2, len(written) // 4):
        return "dialogue"
    if "---" in written[1:-1]:
        return "cards"
    return "pairs" if pair_separator(written) else "lines"


def _read_lines(name: str, lines: Sequence[tuple[int, str]]) -> Grid:
    written = [line for _, line in lines if line]
    bare = [line for line in written if not BULLET.match(line)]
    marked = len(written) - len(bare)
    if marked >= LISTED * len(written) or (marked >= len(bare) and all(map(_may_head, bare))):
        # Among numbered lines, one without a number says what those below it are about.
        lines = [
            (number, line if not line or BULLET.match(line) or HEADING.match(line) else f"# {line}")
            for number, line in lines
        ]
    rows = [(number, (_unquoted(BULLET.sub("", line)).strip(),)) for number, line in lines if line]
    return _grid(name, rows, lines, (Target.PROMPT,), "lines")


def _may_head(line: str) -> bool:
    """Whether a line between the items of a list is short enough to head some of them, and asks nothing."""
    return (len(line.split()) <= LONGEST_HEADING and not line.endswith(ENDED)) or line.endswith(":")


def _unquoted(line: str) -> str:
    """Return the text of a line that stands between quotation marks, as a spreadsheet writes a cell."""
    inside = line[1:-1].replace('""', "")
    is_quoted = len(line) > 2 and line[0] == line[-1] == '"' and '"' not in inside
    return line[1:-1].replace('""', '"') if is_quoted else line


def _read_pairs(name: str, lines: Sequence[tuple[int, str]]) -> Grid:
    pattern = pair_separator([line for _, line in lines if line]) or PAIRS[" - "]
    rows = []
    for number, line in lines:
        if line and not HEADING.match(line):
            bare = BULLET.sub("", line)
            rows.append((number, pair(bare, pattern, short=False) or (bare, "")))
    return _grid(name, rows, lines, (Target.PROMPT, Target.ANSWER), "pairs")


def _read_dialogue(name: str, lines: Sequence[tuple[int, str]]) -> Grid:
    rows: list[tuple[int, list[str]]] = []
    side, is_below_heading = 0, True
    for number, line in lines:
        if HEADING.match(line):
            is_below_heading = True
        if not line or HEADING.match(line):
            continue
        asks = bool(ASKED.match(line))
        if ANSWERED.match(line) and rows:
            side = 1
        elif asks or is_below_heading:
            # Below a heading nothing goes on with the answer above it.
            rows.append((number, ["", ""]))
            side = 0
            if not asks and (parts := _pair_of(line)):
                rows[-1][1][:] = parts
                continue
        is_below_heading = False
        if rows:
            told = (ANSWERED if side else ASKED).sub("", line, count=1)
            rows[-1][1][side] = f"{rows[-1][1][side]}\n{told}".strip("\n")
    cells = [(number, tuple(cell.strip() for cell in row)) for number, row in rows]
    return _grid(name, cells, lines, (Target.PROMPT, Target.ANSWER), "dialogue")


def _pair_of(line: str) -> list[str] | None:
    """Return the term and the meaning of a line that holds both."""
    bare = BULLET.sub("", line)
    found = (pair(bare, pattern, short=name == ": ") for name, pattern in PAIRS.items())
    return next((list(parts) for parts in found if parts), None)


def _read_cards(name: str, lines: Sequence[tuple[int, str]]) -> Grid:
    """Read cards as Mochi writes them: the sides of one card with a line of three dashes between."""
    sides: list[tuple[int, list[str]]] = []
    for number, line in lines:
        if line == "---" or not sides:
            sides.append((number, []))
        if line and line != "---":
            sides[-1][1].append(line)
    parted = _headed_cards(lines) or ruled_cards(lines)
    if parted:
        return _grid(name, parted, (), (Target.PROMPT, Target.ANSWER), "cards")
    texts = [(number, "\n".join(side)) for number, side in sides if side]
    if len(texts) > 1 and len(texts) % 2:
        # An odd number of sides is one card with several.
        rest = "\n".join(text for _, text in texts[2:])
        row = (texts[0][0], (texts[0][1], texts[1][1], rest))
        targets = (Target.PROMPT, Target.ANSWER, Target.EXPLANATION)
        return _grid(name, [row], lines, targets, "cards")
    rows = [
        (number, (front, texts[at + 1][1] if at + 1 < len(texts) else ""))
        for at, (number, front) in enumerate(texts)
        if at % 2 == 0
    ]
    return _grid(name, rows, lines, (Target.PROMPT, Target.ANSWER), "cards")


def _headed_cards(lines: Sequence[tuple[int, str]]) -> list[tuple[int, tuple[str, str]]]:
    """Return the cards of a text in which a heading begins each card; none where it is another text."""
    cards: list[tuple[int, str, list[str]]] = []
    for number, line in lines:
        match = HEADING.match(line)
        if match:
            cards.append((number, match["text"], []))
        elif line and cards:
            cards[-1][2].append(line)
        elif line:
            return []
    if len(cards) < 2 or any(card[2].count("---") != 1 or card[2][0] != "---" for card in cards):
        return []
    return [
        (number, (front, "\n".join(BULLET.sub("", line) for line in back[1:])))
        for number, front, back in cards
    ]


def _grid(
    name: str,
    rows: Iterable[tuple[int, Sequence[str]]],
    lines: Sequence[tuple[int, str]],
    targets: Sequence[Target],
    form: str,
) -> Grid:
    """Make a grid of rows; the Markdown heading above a row is its topic, in a column of its own."""
    headings = [
        (number, match["text"].rstrip("# ")) for number, line in lines if (match := HEADING.match(line))
    ]
    kept = [(number, cells) for number, cells in rows if any(cells)]
    if form == "lines":
        stand_alone = {number for number, _ in headings}
        kept = [(number, cells) for number, cells in kept if number not in stand_alone]
    if not headings:
        grid_lines = tuple(Line(number, tuple(cells)) for number, cells in kept)
        names = _names(targets) if len(targets) > 1 else ()
        return Grid(name, grid_lines, names, dict(enumerate(targets)), form=form)
    places = [number for number, _ in headings]
    with_topics = []
    for number, cells in kept:
        above = bisect_left(places, number)
        with_topics.append(Line(number, (*cells, headings[above - 1][1] if above else "")))
    all_targets = (*targets, Target.TOPIC)
    return Grid(name, tuple(with_topics), _names(all_targets), dict(enumerate(all_targets)), form=form)


def _names(targets: Sequence[Target]) -> tuple[str, ...]:
    return tuple(target.label for target in targets)


_READERS: dict[str, Callable[[str, Sequence[tuple[int, str]]], Grid]] = {
    "lines": _read_lines,
    "pairs": _read_pairs,
    "dialogue": _read_dialogue,
    "cards": _read_cards,
}
