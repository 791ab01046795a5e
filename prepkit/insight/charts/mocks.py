"""Charts of mock interviews over time, and of the scores of candidate and coach."""

from __future__ import annotations

import altair as alt
import pandas as pd

from prepkit.insight.charts.palette import ACCENT, URGENT, dashes_in_legend, fading, finish, pick
from prepkit.insight.charts.words import counted
from prepkit.insight.figure import Figure, Spec, plain, share
from prepkit.insight.mocks import CLIENT_RATERS, MEASURES, RATERS

HEIGHT = 220


def trend(frame: pd.DataFrame) -> Figure:
    """Draw ``mocks.trend``: the share of Solid answers and of key points in each mock."""
    mocks = int(frame["number"].max()) if len(frame) else 0
    held = frame[frame["measure"] == MEASURES["held"]]["share"].tolist()
    alt_text = "No mock was scored yet."
    if held:
        alt_text = (
            f"In the latest of {counted(mocks, 'mock')}, {held[-1]:.0%} of the answers were Solid or better"
        )
        alt_text += f", against {held[-2]:.0%} the time before." if mocks > 1 else "."
    return Figure(
        name="mock_trend",
        title="Mock after mock",
        spec=_lines(
            frame, "measure", list(MEASURES.values()), "share", [0, 1], ".0%", ("Mock, oldest first", None)
        ),
        height=HEIGHT,
        table=frame,
        columns={
            **plain({"number": "Mock", "day": "Day", "title": "Role", "measure": "Measure"}),
            "share": share("Share"),
        },
        alt=alt_text,
        definition=(
            "For each mock that was scored, oldest first: the share of its rated answers that you rated "
            "Solid or better, and the share of their key points that you ticked. The questions differ from "
            "mock to mock, so small steps mean little."
        ),
        empty=frame.empty,
        empty_text="Score a mock interview and it shows here.",
    )


def self_and_coach(frame: pd.DataFrame, *, of_client: bool = False) -> Figure:
    """Draw ``mocks.self_and_coach``: two scores of each answer, given without seeing the other.

    With ``of_client`` the coach reads it, else the candidate.
    """
    own_score = "the candidate's score" if of_client else "your own score"
    raters = CLIENT_RATERS if of_client else RATERS
    candidate, coach = ("the candidate", "the coach") if of_client else ("you", "your coach")
    alt_text = "No answer was scored by both yet."
    if len(frame):
        gaps = frame.drop_duplicates("number")["gap"]
        mean = float(gaps.mean())
        side = "higher" if mean > 0 else "lower"
        amount = f"{abs(mean):.1f}" if len(gaps) > 1 else f"{abs(mean):.0f}"
        alt_text = (
            f"Over {len(gaps)} answers, {own_score} is on average "
            if len(gaps) > 1
            else f"On one answer, {own_score} is "
        )
        alt_text += f"{amount} {side} than {coach}'s." if abs(mean) >= 0.05 else f"the same as {coach}'s."
    return Figure(
        name="self_and_coach",
        title="The candidate's score and the coach's" if of_client else "Your score and your coach's",
        spec=_lines(
            frame,
            "rater",
            list(raters.values()),
            "value",
            [1, 5],
            "d",
            ("Answer, oldest first", "Score, 1 to 5"),
        ),
        height=HEIGHT,
        table=frame,
        columns=plain(
            {
                "number": "Answer",
                "day": "Day",
                "rater": "Scored by",
                "value": "Score",
                "gap": "Candidate less coach" if of_client else "You less coach",
                # Last, because a whole question is wider than the table and would hide what comes after it.
                "question": "Question",
            }
        ),
        alt=alt_text,
        definition=(
            f"Answers that {candidate} and {coach} both scored from 1 to 5 against the "
            "same anchors, neither seeing the other's score first; oldest first. Two lines that run together "
            f"mean that {candidate} can rely on {own_score}."
        ),
        empty=frame.empty,
        empty_text="Score an answer together with a coach, in Present, and both scores show here.",
    )


def _lines(
    frame: pd.DataFrame,
    series: str,
    names: list[str],
    value: str,
    domain: list[float],
    form: str,
    titles: tuple[str, str | None],
) -> Spec:
    chosen = pick("number")
    last = int(frame["number"].max()) if len(frame) else 1
    y = alt.Y(
        f"{value}:Q",
        title=titles[1],
        scale=alt.Scale(domain=domain),
        axis=alt.Axis(format=form, tickCount=5),
    )
    chart = (
        alt.Chart(frame)
        .mark_line(point=alt.OverlayMarkDef(size=90, filled=True), strokeWidth=2)
        .encode(
            x=alt.X(
                "number:Q",
                title=titles[0],
                scale=alt.Scale(domain=[0.7, last + 0.3], nice=False),
                axis=alt.Axis(values=list(range(1, last + 1)), format="d", grid=False),
            ),
            y=y,
            color=alt.Color(
                f"{series}:N",
                scale=alt.Scale(domain=names, range=[ACCENT, URGENT]),
                legend=dashes_in_legend(),
            ),
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
