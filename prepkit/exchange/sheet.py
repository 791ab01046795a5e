"""Defines the contents of another program's file, before its columns are mapped to those of a question."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from prepkit.errors import Problem

MAX_FILE_BYTES = 20_000_000
"""The largest file that is read."""
MAX_UNPACKED_BYTES = 200_000_000
"""The most that a packed file (.xlsx, .apkg) may grow to, all its members together."""
MAX_ROWS = 10_000
"""The most rows a sheet may have; a longer one is refused whole, so that nobody gets half a deck."""
MAX_CELL_CHARACTERS = 50_000
"""The longest cell that is kept; a row with a longer one is left out and reported."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file that another program wrote.

    ``frame`` has a column for each named column of the file, in its order and by its own name (all of
    dtype ``str``: ``NA`` and ``007`` stay text, a cell is stripped, a line break is ``\\n``), and as its
    index, named ``line``, the line (CSV), row (Excel) or note (Anki) each comes from, counted from 1.
    """

    name: str
    frame: pd.DataFrame


@dataclass(frozen=True, slots=True)
class FileContents:
    """The sheets of one file, none if nothing was usable, and all its problems."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]
