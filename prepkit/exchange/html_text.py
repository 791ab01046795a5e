"""Text to the HTML of a field and back, as flash-card programs keep it.

Reading is our own scan, not ``html.parser``: every character is looked at a bounded number of times,
however the HTML is broken, while that parser takes half a minute over 50,000 characters of ``<a <a <a``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

# What is never closed swallows the rest, as in a browser; that is also what keeps the scan linear.
_TOKEN = re.compile(
    r"""
      <!--(?:-?>|.*?--!?>|.*)
    | <(?:script|style)\b(?:.*?</(?:script|style)\b[^>]*+>?|.*)
    | <(/?[a-z][^\s/>]*+)(?:=\s*+(?:"[^"]*+"?|'[^']*+'?)|[^>])*+>?
    | <[!?/][^>]*+>?
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_PREFORMATTED = re.compile(r"(?<=<pre>).*?(?=</pre|$)", re.DOTALL | re.IGNORECASE)
_BLOCKS = (
    "address article aside blockquote caption center dd details div dl dt figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul"
)
_BORDER = "\x00"
"""Where a block begins or ends: a line break, unless the line is still empty."""
_PICTURE = "\x01"
_SIGNS = {f"{slash}{name}": _BORDER for name in _BLOCKS.split() for slash in ("", "/")}
_SIGNS |= {"br": "\n", "td": " ", "th": " ", "img": _PICTURE}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_END = re.compile(" ?[\n\x00][\n\x00 ]*+")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_ENDLESS_NUMBER = re.compile(r"&#(?:[0-9]{8,}|x[0-9a-f]{8,});?", re.IGNORECASE)
_SOUND = re.compile(r"\[sound:[^\[\]]*+\]")
_CLOZE = re.compile(r"\{\{c[0-9,]{1,20}::|::|\}\}")


def markup(text: str) -> str:
    """Text as HTML that shows the same lines and spaces and that nothing takes for a tag, cloze or sound.

    Control characters are left out, tabs and line breaks kept.
    """
    lines = without_controls(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "<br>".join(_line(line) for line in lines)


def listed(items: Iterable[str], *, ordered: bool = False) -> str:
    """Texts as a list in HTML; empty when there are none."""
    tag = "ol" if ordered else "ul"
    inside = "".join(f"<li>{markup(item)}</li>" for item in items)
    return f"<{tag}>{inside}</{tag}>" if inside else ""


def without_controls(text: str) -> str:
    """Text without the characters that no program shows; line breaks and tabs stay."""
    return text if text.isprintable() else _CONTROLS.sub("", text)


def plain(html: str) -> tuple[str, int]:
    """The text that a field shows, and how many pictures it showed beside it.

    Paragraphs, list items and table rows stand on lines of their own; a cloze is its word, without the
    hint; tags, comments, scripts, styles and sounds are gone; no-break spaces are spaces.
    """
    kept = _PREFORMATTED.sub(_preserved, html) if "<pre>" in html else html
    source = _SOUND.sub("", _without_clozes(without_controls(_SPACES.sub(" ", kept))))
    marked = _TOKEN.sub(_sign, source)
    text = unescape(_ENDLESS_NUMBER.sub("\ufffd", marked)) if "&" in marked else marked
    return without_controls(_lines(text.replace(_PICTURE, ""))), marked.count(_PICTURE)


def _line(line: str) -> str:
    safe = escape(line).replace("[", "&#91;").replace("{{", "&#123;&#123;").replace("\t", "&#9;")
    return re.sub(r"^ |(?<= ) | $", "&nbsp;", safe)


def _preserved(stretch: re.Match[str]) -> str:
    """Preformatted text with what keeps its spaces and lines anywhere."""
    return stretch[0].replace("\r\n", "\n").replace("\n", "<br>").replace(" ", "\xa0")


def _sign(token: re.Match[str]) -> str:
    """What a tag leaves in the text: a break, a border, a space between cells, the place of a picture."""
    name: str | None = token[1]
    return _SIGNS.get(name.lower(), "") if name else ""


def _lines(text: str) -> str:
    return _LINE_END.sub(_end_of_line, re.sub(" {2,}", " ", text)).replace("\xa0", " ").strip()


def _end_of_line(run: re.Match[str]) -> str:
    return "\n" * (run[0].count("\n") + run[0].lstrip(" ").startswith(_BORDER))


def _without_clozes(html: str) -> str:
    """Each ``{{c1::word::hint}}`` as its word, also where one stands inside another.

    Where a cloze is never closed, all is left as it is: visible, and nothing lost.
    """
    kept: list[str] = []
    in_hint: list[bool] = []
    hints = end = 0
    for mark in _CLOZE.finditer(html) if "{{c" in html else ():
        kept.append("" if hints else html[end : mark.start()])
        end = mark.end()
        if mark[0].startswith("{"):
            in_hint.append(False)
        elif not in_hint:
            kept.append(mark[0])
        elif mark[0] == "}}":
            hints -= in_hint.pop()
        elif not in_hint[-1]:
            in_hint[-1] = True
            hints += 1
    return html if in_hint else "".join(kept) + html[end:]
