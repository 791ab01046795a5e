"""How mock interviews went one after another, and where candidate and coach differ."""

from __future__ import annotations

import altair as alt
import pandas as pd

from prepkit.insight.charts.palette import ACCENT, URGENT, fading, finish, pick
from prepkit.insight.charts.words import counted
from prepkit.insight.figure import Figure, Spec, plain, share
from prepkit.insight.mocks import MEASURES, RATERS

HEIGHT = 220


def trend(frame: pd.DataFrame) -> Figure:
    """From ``mocks.trend``: what held and what was said in each mock."""
    mocks = int(frame["number"].max()) if len(frame) else 0
    held = frame[frame["measure"] == MEASURES["held"]]["share"].tolist()
    said = "No mock was scored yet."
    if held:
        said = (
            f"In the latest of {counted(mocks, 'mock')}, {held[-1]:.0%} of the answers were Solid or better"
        )
        said += f", against {held[-2]:.0%} the time before." if mocks > 1 else "."
    return Figure(
        name="mock_trend",
        title="Mock after mock",
        spec=_lines(frame, "measure", list(MEASURES.values()), "share", [0, 1], ".0%"),
        height=HEIGHT,
        table=frame,
        columns={
            **plain({"number": "Mock", "day": "Day", "title": "Role", "measure": "Measure"}),
            "share": share("Share"),
        },
        alt=said,
        definition=(
            "For each mock that was scored, oldest first: the share of its rated answers that you rated "
            "Solid or better, and the share of their key points that you ticked. The questions differ from "
            "mock to mock, so small steps mean little."
        ),
        empty=frame.empty,
        empty_text="Score a mock interview and it shows here.",
    )


def self_and_coach(frame: pd.DataFrame) -> Figure:
    """From ``mocks.self_and_coach``: two scores of each answer, blind to each other."""
    said = "No answer was scored by both yet."
    if len(frame):
        gaps = frame.drop_duplicates("number")["gap"]
        mean = float(gaps.mean())
        side = "higher" if mean > 0 else "lower"
        said = f"Over {counted(len(gaps), 'answer')}, the candidate's score is on average "
        said += (
            f"{abs(mean):.1f} {side} than the coach's." if abs(mean) >= 0.05 else "the same as the coach's."
        )
    return Figure(
        name="self_and_coach",
        title="Your score and your coach's",
        spec=_lines(frame, "rater", list(RATERS.values()), "value", [1, 5], "d"),
        height=HEIGHT,
        table=frame,
        columns=plain(
            {
                "number": "Answer",
                "day": "Day",
                "question": "Question",
                "rater": "Scored by",
                "value": "Score",
                "gap": "Candidate less coach",
            }
        ),
        alt=said,
        definition=(
            "Answers that candidate and coach both scored from 1 to 5 against the same anchors, neither "
            "seeing the other's score first; oldest first. Two lines that run together mean that the "
            "candidate's own judgement can be relied on."
        ),
        empty=frame.empty,
        empty_text="Score an answer together with a coach, in Present, and both scores show here.",
    )


def _lines(
    frame: pd.DataFrame, series: str, names: list[str], value: str, domain: list[float], form: str
) -> Spec:
    chosen = pick("number")
    last = int(frame["number"].max()) if len(frame) else 1
    y = alt.Y(
        f"{value}:Q",
        title=None,
        scale=alt.Scale(domain=domain),
        axis=alt.Axis(format=form, tickCount=5),
    )
    chart = (
        alt.Chart(frame)
        .mark_line(point=alt.OverlayMarkDef(size=90, filled=True), strokeWidth=2)
        .encode(
            x=alt.X(
                "number:Q",
                title=None,
                scale=alt.Scale(domain=[0.7, last + 0.3], nice=False),
                axis=alt.Axis(values=list(range(1, last + 1)), format="d", grid=False),
            ),
            y=y,
            color=alt.Color(f"{series}:N", scale=alt.Scale(domain=names, range=[ACCENT, URGENT])),
            strokeDash=alt.StrokeDash(f"{series}:N", scale=alt.Scale(domain=names, range=[[1, 0], [6, 3]])),
            opacity=fading(chosen),
            tooltip=[
                alt.Tooltip("number:Q", title="No."),
                alt.Tooltip("day:N", title="Day"),
                alt.Tooltip(f"{series}:N", title=" "),
                alt.Tooltip(f"{value}:Q", title="Value", format=form),
            ],
        )
        .add_params(chosen)
    )
    return finish(chart, HEIGHT)
