"""Charts of when and how much was practised, and of the ratings."""

from __future__ import annotations

from datetime import date
from typing import Literal

import altair as alt
import pandas as pd

from prepkit.insight.activity import WEEKDAYS
from prepkit.insight.charts.palette import (
    ACCENT,
    DAY_LABEL,
    QUIET,
    RATINGS,
    ROUND,
    TEXT,
    fading,
    finish,
    pick,
)
from prepkit.insight.charts.words import counted, day_name
from prepkit.insight.figure import Column, Figure, Form, Spec, plain, share
from prepkit.model import Rating

HEIGHT = 240
Measure = Literal["attempts", "minutes"]
_DAY_COLUMNS = {**plain({"day": "Day", "attempts": "Attempts"}), "minutes": Column("Minutes", Form.WHOLE)}
_NOTHING = "Nothing practised in this time. Every rated answer shows here on its day."


def calendar(frame: pd.DataFrame) -> Figure:
    """Draw ``activity.calendar``: a cell for each day, darker (in the dark theme brighter) for more."""
    practised = frame[frame["attempts"] > 0]
    busiest = practised.iloc[int(practised["attempts"].argmax())] if len(practised) else None
    alt_text = "Nothing was practised in these weeks."
    if busiest is not None:
        since = frame[frame["day"] >= practised["day"].min()]
        alt_text = (
            f"Practised on {len(practised)} of {counted(len(since), 'day')} since the first one shown; "
            f"most on {day_name(busiest['day'])}, "
            f"with {counted(busiest['attempts'], 'attempt')}."
        )
    return Figure(
        name="calendar",
        title="Days practised",
        spec=_calendar_chart(frame),
        height=HEIGHT,
        table=frame,
        columns=_DAY_COLUMNS,
        alt=alt_text,
        definition=(
            "Each cell is one day in your own time zone, coloured by how many answers you rated that day; "
            "ratings you undid don't count. Today has a border."
        ),
        empty=practised.empty,
        empty_text=_NOTHING,
    )


def daily(frame: pd.DataFrame, measure: Measure = "attempts") -> Figure:
    """Draw ``activity.daily``: a bar a day, by attempts or by minutes."""
    practised = frame[frame["attempts"] > 0]
    total, minutes = int(frame["attempts"].sum()), float(frame["minutes"].sum())
    alt_text = f"No attempts in the last {len(frame)} days."
    if total:
        amount = counted(total, "attempt") if measure == "attempts" else f"{minutes:,.0f} minutes"
        per_day = (total if measure == "attempts" else minutes) / len(practised)
        alt_text = (
            f"In the last {len(frame)} days: {amount} on {counted(len(practised), 'day')}, "
            f"{per_day:.0f} on a day with practice."
        )
    return Figure(
        name=f"{measure}_a_day",
        title=f"{measure.capitalize()} a day",
        spec=_daily_chart(frame, measure),
        height=HEIGHT,
        table=frame,
        columns=_DAY_COLUMNS,
        alt=alt_text,
        definition=(
            "An attempt is one rated answer that was not taken back. Minutes run from the moment the "
            "question appears to the rating, at most 15 for one answer. Days without practice count as zero."
        ),
        empty=practised.empty,
        empty_text=_NOTHING,
    )


def weekly_mix(frame: pd.DataFrame) -> Figure:
    """Draw ``activity.weekly_mix``: each week's four ratings as shares of 100 %."""
    return Figure(
        name="rating_mix",
        title="How answers went, week by week",
        spec=_mix_chart(frame),
        height=HEIGHT + 30,
        table=frame,
        columns={
            **plain({"week": "Week from", "label": "Rating", "attempts": "Attempts"}),
            "share": share("Share"),
        },
        alt=_mix_alt_text(frame),
        definition=(
            "Of all answers rated in a week (Monday to Sunday), the share of each rating. Answers you took "
            "back don't count; a week without practice stays empty."
        ),
        empty=frame.empty,
        empty_text="Rate a few answers and you see here how the mix of ratings moves.",
    )


def _calendar_chart(frame: pd.DataFrame) -> Spec:
    chosen = pick("day")
    opens = sorted(set(frame["week"]))
    months = [week for before, week in zip(["", *opens], opens, strict=False) if before[:7] != week[:7]]
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_rect(cornerRadius=ROUND, strokeWidth=1)
        .encode(
            x=alt.X(
                "week:O",
                title=None,
                scale=alt.Scale(paddingInner=0.14),
                axis=alt.Axis(
                    values=months,
                    labelExpr="utcFormat(toDate(datum.value), '%b')",
                    labelAngle=0,
                    labelAlign="left",
                    labelFlush=False,
                    orient="top",
                    grid=False,
                ),
            ),
            y=alt.Y(
                "weekday:O",
                sort=list(WEEKDAYS),
                title=None,
                scale=alt.Scale(paddingInner=0.14),
                axis=alt.Axis(grid=False, values=["Mon", "Wed", "Fri", "Sun"]),
            ),
            # No scheme is set: the theme's own sequence runs from faint to strong on either ground.
            color=alt.Color(
                "attempts:Q",
                scale=alt.Scale(domain=[0, max(1, int(frame["attempts"].max()))], range="ramp"),
                legend=None,
            ),
            stroke=alt.when("datum.today").then(alt.value(TEXT)).otherwise(alt.value(QUIET)),
            strokeOpacity=alt.when("datum.today").then(alt.value(1)).otherwise(alt.value(0.45)),
            strokeWidth=alt.when("datum.today").then(alt.value(2)).otherwise(alt.value(0.5)),
            opacity=fading(chosen),
            tooltip=[
                alt.Tooltip("day:N", title="Day"),
                alt.Tooltip("attempts:Q", title="Attempts"),
                alt.Tooltip("minutes:Q", title="Minutes", format=".0f"),
            ],
        )
        .add_params(chosen)
    )
    return finish(chart, HEIGHT)


def _daily_chart(frame: pd.DataFrame, measure: Measure) -> Spec:
    chosen = pick("day")
    mondays = [day for day in frame["day"] if date.fromisoformat(day).weekday() == 0]
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_bar(color=ACCENT, cornerRadiusEnd=ROUND)
        .encode(
            x=alt.X(
                "day:O",
                title=None,
                scale=alt.Scale(paddingInner=0.25),
                axis=alt.Axis(values=mondays, labelExpr=DAY_LABEL, labelAngle=0, grid=False),
            ),
            y=alt.Y(f"{measure}:Q", title=None, axis=alt.Axis(tickCount=4, format=",d")),
            opacity=fading(chosen),
            tooltip=[
                alt.Tooltip("day:N", title="Day"),
                alt.Tooltip("attempts:Q", title="Attempts"),
                alt.Tooltip("minutes:Q", title="Minutes", format=".0f"),
            ],
        )
        .add_params(chosen)
    )
    return finish(chart, HEIGHT)


def _mix_chart(frame: pd.DataFrame) -> Spec:
    chosen = pick("week", "label")
    labels = [rating.label for rating in Rating]
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_bar(cornerRadius=2)
        .encode(
            x=alt.X(
                "week:O",
                title=None,
                scale=alt.Scale(paddingInner=0.2),
                axis=alt.Axis(labelExpr=DAY_LABEL, labelAngle=0, grid=False),
            ),
            y=alt.Y(
                "share:Q",
                title=None,
                stack="zero",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format=".0%", values=[0, 0.5, 1]),
            ),
            color=alt.Color(
                "label:N",
                scale=alt.Scale(domain=labels, range=[RATINGS[rating] for rating in Rating]),
                legend=alt.Legend(symbolType="square", columns=2),
            ),
            # The best rating starts at the axis, so that its growth is easy to read.
            order=alt.Order("rating:Q", sort="descending"),
            opacity=fading(chosen),
            tooltip=[
                alt.Tooltip("week:N", title="Week from"),
                alt.Tooltip("label:N", title="Rating"),
                alt.Tooltip("attempts:Q", title="Attempts"),
                alt.Tooltip("share:Q", title="Share", format=".0%"),
            ],
        )
        .add_params(chosen)
    )
    return finish(chart, HEIGHT + 30)


def _mix_alt_text(frame: pd.DataFrame) -> str:
    if frame.empty:
        return "No answers rated yet."
    held = frame[frame["rating"] >= int(Rating.SOLID)].groupby("week")["share"].sum()
    practised = frame.groupby("week")["attempts"].sum()
    held = held[practised > 0]
    if len(held) == 1:
        week = day_name(held.index[0])
        return f"{held.iloc[0]:.0%} of the answers in the week from {week} were Solid or better."
    return (
        f"Solid or better: {held.iloc[0]:.0%} of answers in the week from {day_name(held.index[0])}, "
        f"{held.iloc[-1]:.0%} in the week from {day_name(held.index[-1])}."
    )
