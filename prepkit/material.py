"""Define the material of a question: what a candidate is handed with it, as text and a table."""

from __future__ import annotations

from dataclasses import dataclass

BETWEEN_CELLS = " | "


@dataclass(frozen=True, slots=True)
class Material:
    """Lines of text, and below them a table. Either may be empty; every row is as wide as the header."""

    text: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.rows)


NO_MATERIAL = Material()


def parse(cell: str) -> Material:
    """Read material from a cell: lines with `` | `` are rows of the table, the first its header.

    Rows of different widths are filled up with blank cells, so that no text is lost.
    """
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    text = tuple(line for line in lines if not is_row(line))
    table = [cells_of(line) for line in lines if is_row(line)]
    width = max(map(len, table), default=0)
    filled = [row + ("",) * (width - len(row)) for row in table]
    return Material(text, filled[0] if filled else (), tuple(filled[1:]))


def as_text(material: Material) -> str:
    """Write material as lines of text, as ``parse`` reads them."""
    rows = (material.header, *material.rows) if material.rows else ()
    return "\n".join((*material.text, *(BETWEEN_CELLS.join(row) for row in rows)))


def is_row(line: str) -> bool:
    """Whether a line is a row of the table."""
    return BETWEEN_CELLS in line


def cells_of(line: str) -> tuple[str, ...]:
    """Split a row of the table into its cells."""
    return tuple(cell.strip() for cell in line.split(BETWEEN_CELLS))


def is_even(cell: str) -> bool:
    """Whether every row of the table is as wide as its header, and the header has a row below it."""
    table = [cells_of(line.strip()) for line in cell.splitlines() if is_row(line)]
    return not table or (len(table) > 1 and len({len(row) for row in table}) == 1)
