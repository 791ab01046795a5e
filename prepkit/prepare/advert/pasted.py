"""An advertisement as it was pasted, made into plain lines: all that reads one begins here.

Entities, tags, odd spaces and signs, bullets inside a line, words and sentences broken over two lines: each
is put right here once, so that no rule after it has to know of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape

from prepkit.prepare.interview import MAX_ADVERT

BULLET = "•"
WIDEST = 120
"""Wider lines (characters) were not broken to fit a page."""
TAIL_WORDS = 8
"""A heading that stands at the end of another line has no more words."""
MOST_LINES, LONGEST_JOINED = 3_000, 600
"""No advertisement has more lines, nor a sentence of more characters that pages broke."""
LEAST_DASHES = 3
"""So many dashes between the words of one line are a list."""

_ENDLESS_NUMBER = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(
    r"<(?:br|/?(?:p|div|li|ul|ol|h[1-6]|tr|table|section|article|header|footer))\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"</?(?:a|b|i|u|em|strong|span|font|small|td|th|tbody|html|body)\b[^<>]*>", re.IGNORECASE)
_SIGNS = str.maketrans(
    dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
    | dict.fromkeys(
        "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "
    )
    | dict.fromkeys("▪▫◦●○‣∙✓✔✅☑➤►▶➢■□◆◇❖⁃\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf06e", BULLET)
    | dict.fromkeys("\u2010\u2011", "-")
)
_SPACES = re.compile(r" {2,}")
_DASH = re.compile(r" [-–*] (?=[A-Z])")
_MARK = re.compile(r"[-–—*•·>+]|o |\(?\d{1,2}[.)] ")
_WORD_OF_WORD = re.compile(r"^o (?=[A-Z])")
_HALF = re.compile(r"(?<![^\W\d_])([^\W\d_]++)-$")
_BEGINS = re.compile(r"[^\W\d_]+")
_ALWAYS_OPEN = frozenset("a an the and or of with our your their its by from &".split())
_OPEN_IN_A_LIST = _ALWAYS_OPEN | frozenset("in at on to for as into across that who which".split())
_KEEPS_ITS_HYPHEN = frozenset(
    "cross customer decision e first follow front full hands high long low multi non problem real second "
    "self short team third two well".split()
)


def plain_lines(text: str, is_heading: Callable[[str], bool]) -> list[str]:
    """The lines that hold anything, each with its bullet at its beginning, if it has one."""
    found = [
        piece
        for line in _plain(text).splitlines()
        for piece in _parted(_WORD_OF_WORD.sub(f"{BULLET} ", _SPACES.sub(" ", line).strip()), is_heading)
    ]
    return [line for line in found if line][:MOST_LINES]


def rejoined(lines: Sequence[str]) -> list[str]:
    """The lines with those put together again that were broken to fit a page."""
    width = max(map(len, lines), default=0)
    known = {word.lower() for line in lines for word in _BEGINS.findall(line)}
    found: list[str] = []
    last = width
    for line in lines:
        before = found[-1] if found and len(found[-1]) < LONGEST_JOINED else ""
        if before == BULLET:
            found[-1] = f"{BULLET} {line}"
        elif before and line[0].islower() and (half := _HALF.search(before)):
            found[-1] = _healed(before, half[1], line, known)
        elif before and _goes_on(before, line, last, width):
            found[-1] += f" {line}"
        else:
            found.append(line)
        last = len(line)
    return [line for line in found if line != BULLET]


def _plain(text: str) -> str:
    """The text that a page shows, with one sign for each bullet and one for each space."""
    text = text[:MAX_ADVERT]
    for _ in range(2):
        # What is copied out of a source may have been escaped twice.
        if "&" in text:
            text = unescape(_ENDLESS_NUMBER.sub("", text))
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _ITEM.sub(f"\n{BULLET} ", text)))
    return text.translate(_SIGNS)


def _parted(line: str, is_heading: Callable[[str], bool]) -> Iterator[str]:
    """A line whose bullets or dashes stand inside it as the lines it once was."""
    if len(_DASH.findall(line)) >= LEAST_DASHES:
        line = _DASH.sub(f" {BULLET} ", line)
    first, *items = line.split(BULLET)
    if not items:
        yield first
        return
    pieces = [first.strip(), *(f"{BULLET} {item.strip()}".strip() for item in items)]
    for piece in pieces[:-1]:
        yield from _without_heading(piece, is_heading)
    yield pieces[-1]


def _without_heading(piece: str, is_heading: Callable[[str], bool]) -> Iterable[str]:
    """What stands before a bullet, apart from the heading that it may end with."""
    words = piece.split()
    for many in range(min(TAIL_WORDS, len(words) - 1), 0, -1):
        tail = " ".join(words[-many:])
        if tail[0].isupper() and is_heading(tail):
            return (" ".join(words[:-many]), tail)
    return (piece,)


def _goes_on(before: str, line: str, last: int, width: int) -> bool:
    """Whether a line goes on with the one before."""
    if before[-1] in ".!?:;" or _MARK.match(line):
        return False
    in_list = before.startswith(BULLET) or bool(_MARK.match(before))
    ending = before.rsplit(" ", 1)[-1].lower()
    if " " in before and ending in (_OPEN_IN_A_LIST if in_list else _ALWAYS_OPEN):
        return True
    if not line[0].islower():
        return False
    # It was broken if its next word would not have fitted. Lists without marks begin in lower case, too.
    full = last + 1 + len(line.split(maxsplit=1)[0]) > width <= WIDEST
    return in_list or (full and not before[0].islower())


def _healed(before: str, half: str, line: str, known: set[str]) -> str:
    """Two lines that a hyphen parts: a word cut in two loses it, a word of two words keeps it."""
    rest = _BEGINS.match(line)
    whole = f"{half}{rest.group() if rest else ''}".lower()
    compound = half.lower() in _KEEPS_ITS_HYPHEN and whole not in known
    return f"{before if compound else before[:-1]}{line}"
