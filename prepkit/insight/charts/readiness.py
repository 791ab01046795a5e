"""Readiness by competency and by role: three nested bars a row."""

from __future__ import annotations

import altair as alt
import pandas as pd

from prepkit.insight.charts.palette import ACCENT, TEXT, fading, finish, layered, pick
from prepkit.insight.charts.words import in_lines
from prepkit.insight.figure import Column, Figure, Spec, plain, share

LINE_HEIGHT = 13
AROUND = 82
FEW_UNTOUCHED = 3
UNBROKEN = "\u00a0"
"""A space that never ends a line, so that a count stays with its name."""
# Each share is part of the next, so the bars are nested; the outline gives the contrast.
_COLOURS = {"Ready": ACCENT, "Recalled": "#6FB3AB", "Covered": f"{ACCENT}1A"}
_COLUMNS = {
    **plain({"name": "Competency", "cards": "Questions", "attempted": "Attempted"}),
    "covered": share("Covered"),
    "recalled": share("Recalled"),
    "ready": share("Ready"),
}
_DEFINITION = (
    "The figures are for {day}, if you practised no more until then. Covered: the share of these questions "
    "attempted at least once. Recalled: the average chance of recalling each of them on that day, an "
    "unattempted one counting 0. Ready: as Recalled, but a question last rated below Solid counts 0 as well. "
    "{over}"
)


_ROW_AXIS = alt.Axis(
    labelExpr="split(datum.label, '\\n')", labelLineHeight=LINE_HEIGHT, labelOverlap=False, grid=False
)


def by_competency(frame: pd.DataFrame, day: str) -> Figure:
    """Draw ``readiness.by_competency``; ``day`` is the day it is about, as words ("9 December")."""
    return Figure(
        name="readiness_by_competency",
        title=f"Readiness on {day}, by competency",
        spec=_chart(frame),
        height=_height(frame),
        table=frame,
        columns=_COLUMNS,
        alt=_alt_text(frame, day, "competency", "competencies"),
        definition=_DEFINITION.format(
            day=day,
            over=(
                "Counted over the questions that Today counts: the core of your target role (without one: "
                "of all roles) and what the advertisement of your next interview adds to it."
            ),
        ),
        empty=_nothing_attempted(frame),
        empty_text="Rate your first core question and its competency shows here.",
    )


def by_role(frame: pd.DataFrame, day: str) -> Figure:
    """Draw ``readiness.by_role``; ``day`` is the day it is about, as words ("9 December")."""
    return Figure(
        name="readiness_by_role",
        title=f"Readiness on {day}, by role",
        spec=_chart(frame),
        height=_height(frame),
        table=frame,
        columns={**_COLUMNS, "name": Column("Role")},
        alt=_alt_text(frame, day, "role", "roles"),
        definition=_DEFINITION.format(
            day=day,
            over=(
                "Counted over each role's own core questions, without what an advertisement adds to yours; "
                "one question may belong to several roles."
            ),
        ),
        empty=_nothing_attempted(frame),
        empty_text="Rate your first core question and the roles it belongs to show here.",
    )


def rows_to_draw(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a chart: where more than a few are untouched, only the others; a sentence counts them."""
    touched = frame[frame["attempted"] > 0]
    is_few = len(frame) - len(touched) <= FEW_UNTOUCHED
    return frame if is_few or touched.empty else touched.reset_index(drop=True)


def untouched_note(frame: pd.DataFrame, plural: str) -> str:
    """Return `` 3 of 14 competencies are untouched.`` to follow another sentence; empty for none."""
    untouched = int(frame["attempted"].eq(0).sum())
    return (
        f" {untouched} of {len(frame)} {plural} {'is' if untouched == 1 else 'are'} untouched."
        if untouched
        else ""
    )


def _chart(frame: pd.DataFrame) -> Spec:
    frame = rows_to_draw(frame)
    data = frame.assign(
        row=_labels(frame),
        note=frame["attempted"].eq(0).map({True: "untouched", False: ""}),
    )
    chosen = pick("id")
    # Keep the frame's order, because a layer would order the categories alphabetically.
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
        # The last label would be cut off at the edge.
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], labelFlushOffset=-6),
    )


def _colour() -> alt.Color:
    return alt.Color(
        "measure:N",
        scale=alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values())),
        # Three in a row are cut off beside the long names on a phone.
        legend=alt.Legend(symbolType="square", symbolStrokeColor=ACCENT, symbolStrokeWidth=1, columns=2),
    )


def _height(frame: pd.DataFrame) -> int:
    frame = rows_to_draw(frame)
    lines = max((label.count("\n") + 1 for label in _labels(frame)), default=1)
    return AROUND + max(28, LINE_HEIGHT * lines + 8) * max(1, len(frame))


def _labels(frame: pd.DataFrame) -> list[str]:
    return [
        in_lines(f"{name}{UNBROKEN}{attempted}/{cards}")
        for name, attempted, cards in zip(frame["name"], frame["attempted"], frame["cards"], strict=True)
    ]


def _nothing_attempted(frame: pd.DataFrame) -> bool:
    return int(frame["attempted"].sum()) == 0


def _alt_text(frame: pd.DataFrame, day: str, singular: str, plural: str) -> str:
    if _nothing_attempted(frame):
        return f"No {singular} has an attempted question yet."
    attempted = frame[frame["attempted"] > 0]
    best = attempted.iloc[int(attempted["ready"].argmax())]
    worst = attempted.iloc[int(attempted["ready"].argmin())]
    untouched = untouched_note(frame, plural)
    if len(attempted) == 1:
        return f"If you practised no more: {best['name']} {best['ready']:.0%} ready.{untouched}"
    return (
        f"If you practised no more: readiest {best['name']} ({best['ready']:.0%}), least ready "
        f"{worst['name']} ({worst['ready']:.0%}), counting core questions you have "
        f"not attempted as 0.{untouched}"
    )
