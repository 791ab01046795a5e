"""Read a text in Markdown whose headings are the questions, with the answer of each below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prepkit.exchange.imports.pairs import BULLET
from prepkit.exchange.imports.text_lines import TextLine, is_asked

HEADING = re.compile(r"^\s{0,9}#{1,6}\s{1,9}(?P<text>\S.*)$")
RULE = re.compile(r"^(?:\*\s?){3,40}$|^(?:_\s?){3,40}$|^={3,40}$")
"""A line across the page that is none of the dashes between the sides of a card."""
SIDES = "---"
FEWEST = 2
MOST = 0.5

Rows = list[tuple[int, tuple[str, str]]]


def read_headed(lines: Sequence[TextLine]) -> tuple[Rows, list[TextLine]] | None:
    """Return the rows of question and answer, and the headings above them; None for another text."""
    cards: list[tuple[int, str, list[str]]] = []
    above: list[TextLine] = []
    for number, line in lines:
        match = HEADING.match(line)
        if match and is_asked(match["text"].rstrip("# *_")):
            cards.append((number, match["text"].rstrip("# "), []))
        elif match:
            above.append((number, line))
        elif line.strip() and cards and (not above or above[-1][0] < cards[-1][0]):
            cards[-1][2].append(BULLET.sub("", line.strip()))
        elif line.strip():
            return None
    answered = sum(bool(below) for _, _, below in cards)
    told = [line for _, _, below in cards for line in below]
    if answered < max(FEWEST, MOST * len(cards)) or any(map(is_asked, told)) or SIDES in told:
        return None
    return [(number, (question, "\n".join(below))) for number, question, below in cards], above


def ruled_cards(lines: Sequence[TextLine]) -> Rows:
    """Return the cards of a text with a line across the page after each; none where it is another text."""
    cards: list[list[TextLine]] = [[]]
    for number, line in lines:
        if RULE.match(line):
            cards.append([])
        elif line.strip():
            cards[-1].append((number, line.strip()))
    written = [card for card in cards if card]
    rows: Rows = []
    for card in written:
        texts = [line for _, line in card]
        if texts.count(SIDES) != 1 or SIDES in (texts[0], texts[-1]):
            return []
        middle = texts.index(SIDES)
        rows.append((card[0][0], ("\n".join(texts[:middle]), "\n".join(texts[middle + 1 :]))))
    return rows if len(rows) >= FEWEST else []
