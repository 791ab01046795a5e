"""A chart with everything that must stand beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

PICK = "pick"
Spec = dict[str, Any]
"""A chart in the Vega-Lite language, its data included."""


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One figure of Progress.

    ``name`` is a stable word for keys and file names. ``spec`` carries no title of its own and is
    ``height`` pixels high. ``table`` holds the same numbers, for the screen and as CSV;
    ``headings`` names its columns for a reader and leaves out what only machines need. ``alt``
    says what the chart shows, ``definition`` exactly how it is counted. When ``empty``,
    ``empty_text`` says what would fill it and the chart is not worth drawing.
    """

    name: str
    title: str
    spec: Spec
    height: int
    table: pd.DataFrame
    headings: Mapping[str, str]
    alt: str
    definition: str
    empty: bool
    empty_text: str


def selected(table: pd.DataFrame, selection: Mapping[str, Any]) -> pd.DataFrame:
    """The rows of ``table`` that were picked in the chart; all of them when nothing was.

    ``selection`` is Streamlit's: ``{"pick": [{field: value, ...}, ...]}``. A row is picked when it
    matches all fields of one of the points; fields the table does not have count as no match.
    """
    points = selection.get(PICK) or []
    if not points:
        return table
    picked = pd.Series(False, index=table.index)
    for point in points:
        matches = pd.Series(True, index=table.index)
        for name, value in point.items():
            matches &= table[name] == value if name in table.columns else False
        picked |= matches
    return table[picked].reset_index(drop=True)
