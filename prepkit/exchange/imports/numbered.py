"""Read a list with numbers or bullets: its items over several lines, what stands below them and around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from prepkit.exchange.imports.text_lines import ENDED, LeftOut, TextLine, one_line, whole_lines

NUMBER = re.compile(r"^\s{0,40}\(?(?:q(?:uestion)?\s?)?(\d{1,4})[.):]\s{1,9}(?P<text>\S.*)$", re.IGNORECASE)
BULLETED = re.compile(r"^(?P<indent>\s{0,40})[-*•▪◦‣–+]\s{1,9}(?P<text>\S.*)$")
SET_IN = re.compile(r"^(?P<indent>(?: {2,40}|\t{1,9}))(?P<text>\S.*)$")
INSIDE = re.compile(r"(?:^|(?<=[.?!:;]))\s{0,3}\(?(\d{1,3})[.)]\s")
FEWEST = 3
MOST_SKIPPED = 20
"""How far the number of an item may lie above the one before: somebody has left some out."""
ANSWERED_SHARE = 0.5
SMALL = 0.4
MARKED_ENDS = 0.3
"""The share of lines that must follow the end of a sentence for those alone to show how sentences begin."""
LONG_LINE, SHORT_LINE = 40, 12
"""How long a line is that can have been broken: in any text, and in one that breaks lines at a width."""
BROKEN, FULL_LINE, WIDEST_BROKEN = 2, 0.75, 130
"""How many broken lines show that a text breaks them at a width, and the share of it that a full one has."""
SURROUNDED = 0.7
"""The share of items among the lines from which on the other lines are headings of parts of the list."""


@dataclass(slots=True)
class ListItem:
    """One item of a list: its line, its text, and the paragraphs below it, each as its lines."""

    number: int
    text: str
    below: list[list[TextLine]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NumberedList:
    """The items of a list with the answers below them, if they have some, and the lines that are no part."""

    rows: list[tuple[int, str, str]]
    left_out: list[LeftOut]


def split_inside(lines: Sequence[TextLine]) -> list[TextLine]:
    """Part a line that holds a whole list, “1. … 2. … 3. …”, into its items."""
    parted: list[TextLine] = []
    for number, line in lines:
        places = _places_of_items(line)
        if len(places) < FEWEST:
            parted.append((number, line))
            continue
        ends = [*places[1:], len(line)]
        parted += [(number, line[start:end].strip()) for start, end in zip(places, ends, strict=True)]
    return parted


def _places_of_items(line: str) -> list[int]:
    """Return where the numbers 1, 2, 3 and so on begin in a line that begins with the first."""
    places: list[int] = []
    for match in INSIDE.finditer(line):
        if int(match[1]) == len(places) + 1 and (places or not line[: match.start()].strip()):
            places.append(match.start())
    return places


def joined_lines(lines: Sequence[TextLine]) -> list[TextLine]:
    """Join a line that was broken in the middle of a sentence with the one below it.

    Where sentences begin with a small letter, that says nothing. Where a file breaks its lines at a width,
    a line that comes near to it and ends no sentence goes on below, whatever letter is there.
    """
    if _begins_small([line.strip() for _, line in lines if line.strip()]):
        return list(lines)
    broken = sum(_goes_on(above, below, LONG_LINE) for (_, above), (_, below) in pairwise(lines))
    widest = max((len(line.strip()) for _, line in lines), default=0)
    full = FULL_LINE * widest if broken >= BROKEN and widest <= WIDEST_BROKEN else None
    found: list[tuple[int, list[str]]] = []
    last = ""
    for number, line in lines:
        text = line.strip()
        is_full = full is not None and len(last) >= full and not last.endswith(ENDED) and bool(text)
        is_item = bool(NUMBER.match(line) or BULLETED.match(line))
        small = SHORT_LINE if full is not None else LONG_LINE
        if found and not is_item and not text.startswith("#") and (is_full or _goes_on(last, text, small)):
            found[-1][1].append(text)
        else:
            found.append((number, [line]))
        last = text
    return whole_lines(found)


def _goes_on(above: str, below: str, least: int) -> bool:
    """Whether a line begins small below one of some length that ends no sentence and is no heading."""
    upper = above.strip()
    begins_small = below.strip()[:1].islower()
    return begins_small and len(upper) >= least and not upper.endswith(ENDED) and not upper.startswith("#")


def _begins_small(written: Sequence[str]) -> bool:
    """Whether sentences of this text begin with a small letter."""
    if not written:
        return False
    firsts = [line for at, line in enumerate(written) if not at or written[at - 1].endswith(ENDED)]
    if len(firsts) < MARKED_ENDS * len(written):
        firsts = list(written)
    return sum(line[0].islower() for line in firsts) > SMALL * len(firsts)


def read_numbered(lines: Sequence[TextLine]) -> NumberedList | None:
    """Read the items 1, 2, 3 … of a text; None where they need no more than reading line by line."""
    before, items = _items(lines)
    if len(items) < FEWEST:
        return None
    broken = [_join(item) for item in items]
    answered = sum(bool(item.below) for item in items[:-1]) >= ANSWERED_SHARE * (len(items) - 1)
    written = sum(bool(line.strip()) for _, line in lines)
    if answered:
        return _with_answers(before, items)
    if not any(broken) and len(items) >= SURROUNDED * written:
        return None
    return _without_surroundings(before, items)


def _items(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[ListItem]]:
    """Return the lines before the first item, and the items with the lines below each in paragraphs.

    The first paragraph holds what stands directly below an item and may be empty.
    """
    before: list[TextLine] = []
    items: list[ListItem] = []
    last, after_blank = 0, True
    for number, line in lines:
        text = line.strip()
        match = NUMBER.match(line)
        begins_anew = match is not None and match[1] == "1" and (after_blank or text.endswith("?"))
        if match and (last < int(match[1]) <= last + MOST_SKIPPED or begins_anew):
            last = int(match[1])
            items.append(ListItem(number, match["text"].strip(), [[]]))
        elif text and not text.startswith("#"):
            if not items:
                before.append((number, text))
            else:
                if after_blank:
                    items[-1].below.append([])
                items[-1].below[-1].append((number, text))
        after_blank = not text
    return before, items


def _join(item: ListItem) -> bool:
    """Add to an item the lines directly below it that go on with its sentence or end it with a question."""
    direct = [line for _, line in item.below[0]]
    parts, asks = [item.text], "?" in item.text
    for line in direct:
        ends_question = not asks and line.endswith("?")
        if parts[-1].endswith(ENDED) and not ends_question:
            break
        parts.append(line)
        asks = asks or "?" in line
    item.text = one_line(parts)
    item.below[0] = item.below[0][len(parts) - 1 :]
    item.below = [paragraph for paragraph in item.below if paragraph]
    return len(parts) > 1


def _with_answers(before: Sequence[TextLine], items: Sequence[ListItem]) -> NumberedList:
    left_out = [(number, line, "It stands above the list.") for number, line in before]
    # What follows the last answer is no part of it: it has as many paragraphs as the longest of the others.
    most = max(len(item.below) for item in items[:-1])
    for paragraph in items[-1].below[most:]:
        left_out += [(number, line, "It stands below the list.") for number, line in paragraph]
    rows = [
        (item.number, item.text, "\n".join(line for part in item.below[:most] for _, line in part))
        for item in items
    ]
    return NumberedList(rows, left_out)


def _without_surroundings(before: Sequence[TextLine], items: Sequence[ListItem]) -> NumberedList:
    left_out = [(number, line, "It is not in the numbered list.") for number, line in before]
    rows = []
    for item in items:
        rows.append((item.number, item.text, ""))
        for paragraph in item.below:
            left_out += [(number, line, "It is not in the numbered list.") for number, line in paragraph]
    return NumberedList(rows, left_out)


def _set_in(number: int, line: str) -> tuple[int, int, str] | None:
    """Return the number, the depth and the text of a line with a bullet, or of one that is set in."""
    match = BULLETED.match(line) or SET_IN.match(line)
    return (number, len(match["indent"].expandtabs(4)), match["text"].strip()) if match else None


def read_nested(lines: Sequence[TextLine]) -> NumberedList | None:
    """Read questions as bullets with their answers below, as bullets or set in; None for another form."""
    marked = [found for number, line in lines if (found := _set_in(number, line))]
    if not marked:
        return None
    outermost = min(depth for _, depth, _ in marked)
    rows: list[tuple[int, str, list[str]]] = []
    for number, depth, text in marked:
        if depth == outermost:
            rows.append((number, text, []))
        elif rows:
            rows[-1][2].append(text)
    asked = sum(text.endswith("?") for _, text, _ in rows)
    answered = sum(bool(below) for _, _, below in rows)
    if len(rows) < FEWEST - 1 or asked < SURROUNDED * len(rows) or answered < SURROUNDED * len(rows):
        return None
    numbers = {number for number, _, _ in marked}
    left_out = [
        (number, line.strip(), "It is not in the list.")
        for number, line in lines
        if line.strip() and number not in numbers and not line.startswith("#")
    ]
    return NumberedList([(number, text, "\n".join(below)) for number, text, below in rows], left_out)
