"""Read the text files that Anki writes and reads: lines that begin with # say how the rest is to be read."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from prepkit.exchange.imports.cloze import COLUMNS
from prepkit.exchange.imports.grid import Target

SETTING = re.compile(r"#\s{0,9}(?P<name>[a-z ]{1,40}?)\s{0,9}:(?P<value>.*)", re.IGNORECASE)
KNOWN = frozenset(
    {
        *("separator", "html", "tags", "columns", "notetype", "deck", "if matches"),
        *("notetype column", "deck column", "tags column", "guid column"),
    }
)
SEPARATORS = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "space": " ",
    "pipe": "|",
    "colon": ":",
    "\\t": "\t",
}
PLACES = {
    "tags column": Target.TAGS,
    "guid column": Target.GUID,
    "deck column": Target.TOPIC,
    "notetype column": None,
}


@dataclass(frozen=True, slots=True)
class AnkiSettings:
    """What the # lines of a file say. ``columns`` are 0-based places; None marks one without a use."""

    separator: str | None = None
    html: bool | None = None
    tags: str = ""
    deck: str = ""
    names: tuple[str, ...] = ()
    columns: dict[int, Target | None] = field(default_factory=dict)


def settings_of(text: str) -> tuple[AnkiSettings, str, int] | None:
    """Return the settings at the head of a text, the rest of it, and how many lines they take.

    None for a text that begins with no such line. A spreadsheet may have put separators after the values.
    """
    values: dict[str, str] = {}
    lines = text.splitlines(keepends=True)
    count = 0
    for line in lines:
        match = SETTING.fullmatch(line.strip().strip('"'))
        if match is None or match["name"].lower() not in KNOWN:
            break
        values[match["name"].lower()] = match["value"].strip()
        count += 1
    if not count:
        return None
    return _settings(values), "".join(lines[count:]), count


def _settings(values: dict[str, str]) -> AnkiSettings:
    named = values.get("separator", "").rstrip(",;\t|") or values.get("separator", "")
    separator = SEPARATORS.get(named.lower(), named[:1] or None)
    between = separator or ("\t" if "\t" in values.get("columns", "") else ",")
    names = [name.strip().strip('"') for name in values.get("columns", "").split(between)]
    while names and not names[-1]:
        names.pop()
    columns = {
        int(values[name].strip(",;\t |")) - 1: target
        for name, target in PLACES.items()
        if values.get(name, "").strip(",;\t |").isdigit()
    }
    html = values.get("html", "").strip(",;\t |").lower()
    return AnkiSettings(
        separator,
        html == "true" if html in ("true", "false") else None,
        values.get("tags", "").strip(",;\t |"),
        values.get("deck", "").strip(",;\t |"),
        tuple(names),
        columns,
    )


Columns = list[tuple[str, Target | None, bool]]
"""The name of each column, what it is declared to be, and whether it has any use."""


def columns_of(settings: AnkiSettings, width: int) -> Columns:
    """Return the columns of the rows below the settings; those without a name are numbered."""
    columns: Columns = []
    for place in range(width):
        target = settings.columns.get(place)
        name = settings.names[place] if place < len(settings.names) else ""
        used = place not in settings.columns or target is not None
        columns.append((name or (target.label if target else f"Field {place + 1}"), target, used))
    return columns


def gap_columns(columns: Columns, gaps: Collection[int]) -> Columns:
    """Return the columns for the hidden words and the hints, unused where no field has gaps.

    The field after the one with gaps, which Anki calls Back Extra, says more about the answer.
    """
    for place in gaps:
        if place + 1 < len(columns) and columns[place + 1][1] is None:
            columns[place + 1] = (columns[place + 1][0], Target.EXPLANATION, columns[place + 1][2])
        columns[place] = (columns[place][0], Target.PROMPT, True)
    return [(COLUMNS[0], Target.ANSWER, bool(gaps)), (COLUMNS[1], Target.STEPS, bool(gaps))]
