"""Read an outline of flashcards as RemNote writes it: a card a line, with its answer there or below."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prepkit.errors import Problem
from prepkit.exchange.imports.cloze import PLAIN_GAP, opened
from prepkit.exchange.imports.grid import Grid, Line, Target
from prepkit.exchange.imports.markdown import without_signs

MARK = re.compile(r"^(?P<indent>\s*)[-*•]\s+(?P<text>.+)$")
CARD = re.compile(r"\s{1,9}(?:>>|::|<>|==|->)\s{1,9}")
DETAIL = re.compile(r"\s{1,9};;\s{1,9}")
SEVERAL = re.compile(r"\s{1,9}(?:>>>|:::|>>1\.|::>)\s{0,9}$")
SIGNS = (" >> ", " :: ", " ;; ", " >>>", " <> ", "{{")
ENOUGH = 2
TARGETS = (Target.PROMPT, Target.ANSWER, Target.TOPIC)


@dataclass(frozen=True, slots=True)
class _Item:
    """A line of the outline: its number, how far it is indented, and its text."""

    number: int
    depth: int
    text: str


def is_outline(text: str) -> bool:
    """Whether a text is an outline with cards: indented items, at least two with the signs of a card."""
    lines = text.splitlines()[:500]
    marked = [line for line in lines if MARK.match(line)]
    return (
        any(line[:1] in " \t" for line in marked)
        and sum(any(sign in line for sign in SIGNS) for line in marked) >= ENOUGH
    )


def read_outline(name: str, text: str) -> tuple[Grid, list[Problem]]:
    """Read the cards of an outline; an item that only holds others is the topic of those.

    Returns the grid and the lines outside the outline, each with the reason.
    """
    items = [
        _Item(number, len(match["indent"].expandtabs(4)), match["text"].strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := MARK.match(line))
    ]
    lines = []
    taken: set[int] = set()
    for place, item in enumerate(items):
        if item.number in taken:
            continue
        below = _below(items, place)
        card = _card(item, _parent(items, place), below)
        if card is None:
            continue
        if SEVERAL.search(item.text):
            taken |= {child.number for child in below}
        prompt, answer = map(without_signs, card)
        lines.append(Line(item.number, (prompt, answer, _topic(items, place))))
    names = tuple(target.label for target in TARGETS)
    left_out = [
        Problem(name, number, None, f"“{line.strip()[:80]}”: It is not in the outline.")
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not MARK.match(line)
    ]
    return Grid(name, tuple(lines), names, dict(enumerate(TARGETS)), form="outline"), left_out


def _card(item: _Item, parent: _Item | None, below: list[_Item]) -> tuple[str, str] | None:
    """Return the question and the answer of an item; None for one that is a heading or a remark."""
    if SEVERAL.search(item.text):
        return SEVERAL.sub("", item.text), "\n".join(child.text for child in below)
    for pattern in (DETAIL, CARD):
        parts = pattern.split(item.text, maxsplit=1)
        if len(parts) == 2:
            about = (
                CARD.split(parent.text, maxsplit=1)[0]
                if parent and pattern is DETAIL and CARD.search(parent.text)
                else ""
            )
            return (f"{about}: {parts[0]}" if about else parts[0]), parts[1]
    gapped = opened(item.text, PLAIN_GAP)
    if gapped:
        return gapped.text, gapped.words
    return None if below or parent else (item.text, "")


def _below(items: list[_Item], place: int) -> list[_Item]:
    """List the items directly or indirectly below one."""
    found = []
    for item in items[place + 1 :]:
        if item.depth <= items[place].depth:
            break
        found.append(item)
    return found


def _parent(items: list[_Item], place: int) -> _Item | None:
    return next((item for item in reversed(items[:place]) if item.depth < items[place].depth), None)


def _topic(items: list[_Item], place: int) -> str:
    """Return the nearest item above that is no card, as the topic; empty without one."""
    depth = items[place].depth
    for item in reversed(items[:place]):
        if item.depth < depth:
            depth = item.depth
            if not (CARD.search(item.text) or DETAIL.search(item.text) or SEVERAL.search(item.text)):
                return without_signs(item.text)
    return ""
