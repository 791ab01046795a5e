"""Converts text to the HTML of a field and back, as flash-card programs keep it.

HTML is scanned here, not by ``html.parser``, because this scan reads every character a bounded number of
times, however broken the HTML is; the parser needs half a minute for 50,000 characters of ``<a <a <a``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

# A tag that is never closed takes the rest, as in a browser, which also keeps the scan linear.
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
"""Marks where a block begins or ends; it becomes a line break, unless the line is still empty."""
_PICTURE = "\x01"
_SIGNS = {f"{slash}{name}": _BORDER for name in _BLOCKS.split() for slash in ("", "/")}
_SIGNS |= {"br": "\n", "td": " ", "th": " ", "img": _PICTURE}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_END = re.compile(" ?[\n\x00][\n\x00 ]*+")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_ENDLESS_NUMBER = re.compile(r"&#(?:[0-9]{8,}|x[0-9a-f]{8,});?", re.IGNORECASE)
_SOUND = re.compile(r"\[sound:[^\[\]]*+\]")
_RAISED_TEXT = re.compile(r"<(sup|sub)>([^<>&\s]{1,20})</\1>", re.IGNORECASE)
_RAISED = dict(zip("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True))
_CLOZE = re.compile(r"\{\{c[0-9,]{1,20}::|::|\}\}")


def markup(text: str) -> str:
    """Convert text to HTML that shows the same lines and spaces and holds no tag, cloze or sound of its own.

    Control characters are left out, tabs and line breaks kept.
    """
    lines = without_controls(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "<br>".join(_line(line) for line in lines)


def listed(items: Iterable[str], *, ordered: bool = False) -> str:
    """Make a list in HTML of texts; empty if there are none."""
    tag = "ol" if ordered else "ul"
    inside = "".join(f"<li>{markup(item)}</li>" for item in items)
    return f"<{tag}>{inside}</{tag}>" if inside else ""


def without_controls(text: str) -> str:
    """Remove the characters that no program shows; line breaks and tabs stay."""
    return text if text.isprintable() else _CONTROLS.sub("", text)


def plain(html: str) -> tuple[str, int]:
    """Return the text that a field shows, and how many pictures it shows beside it.

    Paragraphs, list items and table rows stand on lines of their own; a cloze is its word, without the
    hint; tags, comments, scripts, styles and sounds are gone; no-break spaces are spaces.
    """
    preserved = _PREFORMATTED.sub(_preserved, html) if "<pre>" in html else html
    source = _SOUND.sub("", _without_clozes(without_controls(_SPACES.sub(" ", preserved))))
    marked = _TOKEN.sub(_sign, _RAISED_TEXT.sub(_raised, source))
    text = unescape(_ENDLESS_NUMBER.sub("\ufffd", marked)) if "&" in marked else marked
    return without_controls(_lines(text.replace(_PICTURE, ""))), marked.count(_PICTURE)


def _raised(match: re.Match[str]) -> str:
    """Return a raised or lowered text in letters that stand so, or with a sign before it."""
    signs = _RAISED if match[1].lower() == "sup" else _LOWERED
    text = match[2]
    if all(sign in signs for sign in text):
        return "".join(signs[sign] for sign in text)
    return f"{'^' if match[1].lower() == 'sup' else '_'}{text}"


def _line(line: str) -> str:
    """Convert one line to HTML; its double, first and last spaces become no-break spaces."""
    safe = escape(line).replace("[", "&#91;").replace("{{", "&#123;&#123;").replace("\t", "&#9;")
    return re.sub(r"^ |(?<= ) | $", "&nbsp;", safe)


def _preserved(stretch: re.Match[str]) -> str:
    """Rewrite preformatted text so that its spaces and line breaks survive outside ``<pre>``."""
    return stretch[0].replace("\r\n", "\n").replace("\n", "<br>").replace(" ", "\xa0")


def _sign(token: re.Match[str]) -> str:
    """Return the character that replaces a tag: a break, a border, a space or the mark of a picture."""
    name: str | None = token[1]
    return _SIGNS.get(name.lower(), "") if name else ""


def _lines(text: str) -> str:
    """Reduce runs of spaces, breaks and borders to single spaces and the line breaks that show."""
    return _LINE_END.sub(_end_of_line, re.sub(" {2,}", " ", text)).replace("\xa0", " ").strip()


def _end_of_line(run: re.Match[str]) -> str:
    """Return the line breaks that a run of breaks and borders shows as."""
    return "\n" * (run[0].count("\n") + run[0].lstrip(" ").startswith(_BORDER))


def _without_clozes(html: str) -> str:
    """Replace each ``{{c1::word::hint}}`` by its word, also where one is inside another.

    Where a cloze is never closed, the text stays as it is, so that nothing is lost.
    """
    parts: list[str] = []
    in_hint: list[bool] = []
    hints = end = 0
    for mark in _CLOZE.finditer(html) if "{{c" in html else ():
        parts.append("" if hints else html[end : mark.start()])
        end = mark.end()
        if mark[0].startswith("{"):
            in_hint.append(False)
        elif not in_hint:
            parts.append(mark[0])
        elif mark[0] == "}}":
            hints -= in_hint.pop()
        elif not in_hint[-1]:
            in_hint[-1] = True
            hints += 1
    return html if in_hint else "".join(parts) + html[end:]
