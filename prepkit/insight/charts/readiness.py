"""Readiness by competency and by role: three nested bars a row."""

from __future__ import annotations

import altair as alt
import pandas as pd

from prepkit.insight.charts.palette import ACCENT, TEXT, fading, finish, layered, pick
from prepkit.insight.charts.words import in_lines
from prepkit.insight.figure import Column, Figure, Spec, plain, share

LINE_HEIGHT = 13
AROUND = 62
# Each share is part of the next, so the bars lie in one another; the outline carries the contrast.
_COLOURS = {"Ready": ACCENT, "Recalled": "#6FB3AB", "Covered": f"{ACCENT}1A"}
_COLUMNS = {
    **plain({"name": "Competency", "cards": "Questions", "attempted": "Attempted"}),
    "covered": share("Covered"),
    "recalled": share("Recalled"),
    "ready": share("Ready"),
}
_DEFINITION = (
    "Covered: the share of these questions attempted at least once. Recalled: the average chance, by "
    "FSRS, of recalling each of them on {day}, an unattempted one counting 0. Ready: as Recalled, but a "
    "question last rated below Solid counts 0 as well. {over}"
)


_ROW_AXIS = alt.Axis(
    labelExpr="split(datum.label, '\\n')", labelLineHeight=LINE_HEIGHT, labelOverlap=False, grid=False
)


def by_competency(frame: pd.DataFrame, day: str) -> Figure:
    """From ``readiness.by_competency``; ``day`` is the day meant, as in a sentence ("9 December")."""
    return Figure(
        name="readiness_by_competency",
        title="Readiness by competency",
        spec=_chart(frame),
        height=_height(frame),
        table=frame,
        columns=_COLUMNS,
        alt=_said(frame, day, "competency", "competencies"),
        definition=_DEFINITION.format(
            day=day, over="Counted over the core questions of your target role (without one: of all roles)."
        ),
        empty=_nothing_attempted(frame),
        empty_text="Rate your first core question and its competency shows here.",
    )


def by_role(frame: pd.DataFrame, day: str) -> Figure:
    """From ``readiness.by_role``; ``day`` as in by_competency."""
    return Figure(
        name="readiness_by_role",
        title="Readiness by role",
        spec=_chart(frame),
        height=_height(frame),
        table=frame,
        columns={**_COLUMNS, "name": Column("Role")},
        alt=_said(frame, day, "role", "roles"),
        definition=_DEFINITION.format(
            day=day,
            over="Counted over each role's own core questions; one question may belong to several roles.",
        ),
        empty=_nothing_attempted(frame),
        empty_text="Rate your first core question and the roles it belongs to show here.",
    )


def _chart(frame: pd.DataFrame) -> Spec:
    data = frame.assign(
        row=_labels(frame),
        note=frame["attempted"].eq(0).map({True: "untouched", False: ""}),
    )
    chosen = pick("id")
    # A layer's own order of categories would be alphabetical: the frame's order is the one meant.
    y = alt.Y("row:N", sort=None, title=None, axis=_ROW_AXIS)
    base = alt.Chart(data).encode(
        y=y,
        opacity=fading(chosen),
        tooltip=[
            alt.Tooltip("name:N", title="About"),
            alt.Tooltip("cards:Q", title="Questions"),
            alt.Tooltip("attempted:Q", title="Attempted"),
            *(alt.Tooltip(f"{name.lower()}:Q", title=name, format=".0%") for name in reversed(_COLOURS)),
        ],
    )
    untouched = base.mark_text(align="left", dx=4, fill=TEXT, fontStyle="italic")
    bars = [_bar(base, measure, size) for measure, size in (("Covered", 18), ("Recalled", 18), ("Ready", 10))]
    return finish(
        layered(bars[0].add_params(chosen), *bars[1:], untouched.encode(x=alt.value(0), text="note:N")),
        _height(frame),
    )


def _bar(base: alt.Chart, measure: str, size: int) -> alt.Chart:
    marked = base.mark_bar(
        size=size, cornerRadius=3, stroke=ACCENT, strokeWidth=0 if measure == "Ready" else 1
    )
    bar: alt.Chart = (
        marked.transform_filter("datum.attempted > 0")
        .transform_calculate(measure=f"'{measure}'")
        .encode(x=_x(measure.lower()), color=_colour())
    )
    return bar


def _x(measure: str) -> alt.X:
    return alt.X(
        f"{measure}:Q",
        title=None,
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
    )


def _colour() -> alt.Color:
    return alt.Color(
        "measure:N",
        scale=alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values())),
        legend=alt.Legend(symbolType="square", symbolStrokeColor=ACCENT, symbolStrokeWidth=1),
    )


def _height(frame: pd.DataFrame) -> int:
    lines = max((label.count("\n") + 1 for label in _labels(frame)), default=1)
    return AROUND + max(28, LINE_HEIGHT * lines + 8) * max(1, len(frame))


def _labels(frame: pd.DataFrame) -> list[str]:
    return [
        in_lines(f"{name} {attempted}/{cards}")
        for name, attempted, cards in zip(frame["name"], frame["attempted"], frame["cards"], strict=True)
    ]


def _nothing_attempted(frame: pd.DataFrame) -> bool:
    return int(frame["attempted"].sum()) == 0


def _said(frame: pd.DataFrame, day: str, one: str, many: str) -> str:
    if _nothing_attempted(frame):
        return f"No {one} has an attempted question yet."
    touched = frame[frame["attempted"] > 0]
    best = touched.iloc[int(touched["ready"].argmax())]
    worst = touched.iloc[int(touched["ready"].argmin())]
    untouched = len(frame) - len(touched)
    rest = f" {untouched} of {len(frame)} {many} untouched." if untouched else ""
    if len(touched) == 1:
        return f"{best['name']} is {best['ready']:.0%} ready on {day}.{rest}"
    return (
        f"On {day} {best['name']} is the readiest {one} at {best['ready']:.0%}, "
        f"{worst['name']} the least ready at {worst['ready']:.0%}.{rest}"
    )
