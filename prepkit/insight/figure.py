"""A chart with everything shown beside it: title, table, alternative text and definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from typing import Any

import pandas as pd

PICK = "pick"
Spec = dict[str, Any]
"""A chart in the Vega-Lite language, its data included."""


class Form(StrEnum):
    """How the values of a column are shown to a person."""

    PLAIN = "plain"
    SHARE = "share"
    """A share from 0 to 1, read as whole per cent."""
    WHOLE = "whole"
    """A measured number, read without its decimals."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a person sees it: its heading, and the form of its values."""

    heading: str
    form: Form = Form.PLAIN


Columns = Mapping[str, Column]
"""The columns of a table that a person sees, by their names in the frame, in order."""


def share(heading: str) -> Column:
    """A column of shares, read as per cent."""
    return Column(heading, Form.SHARE)


def plain(headings: Mapping[str, str]) -> dict[str, Column]:
    """Make columns whose values are shown unchanged, by their names."""
    return {name: Column(heading) for name, heading in headings.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One figure of Progress.

    ``name`` is a stable word for keys and file names. ``spec`` carries no title of its own and is
    ``height`` pixels high. ``table`` holds the same numbers; ``columns`` says which of them a
    person sees, on the screen and as CSV, and in which form. ``alt``
    says what the chart shows, ``definition`` exactly how it is counted. When ``empty``,
    ``empty_text`` says what would fill it and the chart is not worth drawing.
    """

    name: str
    title: str
    spec: Spec
    height: int
    table: pd.DataFrame
    columns: Columns
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


def readable(table: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """Reduce a table to the columns a person sees, with rounded numbers. For the screen: numbers stay
    numbers, so that they can be sorted.
    """
    shown_columns = {name: column for name, column in columns.items() if name in table.columns}
    return table[list(shown_columns)].assign(
        **{name: _rounded(table[name], shown_columns[name].form) for name in shown_columns}
    )


def written(table: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """Reduce a table to the columns a person sees, with headings and values as text (``94%``), for a file."""
    rounded = readable(table, columns)
    texts = {
        name: rounded[name].map(_percent) for name in rounded.columns if columns[name].form is Form.SHARE
    }
    return rounded.assign(**texts).rename(columns={name: column.heading for name, column in columns.items()})


def _rounded(values: pd.Series[Any], form: Form) -> pd.Series[Any]:
    if form is Form.SHARE:
        return values.round(2)
    return values.round().astype("Int64") if form is Form.WHOLE else values


def _percent(share: float) -> str:
    return "" if isnan(share) else f"{round(share * 100)}%"
