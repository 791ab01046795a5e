"""Find a quotation in an answer, however its white space, case, quotation marks and dashes are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from prepkit.feedback.text import Span

LEAST, MOST = 3, 600
"""Characters: a shorter quotation says nothing, a longer one points at nothing."""
_PLACES_LOOKED_AT = 100
"""In so many places it is looked whether the quotation is whole words there."""
_APOSTROPHES = "'‘’‚‛`´ʼʹ′‹›"
_QUOTATION_MARKS = '"“”„‟«»″〝〞＂❝❞「」『』'
_DASHES = "-‐‑‒–—―−﹣－"
_SAME = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_QUOTATION_MARKS, '"') | dict.fromkeys(_DASHES, "-")
)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
# An apostrophe inside a word opens or closes nothing.
_QUOTED = re.compile(r'"([^"]+)"|(?<!\w)\'([^\']+(?:(?<=\w)\'(?=\w)[^\']*)*)\'(?!\w)')


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text in which spellings of the same are the same. ``places`` holds, for each folded character, the
    place of the character in ``original`` that it comes from.
    """

    original: str
    text: str
    places: tuple[int, ...]

    def find(self, quotation: str) -> Span | None:
        """Return where a quotation stands, as whole words; None if it does not, or says nothing."""
        wanted = fold(quotation).text.strip(" '\"")
        return self._place_of(wanted) or self._place_of(_EDGES.sub("", wanted))

    def _place_of(self, wanted: str) -> Span | None:
        if not LEAST <= len(wanted) <= MOST or not re.search(r"\w", wanted):
            return None
        start = -1
        for _ in range(_PLACES_LOOKED_AT):
            start = self.text.find(wanted, start + 1)
            end = start + len(wanted)
            if start < 0:
                break
            if self._is_edge(start) and self._is_edge(end):
                first, last = self.places[start], self.places[end - 1] + 1
                return Span(first, last, self.original[first:last])
        return None

    def _is_edge(self, at: int) -> bool:
        """Whether no word, and no character that was folded to several, is cut at this place."""
        if not 0 < at < len(self.text):
            return True
        cuts_word = self.text[at - 1].isalnum() and self.text[at].isalnum()
        return not cuts_word and self.places[at - 1] != self.places[at]


def fold(text: str) -> FoldedText:
    """Fold case, white space, kinds of quotation marks, apostrophes and dashes, and invisible characters."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for piece in _folded(character):
            if piece == " " and (not folded or folded[-1] == " "):
                continue
            folded.append(piece)
            places.append(place)
    return FoldedText(text, "".join(folded), tuple(places))


def quoted(text: str) -> Iterator[str]:
    """Yield what stands in quotation marks in a text; after a mark that nothing closes, all the rest."""
    folded = text.translate(_SAME)
    for match in _QUOTED.finditer(folded):
        yield match[1] or match[2]
    if folded.count('"') % 2:
        yield folded.rpartition('"')[2]


def _folded(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) == "Cf":
        return ""
    return character.translate(_SAME).casefold()
