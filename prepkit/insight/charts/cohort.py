"""Chart of how a coach's clients get on."""

from __future__ import annotations

import altair as alt
import pandas as pd

from prepkit.insight.charts.palette import (
    ACCENT,
    DAY_LABEL,
    QUIET,
    ROUND,
    TEXT,
    fading,
    finish,
    layered,
    pick,
)
from prepkit.insight.charts.words import counted
from prepkit.insight.figure import Figure, Spec, plain, share

ROW, AXIS = 30, 50
"""The height of one client's row, and of what stands around the rows."""
LEAST_ROWS = 3


def progress(frame: pd.DataFrame) -> Figure:
    """Draw ``cohort.progress``: a row a client, a cell a week or month with the share Solid or better."""
    height = AXIS + ROW * max(LEAST_ROWS, frame["client"].nunique())
    return Figure(
        name="cohort_progress",
        title="Progress by person",
        spec=_chart(frame, height),
        height=height,
        table=frame,
        columns={
            **plain({"client": "Client", "since": "From", "answers": "Answers"}),
            "solid": share("Solid or better"),
            **plain({"own": "Own score", "coach": "Coach's score"}),
        },
        alt=_alt_text(frame),
        definition=(
            "Of all answers that a client rated in a week (Monday to Sunday), the share that was Solid or "
            "better. A week without anybody's answers is left out; over more than twelve weeks with answers, "
            "each cell is a month. The table also has the mean of the scores from 1 to 5 that client and "
            "coach gave. Archived clients are left out."
        ),
        empty=frame.empty,
        empty_text="Import what a client sent, or score an answer together, and it shows here.",
    )


def _alt_text(frame: pd.DataFrame) -> str:
    if frame.empty:
        return "No answers yet."
    first = frame.groupby("client")["solid"].first()
    last = frame.groupby("client")["solid"].last()
    compared = frame.groupby("client").size() > 1
    if not compared.any():
        return f"{counted(len(first), 'client')} with answers, none over more than one week yet."
    up = int((last > first)[compared].sum())
    return (
        f"Of {counted(int(compared.sum()), 'client')} with answers in more than one week, {up} did better "
        "lately than at first."
    )


def _chart(frame: pd.DataFrame, height: int) -> Spec:
    chosen = pick("client")
    base = alt.Chart(frame.assign(percent=frame["solid"] * 100)).encode(
        x=alt.X(
            "since:O",
            title="% Solid or better, from this day on",
            axis=alt.Axis(labelExpr=DAY_LABEL, labelAngle=0, labelOverlap=True, grid=False),
            scale=alt.Scale(paddingInner=0.08),
        ),
        y=alt.Y(
            "client:N",
            title=None,
            axis=alt.Axis(grid=False, labelLimit=110),
            scale=alt.Scale(paddingInner=0.14),
        ),
    )
    cells: alt.Chart = (
        base.mark_rect(cornerRadius=ROUND, fill=ACCENT, stroke=QUIET, strokeWidth=0.5)
        .encode(
            # At half strength at most, so that the figure in the cell is readable on either ground.
            fillOpacity=alt.FillOpacity(
                "solid:Q", scale=alt.Scale(domain=[0, 1], range=[0.04, 0.5]), legend=None
            ),
            opacity=fading(chosen),
            tooltip=[
                alt.Tooltip("client:N", title="Client"),
                alt.Tooltip("since:N", title="From"),
                alt.Tooltip("answers:Q", title="Answers"),
                alt.Tooltip("solid:Q", title="Solid or better", format=".0%"),
                alt.Tooltip("own:Q", title="Own score", format=".1f"),
                alt.Tooltip("coach:Q", title="Coach's score", format=".1f"),
            ],
        )
        .add_params(chosen)
    )
    figures: alt.Chart = base.mark_text(fontSize=12, color=TEXT).encode(
        text=alt.Text("percent:Q", format=".0f")
    )
    return finish(layered(cells, figures), height)
