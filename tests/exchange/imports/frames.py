"""The cells of a grid as a frame, for comparing."""

from __future__ import annotations

import pandas as pd

from prepkit.errors import Problem
from prepkit.exchange.imports.grid import FileContents, Grid, Target


def frame(grid: Grid) -> pd.DataFrame:
    """The lines of a grid that names its columns, without the ids that another program gave them."""
    places = [place for place in range(len(grid.names)) if grid.targets.get(place) is not Target.GUID]
    index = pd.Index([line.number for line in grid.lines], dtype="int64", name="line")
    cells = {grid.names[place]: [line.cells[place] for line in grid.lines] for place in places}
    return pd.DataFrame(cells, index=index, dtype="str")


def problems(contents: FileContents) -> list[Problem]:
    return [*contents.lost, *contents.notes]
