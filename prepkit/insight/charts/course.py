"""Readiness over time: its course with the forecast, and each competency then and now."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from prepkit.insight.charts.palette import ACCENT, DAY_LABEL, QUIET, TEXT, fading, finish, layered, pick
from prepkit.insight.charts.readiness import rows_to_draw, untouched_note
from prepkit.insight.charts.words import PROBABLY, RECALL_ESTIMATE, day_name, in_lines, with_range
from prepkit.insight.figure import Column, Figure, Spec, plain, share
from prepkit.insight.readiness_course import FORECAST, PAST

HEIGHT = 260
ROW_HEIGHT = 34
AROUND = 62
LABEL_SIZE = 12
# The room above 100 % holds the names of the two days.
_TOP, _FIRST_LINE, _SECOND_LINE = 1.3, 1.26, 1.16
_NOW = "Today"
BESIDE = 38
"""Pixels kept free at both ends of the days, for the share beside the interview."""
ROOMY = 0.3
"""A forecast that takes at least this part of the days has room for a share."""


def course(frame: pd.DataFrame) -> Figure:
    """Draw ``readiness_course.course``: recall up to today, and its forecast to the interview."""
    past, forecast = _parts(frame)
    return Figure(
        name="readiness_course",
        title="Readiness over time",
        spec=_course_chart(past, forecast),
        height=HEIGHT,
        table=frame.assign(part=frame["part"].map({PAST: "Up to today", FORECAST: "With the plan"})),
        columns={
            **plain({"day": "Day", "part": "Part"}),
            "covered": share("Covered"),
            "recalled": share("Recalled"),
            "ready": share("Ready"),
            "low": share("From"),
            "high": share("To"),
        },
        alt=_course_alt_text(past, forecast),
        definition=(
            "The line is Recalled: the average chance of recalling each core question at the end of that "
            "day, an unattempted one counting 0. It is worked out from your answers up to that day, over the "
            f"questions that are core today. {RECALL_ESTIMATE} Ready is the same, with a question last rated "
            "below Solid counting 0 as well. The dashed line goes on with your study plan; the three figures "
            f"on Today say what would be left on the day if you practised no more. {PROBABLY}"
        ),
        empty=past.empty,
        empty_text="Rate your first core question, and how ready you are shows here day by day.",
    )


def then_and_now(frame: pd.DataFrame) -> Figure:
    """Draw ``readiness_course.by_competency_then_now``: a row each, the least ready first."""
    empty = int(frame["attempted"].sum()) == 0
    since = day_name(frame["since"].iloc[0]) if len(frame) else ""
    return Figure(
        name="then_and_now",
        title="Ready today, by competency",
        spec=_dumbbells(rows_to_draw(frame), since),
        height=_height(rows_to_draw(frame)),
        table=frame,
        columns={
            **plain({"name": "Competency", "cards": "Questions", "attempted": "Attempted"}),
            "since": Column("Since"),
            "before": share("Ready then"),
            "now": share("Ready today"),
        },
        alt=_then_alt_text(frame, since),
        definition=(
            "Ready: the average chance of recalling each core question of the competency at the end of the "
            "day; one that was not attempted yet, or last rated below Solid, counts 0. The grey dot is four "
            "weeks ago or the day of your first answer, whichever is later. Without practice every share "
            "falls a little each day."
        ),
        empty=empty,
        empty_text="Rate your first core question and its competency shows here.",
    )


def _parts(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    return frame[frame["part"] == PAST], frame[frame["part"] == FORECAST]


def _course_chart(past: pd.DataFrame, forecast: pd.DataFrame) -> Spec:
    chosen = pick("day")
    today = past.tail(1).assign(name="Recalled today")
    # The forecast starts from where the past ends, without a range.
    start = today.assign(low=today["recalled"], high=today["recalled"])
    ahead = pd.concat([start, forecast], ignore_index=True) if len(forecast) else forecast
    interview = forecast.tail(1).assign(name="Interview, with the plan")
    y = _y("recalled")
    days = alt.Chart(pd.concat([past, forecast], ignore_index=True)).encode(x=_x())
    layers = [
        alt.Chart(ahead).mark_area(color=ACCENT, opacity=0.2).encode(x=_x(), y=_y("low"), y2="high:Q"),
        alt.Chart(ahead).mark_line(color=ACCENT, strokeWidth=2, strokeDash=[6, 4]).encode(x=_x(), y=y),
        alt.Chart(past).mark_line(color=ACCENT, strokeWidth=2.5).encode(x=_x(), y=y),
        *_day_marks(today, _SECOND_LINE, _beside_today(past, forecast), len(past) >= len(forecast)),
        *_day_marks(interview, _FIRST_LINE, {"align": "left", "dx": 7}, leftwards=True),
        days.mark_circle(color=ACCENT, size=14).encode(y=y, opacity=fading(chosen)),
        # The whole height of a day answers to the pointer, because a point is too small for a finger.
        days.mark_rule(strokeWidth=8, opacity=0).encode(tooltip=_course_tooltip()).add_params(chosen),
    ]
    return finish(layered(*layers), HEIGHT)


def _beside_today(past: pd.DataFrame, forecast: pd.DataFrame) -> dict[str, Any]:
    """Where today's share stands, so that neither a line nor the share of the interview lies over it."""
    if forecast.empty:
        return {"align": "right", "dy": -12}
    # The forecast goes on to the right; a short one leaves no room for a figure before the interview.
    is_short = len(forecast) < ROOMY * (len(past) + len(forecast))
    if not is_short:
        return {"align": "left", "dx": 4, "dy": 14}
    # The past comes from the left: where it rises, the room is above it.
    rises = past["recalled"].iloc[-1] >= past["recalled"].iloc[-2:].iloc[0]
    return {"align": "right", "dx": -5, "dy": -10 if rises else 14}


def _day_marks(day: pd.DataFrame, at: float, beside: dict[str, Any], leftwards: bool) -> list[alt.Chart]:
    """A line down the day with its name at its head, and its share beside the point."""
    base = alt.Chart(day).encode(x=_x())
    line = base.mark_rule(color=QUIET, strokeDash=[2, 3]).encode(
        y=alt.datum(0, type="quantitative"), y2=alt.datum(at)
    )
    name = base.mark_text(
        align="right" if leftwards else "left", dx=-4 if leftwards else 4, fill=TEXT, fontSize=LABEL_SIZE
    )
    value = base.mark_text(fill=TEXT, fontSize=LABEL_SIZE, fontWeight="bold", **beside)
    return [
        line,
        name.encode(y=alt.datum(at, type="quantitative"), text="name:N"),
        value.encode(y=_y("recalled"), text=alt.Text("recalled:Q", format=".0%")),
    ]


def _x() -> alt.X:
    axis = alt.Axis(labelExpr=DAY_LABEL, grid=False, tickCount=5, labelOverlap=True)
    return alt.X("day:T", title=None, axis=axis, scale=alt.Scale(type="utc", padding=BESIDE))


def _y(field: str) -> alt.Y:
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    return alt.Y(f"{field}:Q", title=None, scale=alt.Scale(domain=[0, _TOP]), axis=axis)


def _course_tooltip() -> list[alt.Tooltip]:
    shares = {"covered": "Covered", "recalled": "Recalled", "ready": "Ready", "low": "From", "high": "To"}
    return [
        alt.Tooltip("day:T", title="Day", format="%-d %b", formatType="utcFormat"),
        *(alt.Tooltip(f"{name}:Q", title=title, format=".0%") for name, title in shares.items()),
    ]


def _course_alt_text(past: pd.DataFrame, forecast: pd.DataFrame) -> str:
    if past.empty:
        return "No core question is attempted yet."
    first, today = past.iloc[0], past.iloc[-1]
    sentence = f"Today: you recall {today['recalled']:.0%} of the core questions"
    if len(past) > 1:
        sentence += f" ({first['recalled']:.0%} on {day_name(first['day'])})"
    if forecast.empty:
        return f"{sentence}."
    last = forecast.iloc[-1]
    outlook = with_range(last["recalled"], last["low"], last["high"])
    return f"{sentence}. With the plan, on {day_name(last['day'])}: {outlook}."


def _dumbbells(frame: pd.DataFrame, since: str) -> Spec:
    names = [since, _NOW]
    data = frame.assign(row=[in_lines(name) for name in frame["name"]])
    points = pd.concat(
        [
            data.assign(moment=moment, share=data[column])
            for moment, column in zip(names, ("before", "now"), strict=True)
        ],
        ignore_index=True,
    )
    chosen = pick("id")
    axis = alt.Axis(
        labelExpr="split(datum.label, '\\n')",
        labelLineHeight=13,
        labelOverlap=False,
        grid=False,
        domain=False,
    )
    # Keep the frame's order, because a layer would order the categories alphabetically.
    y = alt.Y("row:N", sort=list(data["row"]), title=None, axis=axis)
    x_axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], labelFlushOffset=-6)
    # The room on both sides is for the shares beside the points.
    scale = alt.Scale(domain=[0, 1], padding=34)
    untouched = alt.Chart(data[data["attempted"] == 0]).mark_text(
        align="left", fill=TEXT, fontSize=LABEL_SIZE, fontStyle="italic"
    )
    touched = data[data["attempted"] > 0]
    points = points[points["attempted"] > 0]
    change = (
        alt.Chart(touched)
        .mark_rule(strokeWidth=3, color=QUIET)
        .encode(x=alt.X("before:Q", title=None, scale=scale, axis=x_axis), x2="now:Q", y=y)
    )
    rows = alt.Chart(points).encode(
        x=alt.X("share:Q", title=None, scale=scale, axis=x_axis), y=y, opacity=fading(chosen)
    )
    circles = rows.mark_circle(size=130, opacity=1).encode(
        color=alt.Color(
            "moment:N", scale=alt.Scale(domain=names, range=[QUIET, ACCENT]), legend=alt.Legend()
        ),
        tooltip=[
            alt.Tooltip("name:N", title="About"),
            alt.Tooltip("attempted:Q", title="Attempted"),
            alt.Tooltip("cards:Q", title="Questions"),
            alt.Tooltip("before:Q", title=since, format=".0%"),
            alt.Tooltip("now:Q", title=_NOW, format=".0%"),
        ],
    )
    labels = alt.Chart(touched).encode(
        x=alt.X("now:Q", scale=scale), y=y, text=alt.Text("now:Q", format=".0%")
    )
    rose = labels.transform_filter("datum.now >= datum.before").mark_text(
        align="left", dx=10, fill=TEXT, fontSize=LABEL_SIZE
    )
    fell = labels.transform_filter("datum.now < datum.before").mark_text(
        align="right", dx=-10, fill=TEXT, fontSize=LABEL_SIZE
    )
    layers = [
        untouched.encode(x=alt.datum(0, type="quantitative", scale=scale), y=y, text=alt.value("untouched")),
        change,
        rose,
        fell,
        circles.add_params(chosen),
    ]
    return finish(layered(*layers), _height(frame))


def _height(frame: pd.DataFrame) -> int:
    return AROUND + ROW_HEIGHT * max(1, len(frame))


def _then_alt_text(frame: pd.DataFrame, since: str) -> str:
    attempted = frame[frame["attempted"] > 0]
    if attempted.empty:
        return "No competency has an attempted question yet."
    change = attempted["now"] - attempted["before"]
    rose, fell = attempted.iloc[int(change.argmax())], attempted.iloc[int(change.argmin())]
    sentences = []
    untouched = untouched_note(frame, "competencies")
    if change.max() > 0:
        sentences.append(f"{rose['name']} gained most, from {rose['before']:.0%} to {rose['now']:.0%}")
    if change.min() < 0:
        sentences.append(f"{fell['name']} lost most, from {fell['before']:.0%} to {fell['now']:.0%}")
    if not sentences:
        return f"Nothing has changed since {since}.{untouched}"
    return f"Since {since}: {'; '.join(sentences)}.{untouched}"
