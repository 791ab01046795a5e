"""The chart of a drill of the metrics lab, week by week."""

from __future__ import annotations

import altair as alt
import pandas as pd

from prepkit.insight.charts.palette import ACCENT, finish
from prepkit.insight.figure import Spec

HEIGHT = 150
WEEK = "Week"


def is_over_time(table: pd.DataFrame) -> bool:
    """Whether the rows of a drill's table are weeks; only such a table has a chart."""
    return str(table.columns[0]) == WEEK


def by_week(table: pd.DataFrame, column: str) -> Spec:
    """Draw one number column of the table as a line. The axis may begin above 0 to show the change."""
    frame = pd.DataFrame({"week": range(1, len(table) + 1), "value": table[column].astype(float)})
    line = (
        alt.Chart(frame)
        .mark_line(color=ACCENT, strokeWidth=2, point=alt.OverlayMarkDef(size=30, filled=True, color=ACCENT))
        .encode(
            x=alt.X("week:O", title=WEEK, axis=alt.Axis(grid=False, labelAngle=0)),
            y=alt.Y(
                "value:Q", title=None, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(tickCount=4)
            ),
            tooltip=[
                alt.Tooltip("week:O", title=WEEK),
                alt.Tooltip("value:Q", title=column, format=",.4~g"),
            ],
        )
    )
    return finish(line, HEIGHT)


def alt_text(table: pd.DataFrame, column: str) -> str:
    """Word the chart for a screen reader: ``Contacts by week: 2,100, 2,080, …``."""
    return f"{column} by week: {', '.join(f'{value:,.4g}' for value in table[column].astype(float))}"
