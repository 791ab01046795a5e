"""Read a text file into one grid: a table of any usual encoding and separator, a list, or an Anki text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from prepkit.errors import Problem
from prepkit.exchange.html_text import plain
from prepkit.exchange.imports import anki_text
from prepkit.exchange.imports.cloze import answers_in_line, with_gaps
from prepkit.exchange.imports.decoding import Decoded, decode
from prepkit.exchange.imports.grid import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_ROWS,
    FileContents,
    Grid,
    Line,
    Target,
    TextOptions,
)
from prepkit.exchange.imports.header_words import is_known
from prepkit.exchange.imports.lists import FORMS, quiz_form, read_list
from prepkit.exchange.imports.markdown import without_signs
from prepkit.exchange.imports.separators import (
    SEPARATORS,
    Dialect,
    TextRow,
    find_dialect,
    records,
    with_straight_quotes,
)
from prepkit.exchange.spreadsheet import undefused

KNOWN_FILES = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a packed file"),
    (b"Rar!", "a packed file"),
    (b"\x28\xb5\x2f\xfd", "a packed file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
BULLET_AND_TAB = re.compile(
    r"^([ \t]{0,40}(?:[-*•▪◦‣–·o\uf0b7]|\(?\d{1,4}[.)]))\t{1,9}([^\t\n]*)$", re.MULTILINE
)
BLANK_LINE = re.compile(r"\n[ \r]{0,9}\n")
NO_TEXT = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
"""Signs that no text has, or few: control characters, and what no encoding could read."""
MOST_NAMED = 5
"""So many lines are named of those that have too many cells."""
LOOKED_AT, MOST_NO_TEXT = 20_000, 0.02
RULE_SIGNS = " \t:|+-"
"""What the line below the header of a Markdown table is made of."""


def read(name: str, content: bytes, options: TextOptions | None = None) -> FileContents:
    """Read a text file, as ``options`` say where they say it. Never raises for what the file holds."""
    reason = _refusal_reason(content)
    if reason is not None:
        return _refused(name, reason)
    wanted = options or TextOptions()
    decoded = decode(content, wanted.encoding)
    if not decoded.text.strip():
        return _refused(name, "The file is empty.")
    looked_at = "" if decoded.certain else decoded.text[:LOOKED_AT]
    if len(NO_TEXT.findall(looked_at)) > MOST_NO_TEXT * len(looked_at):
        return _refused(name, "This is not text. Save the table as CSV or .xlsx and bring that in.")
    notes = [] if decoded.certain else [_encoding_note(name, decoded)]
    settings = anki_text.settings_of(decoded.text)
    if settings is not None:
        return _anki(name, decoded, *settings, notes=notes)
    text, declared, first_line = _declared_separator(with_straight_quotes(decoded.text))
    text = _with_blanks_after_bullets(text)
    separator = wanted.separator or declared or quiz_form(text)
    if separator in FORMS:
        return _listed(name, text, decoded, separator, notes)
    cards_apart = separator in (None, "\t") and _is_cards_apart(text)
    dialect = Dialect("\t", quoted=False) if cards_apart else find_dialect(text, separator)
    if dialect is None:
        return _listed(name, text, decoded, None, notes)
    lines, lost = _lines(name, records(text, dialect, first_line))
    lines = _with_broken_cells_joined(lines, dialect, always=cards_apart)
    lines, joined = _with_surplus_joined(lines, dialect)
    if joined:
        notes.append(_surplus_note(name, joined))
    return _contents(
        Grid(name, _squared(_without_rules(lines, dialect))), decoded, dialect.separator, lost, notes
    )


def _listed(name: str, text: str, decoded: Decoded, form: str | None, notes: list[Problem]) -> FileContents:
    grid, left_out = read_list(name, text, form)
    return _contents(grid, decoded, form or grid.form, left_out, notes)


def _contents(
    grid: Grid, decoded: Decoded, separator: str, lost: list[Problem], notes: list[Problem]
) -> FileContents:
    """Put a grid together with how it was read; refuse one that is too large to hold."""
    if len(grid.lines) > MAX_ROWS:
        return _refused(
            grid.name, f"The file has more than {MAX_ROWS:,} rows. Split it and bring the parts in."
        )
    if grid.width > MAX_COLUMNS:
        return _refused(grid.name, f"The file has {grid.width:,} columns; at most {MAX_COLUMNS} can be read.")
    read_as = TextOptions(decoded.encoding, separator)
    if not grid.lines:
        notes = [*notes, Problem(grid.name, None, None, "There is no row that could be used.")]
        return FileContents((), tuple(lost), tuple(notes), read_as)
    return FileContents((grid,), tuple(lost), tuple(notes), read_as)


def _anki(
    name: str, decoded: Decoded, settings: anki_text.AnkiSettings, rest: str, first: int, notes: list[Problem]
) -> FileContents:
    """Read the rows below Anki's settings; cards with gaps show the gap and answer with the hidden words."""
    dialect = Dialect(settings.separator) if settings.separator else find_dialect(rest) or Dialect("\t")
    lines, lost = _lines(name, records(rest, dialect, first + 1))
    squared = _squared(lines)
    width = max((len(line.cells) for line in squared), default=0)
    columns = anki_text.columns_of(settings, width)
    gapped = [with_gaps(line.cells) for line in squared]
    places = {place for _, place in gapped if place is not None}
    columns += anki_text.gap_columns(columns, places)
    shown = [_shown(cells, html=settings.html is not False) for cells in answers_in_line(gapped)]
    if settings.tags:
        columns.append((Target.TAGS.label, Target.TAGS, True))
        shown = [(*cells, settings.tags) for cells in shown]
    kept = [place for place, (_, _, used) in enumerate(columns) if used]
    grid = Grid(
        name,
        tuple(
            Line(line.number, tuple(cells[place] for place in kept))
            for line, cells in zip(squared, shown, strict=True)
        ),
        tuple(columns[place][0] for place in kept),
        {at: target for at, place in enumerate(kept) if (target := columns[place][1])},
        form="anki",
        is_plain=True,
    )
    return _contents(grid, decoded, dialect.separator, lost, notes)


def _shown(cells: tuple[str, ...], *, html: bool) -> tuple[str, ...]:
    return tuple(plain(cell)[0] for cell in cells) if html else cells


def _lines(name: str, found: Iterable[TextRow]) -> tuple[list[Line], list[Problem]]:
    """Clean the cells of each record; one that cannot be kept becomes a problem."""
    lines: list[Line] = []
    lost: list[Problem] = []
    for record in found:
        longest = max(map(len, record.cells), default=0)
        if longest > MAX_CELL_CHARACTERS:
            message = f"A cell has {longest:,} characters; at most {MAX_CELL_CHARACTERS:,} are read."
            lost.append(Problem(name, record.line, None, message))
            continue
        lines.append(Line(record.line, tuple(map(_cell, record.cells))))
        if len(lines) > MAX_ROWS:
            break
    return lines, lost


def _with_blanks_after_bullets(text: str) -> str:
    """Put a blank for the tab that a word processor writes after a bullet, where no line has another tab."""
    tabbed = [line for line in text.splitlines() if "\t" in line.strip()]
    if not tabbed or not all(BULLET_AND_TAB.match(line) for line in tabbed):
        return text
    return BULLET_AND_TAB.sub(r"\1 \2", text)


def _is_cards_apart(text: str) -> bool:
    """Whether blank lines part the cards, each with one tab in its first line, as Quizlet can write them."""
    cards = [card.splitlines() for card in BLANK_LINE.split(text.strip())] if "\t" in text else []
    return len(cards) > 1 and all(
        [line.count("\t") for line in card] == [1, *[0] * (len(card) - 1)] for card in cards
    )


def _with_broken_cells_joined(lines: list[Line], dialect: Dialect, *, always: bool = False) -> list[Line]:
    """Put lines without a tab onto the cell above: Quizlet writes the lines of an answer so, unquoted."""
    single = sum(len(_filled(line.cells)) < 2 for line in lines)
    named = bool(lines) and all(map(is_known, _filled(lines[0].cells)))
    if dialect.separator != "\t" or named or not single or (single > len(lines) / 2 and not always):
        return lines
    joined: list[Line] = []
    for line in lines:
        if joined and len(_filled(line.cells)) == 1 and len(_filled(joined[-1].cells)) > 1:
            *before, last = _filled(joined[-1].cells)
            joined[-1] = Line(joined[-1].number, (*before, f"{last}\n{line.cells[0]}"))
        else:
            joined.append(line)
    return joined


def _with_surplus_joined(lines: list[Line], dialect: Dialect) -> tuple[list[Line], list[int]]:
    """Put the surplus cells of a row into its last column: they are a text with unquoted separators.

    Returns the lines, and the numbers of those that had such cells. None where most rows are wider than the
    first.
    """
    widths = [len(_filled(line.cells)) for line in lines]
    if not widths:
        return lines, []
    named = all(map(is_known, _filled(lines[0].cells)))
    usual = widths[0] if named else Counter(widths).most_common(1)[0][0]
    wide = [line.number for line, width in zip(lines, widths, strict=True) if width > usual]
    if usual < 2 or not wide or (not named and len(wide) > len(lines) * 0.3):
        return lines, []
    between = f"{dialect.separator} " if dialect.separator in ",;" else dialect.separator
    joined = [
        line
        if width <= usual
        else Line(line.number, (*line.cells[: usual - 1], between.join(_filled(line.cells)[usual - 1 :])))
        for line, width in zip(lines, widths, strict=True)
    ]
    return joined, wide


def _filled(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells without the empty ones at the end."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _surplus_note(name: str, rows: list[int]) -> Problem:
    count = "1 row has" if len(rows) == 1 else f"{len(rows):,} rows have"
    advice = "the last column holds the rest. Look whether it fits."
    more = " and more" if len(rows) > MOST_NAMED else ""
    where = f" (lines {', '.join(map(str, rows[:MOST_NAMED]))}{more})" if len(rows) > 1 else ""
    return Problem(name, rows[0], None, f"{count} more cells than there are columns{where}; {advice}")


def _squared(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Give every line as many cells as the widest, empty columns at the end left out."""
    listed = list(lines)
    width = max(
        (place for line in listed for place, cell in enumerate(line.cells, start=1) if cell), default=0
    )
    return tuple(
        Line(line.number, (*line.cells[:width], *[""] * (width - len(line.cells)))) for line in listed
    )


def _without_rules(lines: list[Line], dialect: Dialect) -> Iterator[Line]:
    """Leave out the line of dashes below a Markdown table's header, and the empty cells at its edges."""
    if dialect.separator != "|":
        yield from lines
        return
    edges = all(not line.cells[0] for line in lines)
    markdown = any(_is_rule(line) for line in lines[:3])
    for line in lines:
        if not _is_rule(line):
            cells = line.cells[1:] if edges else line.cells
            yield Line(line.number, tuple(map(without_signs, cells)) if markdown else cells)


def _is_rule(line: Line) -> bool:
    text = "|".join(line.cells)
    return "--" in text and not text.strip(RULE_SIGNS)


def _refused(name: str, message: str) -> FileContents:
    """Return no grid, with the message as the only note."""
    return FileContents((), (), (Problem(name, None, None, message),))


def _refusal_reason(content: bytes) -> str | None:
    """Return why the file is not read, before any work is done on it; None if it may be read."""
    if len(content) > MAX_FILE_BYTES:
        return f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB. Split it and bring the parts in."
    for beginning, kind in KNOWN_FILES:
        if content.startswith(beginning):
            return f"This looks like {kind}, not like a table. Save the table as CSV and bring that in."
    # A cell may hold line breaks: twenty times as many lines as rows are looked at before giving up.
    lines = max(content.count(b"\n"), content.count(b"\r"))
    if lines > 20 * MAX_ROWS:
        return f"The file has {lines:,} lines; at most {MAX_ROWS:,} rows can be brought in. Split it."
    return None


def _encoding_note(name: str, decoded: Decoded) -> Problem:
    message = (
        "The file is not UTF-8. Look whether accents and other letters are right, or choose its encoding."
    )
    return Problem(name, None, None, message)


def _declared_separator(text: str) -> tuple[str, str | None, int]:
    """Return the text without Excel's own first line (``sep=;``), the separator there, and the first line."""
    first, _, rest = text.partition("\n")
    first = first.strip('\r\ufeff "')
    if len(first) == 5 and first.startswith("sep=") and first[4] in SEPARATORS:
        return rest, first[4], 2
    return text, None, 1


def _cell(cell: str) -> str:
    """Clean a cell: without the apostrophe of our own tables, line breaks alike, blanks stripped."""
    # The apostrophe is removed first, because it may stand before a line break or a blank.
    return undefused(cell).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
