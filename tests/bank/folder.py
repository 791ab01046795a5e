"""A folder of question tables, for tests to damage."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from prepkit.bank import Bank, load

Row = dict[str, str]


class Folder:
    """A folder of sound tables that a test may damage."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Bank:
        return load(self.path)

    def rows(self, name: str) -> list[Row]:
        with (self.path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, name: str, rows: list[Row]) -> None:
        columns = list(self.rows(name)[0])
        with (self.path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def change(self, name: str, line: int, **cells: str) -> None:
        """Set cells of the row that begins on a line (the tables are made without line breaks in cells)."""
        rows = self.rows(name)
        rows[line - 2].update(cells)
        self.write(name, rows)

    def remove(self, name: str, wanted: Callable[[Row], bool]) -> None:
        self.write(name, [row for row in self.rows(name) if not wanted(row)])

    def lines(self, name: str) -> list[str]:
        return (self.path / f"{name}.csv").read_text(encoding="utf-8").splitlines()

    def set_line(self, name: str, line: int, text: str) -> None:
        lines = self.lines(name)
        lines[line - 1] = text
        (self.path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def set_bytes(self, name: str, content: bytes) -> None:
        (self.path / f"{name}.csv").write_bytes(content)
