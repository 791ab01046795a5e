"""Remove the signs of Markdown from a line of text."""

from __future__ import annotations

import re

_EMPHASIS = re.compile(r"(\*\*|__|~~|\*|`|(?<!\w)_)(?=\S)([^\n]{1,500}?)(?<=\S)\1(?!\w)")
_LINK = re.compile(r"!?\[([^\[\]\n]{1,300})\]\([\w./-][^()\s]{0,500}\)")


def without_signs(text: str) -> str:
    """Return a text as Markdown shows it: without the signs of bold, italic, code and links."""
    shown = _LINK.sub(r"\1", text)
    for _ in range(3):
        shown = _EMPHASIS.sub(r"\2", shown)
    return shown
