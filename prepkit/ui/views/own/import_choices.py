"""Draw the guesses of an import, each of which can be corrected: encoding, table, header, columns."""

from __future__ import annotations

import streamlit as st

from prepkit.exchange.imports.columns import guess
from prepkit.exchange.imports.decoding import ENCODINGS
from prepkit.exchange.imports.grid import FileContents, Grid, Target, TextOptions
from prepkit.exchange.imports.headers import NO_HEADER, ImportTable, find_header, tabulate
from prepkit.exchange.imports.lists import FORMS
from prepkit.exchange.imports.separators import SEPARATORS
from prepkit.ui.widgets.wording import escape, plural

UNUSED = ""
HEADER_LINES = 15
SHOWN = 40
"""The most characters of a column's first cell, and of a line, that a choice shows."""


def choose_text_options(source: str) -> TextOptions:
    """Return how a text is to be read: as it was chosen below, where somebody chose."""
    return TextOptions(
        st.session_state.get(f"bring_encoding_{source}") or None,
        st.session_state.get(f"bring_separator_{source}") or None,
    )


def choose_grid(contents: FileContents, source: str) -> Grid | None:
    """Draw the choice of a table where a file has several; the largest that is not hidden comes first."""
    grids = contents.grids
    if not grids:
        return None
    first = max(range(len(grids)), key=lambda at: (not grids[at].hidden, len(grids[at].lines), -at))
    if len(grids) == 1:
        return grids[0]
    places = st.selectbox(
        "Which table?",
        range(len(grids)),
        index=first,
        format_func=lambda at: _grid_name(at, grids[at]),
        key=f"bring_sheet_{source}",
    )
    return grids[places]


def _grid_name(place: int, grid: Grid) -> str:
    hidden = ", hidden in the workbook" if grid.hidden else ""
    return f"{place + 1}. {grid.name} ({plural(len(grid.lines), 'line')}{hidden})"


def choose_header(grid: Grid, contents: FileContents, source: str) -> ImportTable:
    """Draw how the file was read, and return its rows below the line that names the columns."""
    guessed = find_header(grid)
    choices = {NO_HEADER: "No line: every line is a row"}
    choices |= {line.number: _line_words(line.number, line.cells) for line in grid.lines[:HEADER_LINES]}
    said = _form_words(grid) if grid.names else _header_words(guessed)
    with st.expander(f"How the file was read: {said}", icon=":material/table:"):
        if contents.read_as is not None and grid.form != "anki":
            _text_choices(contents.read_as, source)
        if grid.names:
            header = NO_HEADER
        else:
            header = st.selectbox(
                "Line that names the columns",
                list(choices),
                index=list(choices).index(guessed) if guessed in choices else 0,
                format_func=choices.__getitem__,
                key=f"bring_header_{source}_{grid.name}_{len(grid.lines)}_{grid.width}",
            )
    return tabulate(grid, header)


def _form_words(grid: Grid) -> str:
    return FORMS.get(grid.form, "the file names its columns")


def _header_words(header: int) -> str:
    return f"line {header} names the columns" if header else "no line names the columns"


def _line_words(number: int, cells: tuple[str, ...]) -> str:
    text = " | ".join(cell.replace("\n", " ") for cell in cells if cell)
    return f"Line {number}: {text[:SHOWN]}{'…' if len(text) > SHOWN else ''}"


def _text_choices(read_as: TextOptions, source: str) -> None:
    """Draw what separates the columns of a text and its encoding, preset to how it was read."""
    separators = {**SEPARATORS, **{form: f"A list: {words}" for form, words in FORMS.items()}}
    encodings = dict(ENCODINGS)
    if read_as.encoding and read_as.encoding not in encodings:
        encodings[read_as.encoding] = read_as.encoding.upper()
    with st.grid(2, min_column_width=220):
        for label, name, options, read in (
            ("What separates the columns", "separator", separators, read_as.separator),
            ("Encoding", "encoding", encodings, read_as.encoding),
        ):
            st.selectbox(
                label,
                list(options),
                index=list(options).index(read) if read in options else 0,
                format_func=options.__getitem__,
                key=f"bring_{name}_{source}",
            )


def choose_columns(table: ImportTable, source: str) -> dict[str, Target]:
    """Draw what each column is, preset to the guess, and return the used columns by name."""
    guessed = guess(table)
    labels: dict[str, str] = {UNUSED: "Not used"}
    labels.update((target.value, target.label) for target in Target)
    keys = {
        column.name: f"bring_{source}_{table.name}_{place}_{column.name}"
        for place, column in enumerate(table.columns)
    }
    # What was chosen stands in the state before its widget is drawn.
    told = {name: st.session_state.get(key, guessed.get(name, UNUSED)) for name, key in keys.items()}
    words = ", ".join(f"{labels[target]} from “{name}”" for name, target in told.items() if target)
    chosen: dict[str, Target] = {}
    box = st.expander(
        f"Columns: {escape(words) or 'none recognised'}",
        # With another label it is drawn anew, and would close while somebody corrects its columns.
        expanded=any(target != guessed.get(name, UNUSED) for name, target in told.items()),
        icon=":material/view_column:",
    )
    with box, st.grid(2, min_column_width=220):
        for column in table.columns:
            first = next((cell for cell in column.cells if cell), "").replace("\n", " ")
            target = st.selectbox(
                column.name,
                list(labels),
                index=list(labels).index(guessed.get(column.name, UNUSED)),
                format_func=labels.__getitem__,
                key=keys[column.name],
                help=f"First: {first[: SHOWN * 3]}" if first else None,
            )
            if target:
                chosen[column.name] = Target(target)
    return chosen
