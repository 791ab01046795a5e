"""What will be recalled until the interview, with the plan and without practice."""

from __future__ import annotations

import altair as alt
import pandas as pd

from prepkit.insight.charts.palette import ACCENT, DAY_LABEL, QUIET, finish, layered, pick
from prepkit.insight.figure import Column, Figure, Spec, share

HEIGHT = 240
WITH, WITHOUT = "With the plan", "Without practice"


def to_the_day(frame: pd.DataFrame) -> Figure:
    """From ``plan.forecast.forecast``."""
    said = "No day is left to plan."
    if len(frame):
        last = frame.iloc[-1]
        said = (
            f"On the day you would recall {last['practised']:.0%} of the core with the plan (eight times of "
            f"ten between {last['low']:.0%} and {last['high']:.0%}), {last['without']:.0%} without practice."
        )
    return Figure(
        name="to_the_day",
        title="Recall, day by day",
        spec=_chart(frame),
        height=HEIGHT,
        table=frame,
        columns={
            "day": Column("Day"),
            "practised": share(WITH),
            "low": share("From"),
            "high": share("To"),
            "without": share(WITHOUT),
        },
        alt=said,
        definition=(
            "The mean chance, by FSRS, of recalling each core question if it were asked that evening (on the "
            "last day: at noon); one never met counts 0. The plan is played through a hundred times: memory "
            "differs from time to time as it does between people, and ratings fall by chance. The band "
            "(from, to) holds eight of ten; missed days are not in it."
        ),
        empty=frame.empty,
        empty_text="There is no core question to recall: choose a role, and the curve shows here.",
    )


def _chart(frame: pd.DataFrame) -> Spec:
    x = alt.X(
        "day:T",
        title=None,
        axis=alt.Axis(labelExpr=DAY_LABEL, grid=False, tickCount=min(8, max(1, len(frame) - 1))),
        scale=alt.Scale(type="utc"),
    )
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    y = alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=axis)
    chosen = pick("day")
    band = (
        alt.Chart(frame)
        .mark_area(color=ACCENT, opacity=0.2)
        .encode(x=x, y=alt.Y("low:Q", title=None), y2="high:Q")
    )
    names = {"practised": WITH, "without": WITHOUT}
    lines = (
        alt.Chart(frame.rename(columns=names))
        .transform_fold([WITH, WITHOUT], as_=["how", "share"])
        .mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=30, filled=True))
        .encode(
            x=x,
            y=y,
            color=alt.Color("how:N", scale=alt.Scale(domain=[WITH, WITHOUT], range=[ACCENT, QUIET])),
            strokeDash=alt.StrokeDash(
                "how:N", scale=alt.Scale(domain=[WITH, WITHOUT], range=[[1, 0], [6, 3]])
            ),
            tooltip=[
                alt.Tooltip("day:T", title="Day", format="%-d %b", formatType="utcFormat"),
                alt.Tooltip("how:N", title=" "),
                alt.Tooltip("share:Q", title="Recalled", format=".0%"),
            ],
        )
        .add_params(chosen)
    )
    return finish(layered(band, lines), HEIGHT)
