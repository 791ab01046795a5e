"""Read the cards of a Mochi export, whose ``data.json`` holds decks, and in them cards in Markdown."""

from __future__ import annotations

import json
import re
from typing import Any

from prepkit.exchange.imports.cloze import PLAIN_GAP, opened
from prepkit.exchange.imports.grid import Grid, Line, Target
from prepkit.exchange.imports.markdown import without_signs
from prepkit.exchange.imports.transit import decoded

TARGETS = (Target.PROMPT, Target.ANSWER, Target.TAGS, Target.TOPIC)
SIDES = re.compile(r"\n---\n")


def read_cards(name: str, content: bytes) -> Grid:
    """Read every card that is not in the trash. Raises ValueError for a file that is no JSON."""
    lines: list[Line] = []
    waiting: list[tuple[Any, str]] = [(decoded(json.loads(content)), "")]
    while waiting:
        node, deck = waiting.pop(0)
        if isinstance(node, dict):
            fields = node
            if isinstance(fields.get("content"), str) and not fields.get("trashed?"):
                lines.append(_line(len(lines) + 1, fields, deck))
            elif isinstance(fields.get("name"), str):
                deck = fields["name"]
            waiting += [(value, deck) for value in node.values()]
        elif isinstance(node, list):
            waiting += [(value, deck) for value in node]
    names = tuple(target.label for target in TARGETS)
    return Grid(name, tuple(lines), names, dict(enumerate(TARGETS)), form="cards")


def _line(number: int, fields: dict[str, Any], deck: str) -> Line:
    front, *others = (side.strip() for side in SIDES.split(fields["content"]))
    back = "\n\n".join(others)
    gapped = opened(front, PLAIN_GAP)
    if gapped:
        front, back = gapped.text, "\n\n".join(part for part in (gapped.words, back) if part)
    tags = fields.get("tags", [])
    listed = tags.get("~#set", []) if isinstance(tags, dict) else tags
    joined = ", ".join(str(tag) for tag in listed) if isinstance(listed, list) else ""
    return Line(number, (_shown(front), _shown(back), joined, deck))


def _shown(text: str) -> str:
    return "\n".join(without_signs(line) for line in text.strip().splitlines())
