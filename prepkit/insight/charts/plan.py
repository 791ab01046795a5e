"""The chart of recall until the interview, with the plan and without practice."""

from __future__ import annotations

import altair as alt
import pandas as pd

from prepkit.insight.charts.palette import ACCENT, DAY_LABEL, QUIET, dashes_in_legend, finish, layered, pick
from prepkit.insight.charts.words import PROBABLY, RECALL_ESTIMATE, day_name, with_range
from prepkit.insight.figure import Column, Figure, Spec, share

HEIGHT = 240
WITH, WITHOUT = "With the plan", "Without more practice"


def to_the_day(frame: pd.DataFrame) -> Figure:
    """Draw ``readiness_course.to_interview``: recall day by day with its band."""
    alt_text = "No day is left to plan."
    if len(frame):
        today, last = frame.iloc[0], frame.iloc[-1]
        alt_text = (
            f"Today: you recall {today['recalled']:.0%} of the core questions. With the plan, on "
            f"{day_name(last['day'])}: {with_range(last['recalled'], last['low'], last['high'])}; if you "
            f"practised no more: {last['without']:.0%}."
        )
    return Figure(
        name="to_the_day",
        title="Recall, day by day",
        spec=_chart(frame),
        height=HEIGHT,
        table=frame,
        columns={
            "day": Column("Day"),
            "recalled": share(WITH),
            "low": share("From"),
            "high": share("To"),
            "without": share(WITHOUT),
        },
        alt=alt_text,
        definition=(
            "The average chance of recalling each core question, one never attempted counting 0. Today's "
            "point is where you stand now; the next are evenings, after the day's practice, and the last is "
            f"noon on the day of the interview. {RECALL_ESTIMATE} {PROBABLY}"
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
    names = {"recalled": WITH, "without": WITHOUT}
    lines = (
        alt.Chart(frame.rename(columns=names))
        .transform_fold([WITH, WITHOUT], as_=["how", "share"])
        .mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=30, filled=True))
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "how:N",
                scale=alt.Scale(domain=[WITH, WITHOUT], range=[ACCENT, QUIET]),
                legend=dashes_in_legend(),
            ),
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
