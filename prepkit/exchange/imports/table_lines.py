"""Recognise the lines of a table that are no rows: second header lines, units, totals and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from prepkit.exchange.imports.grid import Line, Target
from prepkit.exchange.imports.header_words import name_words, target_of

LONGEST_SUB_NAME = 4
TOTALS = frozenset(
    (
        "total, totals, grand total, sub total, subtotal, sum, average, mean, count, summe, gesamt, "
        "gesamtsumme, insgesamt, durchschnitt, totale, media, suma, razem, totaal, som, gemiddelde, soma, "
        "somme, moyenne, summa, totalt, yhteensa, toplam, celkem, osszesen, итого, всего, συνολο, 合計"
    ).split(", ")
)
NOTES = frozenset(
    (
        "nb, n b, obs, important, wichtig, important note, please note, legend, legende, huom, uwaga, "
        "attention, achtung, ps, p s, stand, last updated, updated"
    ).split(", ")
)
NOTE = re.compile(r"(?P<word>[^\W\d_][\w. ]{0,24}?)\s{0,3}[:!]")
FOOTNOTE = re.compile(r"[*†‡¹²³]{1,3}\s?\S.{0,2000}|\([^()]{3,2000}\)", re.DOTALL)
NUMBER = re.compile(r"[\d.,:/%€$£ ()+-]{1,40}")
COUNT = re.compile(r"\d{1,6}\s{1,3}(?P<what>[^\W\d_]{3,30})\.?")
"""A line that says how many questions stand above it: “7 Fragen”."""
UNIT = re.compile(r"[(\[][^()\[\]]{1,60}[)\]]|%|\d{1,3}\s?[-–]\s?\d{1,3}")
UNITS = frozenset(
    (
        "text, free text, string, number, integer, date, boolean, required, optional, mandatory, min, mins, "
        "minutes, sec, secs, seconds, points, pts, marks, minuten, sekunden, punkte, pflicht, pflichtfeld"
    ).split(", ")
)


def filled(line: Line) -> list[str]:
    """Return the cells of a line that hold something."""
    return [cell for cell in line.cells if cell]


def repeats(line: Line, named: Line) -> bool:
    """Whether a line repeats the header, in any capitals and perhaps without some of its names."""
    pairs = [(cell, name) for cell, name in zip(line.cells, named.cells, strict=False) if cell]
    alike = all(
        " ".join(cell.casefold().split()) == " ".join(name.casefold().split()) for cell, name in pairs
    )
    return alike and len(pairs) >= min(2, len(filled(named)))


def is_units(line: Line) -> bool:
    """Whether the line below the header says what the columns are measured in, such as ``(min)``."""
    cells = filled(line)
    return bool(cells) and all(UNIT.fullmatch(cell) or cell.casefold() in UNITS for cell in cells)


def with_sub_names(named: Line, line: Line) -> Line | None:
    """Return the header with the names of a second line below it: “Answers” over “Short” and “Long”.

    None where the line is no second one: it names columns below a name that spans several, and elsewhere
    it is blank or repeats the header, as merged cells do.
    """
    spans = _spans(named.cells)
    named_below = [place for place, cell in enumerate(line.cells) if cell and place in spans]
    alike = all(
        not cell or place in spans or cell == named.cells[place] for place, cell in enumerate(line.cells)
    )
    short = all(
        len(line.cells[place].split()) <= LONGEST_SUB_NAME
        and not line.cells[place].endswith("?")
        and not NUMBER.fullmatch(line.cells[place])
        for place in named_below
    )
    if not alike or not short or len(named_below) < 2:
        return None
    names = [
        f"{spans[place]} {line.cells[place]}" if place in named_below else name
        for place, name in enumerate(named.cells)
    ]
    return Line(named.number, tuple(names))


def _spans(names: Sequence[str]) -> dict[int, str]:
    """Return the places below a name that stands over several columns, each with the name."""
    spans: dict[int, str] = {}
    for place in range(1, len(names)):
        above = spans.get(place - 1) or names[place - 1]
        if above and names[place] in ("", above):
            spans[place - 1] = spans[place] = above
    return spans


def below_table(rows: Sequence[Line], is_heading: Callable[[Line], bool]) -> dict[int, str]:
    """Return the lines at the end of a table that are no rows, each with what it is."""
    found: dict[int, str] = {}
    short = next((at for at, line in enumerate(rows) if len(filled(line)) < 2), len(rows))
    for at in range(len(rows) - 1, 0, -1):
        line = rows[at]
        if _is_total(line):
            found[line.number] = "It is a total below the table."
        elif _is_note(line) or (short >= at >= 3 and _stands_apart(line, rows[at - 1])):
            found[line.number] = "It is a note below the table."
        elif is_heading(line):
            found[line.number] = "It is a heading with nothing below it."
        else:
            break
    return found


def _is_total(line: Line) -> bool:
    first, *others = filled(line)
    if not others and _counts(first):
        return True
    return name_words(first) in TOTALS and all(NUMBER.fullmatch(cell) or _counts(cell) for cell in others)


def _counts(cell: str) -> bool:
    """Whether a cell says how many questions there are."""
    match = COUNT.fullmatch(cell)
    known = target_of(match["what"]) if match else None
    return known is not None and known[0] is Target.PROMPT


def _is_note(line: Line) -> bool:
    """Whether the only cell of a line begins as notes do."""
    cells = filled(line)
    if len(cells) != 1 or len(line.cells) < 2 or cells[0].endswith("?"):
        return False
    if FOOTNOTE.fullmatch(cells[0]):
        return True
    match = NOTE.match(cells[0])
    if match is None:
        return False
    known = target_of(match["word"])
    return name_words(match["word"]) in NOTES or known in (
        (Target.EXPLANATION, 1.0),
        (Target.SOURCE, 1.0),
    )


def _stands_apart(line: Line, last: Line) -> bool:
    """Whether one cell that asks nothing stands alone behind a blank line."""
    cells = filled(line)
    # A quoted cell of several lines takes as many lines of a text.
    end = last.number + sum(cell.count("\n") for cell in last.cells)
    return len(cells) == 1 and not cells[0].endswith(("?", "？", "؟")) and line.number > end + 1
