"""Read Transit, the form of JSON in which Mochi writes its exports, into plain dictionaries and lists.

Follows the format's description (cognitect/transit-format): ``["^ ", key, value, …]`` is a map, and ``^0``
and the like stand for a longer key or symbol that was written before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

CODE_FIRST, CODE_DIGITS, CACHE_SIZE = 48, 44, 44 * 44
SHORTEST_CACHED = 4
DEEPEST = 100
MAP = "^ "


class _Cache:
    """The texts that codes stand for, in the order they were written."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def text(self, written: str, *, is_key: bool) -> str:
        if written.startswith("^") and written != MAP:
            place = self._place(written)
            return self._texts[place] if place < len(self._texts) else written
        if len(written) >= SHORTEST_CACHED and (is_key or written[:2] in ("~:", "~$", "~#")):
            if len(self._texts) == CACHE_SIZE:
                self._texts.clear()
            self._texts.append(written)
        return written

    @staticmethod
    def _place(code: str) -> int:
        digits = [ord(sign) - CODE_FIRST for sign in code[1:3]]
        return (
            digits[0] if len(digits) == 1 else digits[0] * CODE_DIGITS + digits[1] if digits else CACHE_SIZE
        )


def decoded(node: Any) -> Any:
    """Return what was parsed from JSON without codes: maps as dictionaries, their keys without ``~:``.

    Plain JSON comes back as it is. Raises ValueError for what is nested deeper than any export.
    """
    return _decoded(node, _Cache(), depth=0)


def _decoded(node: Any, cache: _Cache, *, depth: int) -> Any:
    if depth > DEEPEST:
        raise ValueError("The export is nested too deeply.")
    if isinstance(node, str):
        return cache.text(node, is_key=False).removeprefix("~:")
    if isinstance(node, dict):
        return _map(node.items(), cache, depth)
    if not isinstance(node, list):
        return node
    if node and node[0] == MAP:
        return _map(zip(node[1::2], node[2::2], strict=False), cache, depth)
    cells = [_decoded(cell, cache, depth=depth + 1) for cell in node]
    is_tagged = len(cells) == 2 and isinstance(cells[0], str) and cells[0].startswith("~#")
    return cells[1] if is_tagged else cells


def _map(pairs: Iterable[tuple[Any, Any]], cache: _Cache, depth: int) -> dict[str, Any]:
    """Decode a map, key before value, as the codes count."""
    found = {}
    for written, cell in pairs:
        key = cache.text(written, is_key=True) if isinstance(written, str) else str(written)
        found[key.removeprefix("~:")] = _decoded(cell, cache, depth=depth + 1)
    return found
