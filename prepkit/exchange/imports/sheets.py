"""Put the sheets of a workbook together that have the same columns, as one more table to choose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from prepkit.exchange.imports.grid import MAX_ROWS, Grid, Line, Target
from prepkit.exchange.imports.header_words import name_words, target_of
from prepkit.exchange.imports.headers import NO_HEADER, find_header

SHEET = "Sheet"
"""The name of the column that says which sheet a row is from."""
MOST_NAMED = 4
"""So many sheets are named in the name of the table of all; of more it says the number."""


def with_all_together(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """Return the grids, and behind them one of all visible sheets with the same header, if several have it.

    The name of each row's sheet is its topic, unless a column of the sheets says what the topic is. What
    stands above the headers stands above the one header; the lines are counted anew.
    """
    shown = [grid for grid in grids if not grid.hidden]
    largest = max(shown, key=lambda grid: len(grid.lines), default=None)
    header = _header(largest) if largest is not None else None
    if header is None:
        return tuple(grids)
    alike = [grid for grid in shown if _names(_header(grid)) == _names(header)]
    if len(alike) < 2 or sum(len(grid.lines) for grid in alike) > MAX_ROWS:
        return tuple(grids)
    return (*grids, _together(alike, header))


def _header(grid: Grid) -> Line | None:
    number = find_header(grid)
    return next((line for line in grid.lines if number != NO_HEADER and line.number == number), None)


def _names(line: Line | None) -> list[str]:
    names = [name_words(cell) for cell in line.cells] if line is not None else []
    while names and not names[-1]:
        names.pop()
    return names


def _together(grids: Sequence[Grid], header: Line) -> Grid:
    width = len(_names(header))
    says_topic = any((known := target_of(cell)) and known[0] is Target.TOPIC for cell in header.cells[:width])
    numbers = count(1)
    above = [Line(next(numbers), cells) for grid in grids for cells in _cells(grid, width, above=True)]
    names = header.cells[:width] if says_topic else (*header.cells[:width], SHEET)
    lines = [*above, Line(next(numbers), names)]
    for grid in grids:
        for cells in _cells(grid, width, above=False):
            lines.append(Line(next(numbers), cells if says_topic else (*cells, grid.name)))
    targets = {} if says_topic else {width: Target.TOPIC}
    return Grid(_name(grids), tuple(lines), targets=targets)


def _cells(grid: Grid, width: int, *, above: bool) -> Iterator[tuple[str, ...]]:
    """Yield the cells of the lines above a sheet's header, or of those below it, ``width`` of each."""
    header = find_header(grid)
    for line in grid.lines:
        if (line.number < header) if above else (line.number > header):
            yield (*line.cells[:width], *[""] * (width - len(line.cells)))


def _name(grids: Sequence[Grid]) -> str:
    if len(grids) > MOST_NAMED:
        return f"All {len(grids)} sheets with these columns together"
    *first, last = (grid.name for grid in grids)
    return f"{', '.join(first)} and {last} together"
