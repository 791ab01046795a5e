"""Turn a pasted advertisement into plain lines, the first step of reading one.

This removes entities, tags and unusual spaces and signs, splits lines at bullets inside them, and rejoins
words and sentences broken over two lines, so that no later rule has to handle them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape

from prepkit.interviews.appointment import MAX_ADVERT

BULLET = "•"
WIDEST = 120
"""Characters; wider lines were not broken to fit a page."""
TAIL_WORDS = 8
"""The most words of a heading at the end of another line."""
MOST_LINES, LONGEST_JOINED = 3_000, 600
"""The most lines read, and the most characters of a line that others are still joined to."""
LEAST_DASHES = 3
"""From this many dashes between words on, a line is a list written in one line."""

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
    """List the lines that are not blank, with bullets only at their beginning."""
    lines = [
        piece
        for line in _plain(text).splitlines()
        for piece in _split_at_bullets(
            _WORD_OF_WORD.sub(f"{BULLET} ", _SPACES.sub(" ", line).strip()), is_heading
        )
    ]
    return [line for line in lines if line][:MOST_LINES]


def rejoined(lines: Sequence[str]) -> list[str]:
    """Join the lines that were broken to fit a page."""
    width = max(map(len, lines), default=0)
    known = {word.lower() for line in lines for word in _BEGINS.findall(line)}
    joined: list[str] = []
    last = width
    for line in lines:
        before = joined[-1] if joined and len(joined[-1]) < LONGEST_JOINED else ""
        if before == BULLET:
            joined[-1] = f"{BULLET} {line}"
        elif before and line[0].islower() and (half := _HALF.search(before)):
            joined[-1] = _join_at_hyphen(before, half[1], line, known)
        elif before and _continues(before, line, last, width):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
        last = len(line)
    return [line for line in joined if line != BULLET]


def _plain(text: str) -> str:
    """Return the text as a page shows it, with one sign for all bullets and one for all spaces."""
    text = text[:MAX_ADVERT]
    for _ in range(2):
        # Text copied from HTML source may be escaped twice.
        if "&" in text:
            text = unescape(_ENDLESS_NUMBER.sub("", text))
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _ITEM.sub(f"\n{BULLET} ", text)))
    return text.translate(_SIGNS)


def _split_at_bullets(line: str, is_heading: Callable[[str], bool]) -> Iterator[str]:
    """Split a line at the bullets or dashes inside it."""
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
    """Split the text before a bullet from a heading at its end, if it has one."""
    words = piece.split()
    for count in range(min(TAIL_WORDS, len(words) - 1), 0, -1):
        tail = " ".join(words[-count:])
        if tail[0].isupper() and is_heading(tail):
            return (" ".join(words[:-count]), tail)
    return (piece,)


def _continues(before: str, line: str, last: int, width: int) -> bool:
    """Whether a line continues the sentence of the line before it."""
    if before[-1] in ".!?:;" or _MARK.match(line):
        return False
    in_list = before.startswith(BULLET) or bool(_MARK.match(before))
    ending = before.rsplit(" ", 1)[-1].lower()
    if " " in before and ending in (_OPEN_IN_A_LIST if in_list else _ALWAYS_OPEN):
        return True
    if not line[0].islower():
        return False
    # The line before is full if the next word would not have fitted; a list without marks is not full.
    full = last + 1 + len(line.split(maxsplit=1)[0]) > width <= WIDEST
    return in_list or (full and not before[0].islower())


def _join_at_hyphen(before: str, half: str, line: str, known: set[str]) -> str:
    """Join two lines at a hyphen; only a compound word keeps the hyphen."""
    rest = _BEGINS.match(line)
    whole = f"{half}{rest.group() if rest else ''}".lower()
    compound = half.lower() in _KEEPS_ITS_HYPHEN and whole not in known
    return f"{before if compound else before[:-1]}{line}"
