"""The chart of confidence before the answer against its rating."""

from __future__ import annotations

import altair as alt
import pandas as pd

from prepkit.insight.calibration import verdict
from prepkit.insight.charts.palette import ACCENT, TEXT, fading, finish, layered, pick
from prepkit.insight.figure import Figure, Spec, plain, share

HEIGHT = 220


def calibration(frame: pd.DataFrame) -> Figure:
    """Draw ``calibration.by_confidence``: how often answers held, with the interval of that share."""
    empty = int(frame["attempts"].sum()) == 0
    return Figure(
        name="calibration",
        title="Were you right to be sure?",
        spec=_chart(frame),
        height=HEIGHT,
        table=frame,
        columns={
            **plain(
                {
                    "confidence": "You were",
                    "attempts": "Answers",
                    "could_not": "Couldn't answer",
                    "shaky": "Shaky",
                    "solid": "Solid",
                    "ready": "Interview-ready",
                }
            ),
            "share": share("Solid or better"),
            "low": share("At least"),
            "high": share("At most"),
        },
        alt="No answer carries a confidence yet." if empty else verdict(frame),
        definition=(
            "Of the answers for which you said beforehand how sure you were, the share you then rated Solid "
            "or better. The bar is the 95 % Wilson interval: with few answers it is long. Well calibrated "
            "means high for Sure and low for No idea."
        ),
        empty=empty,
        empty_text=(
            "Say on a card, before you reveal the answer, how sure you are of yours. "
            "How well you judge yourself shows here."
        ),
    )


def _chart(frame: pd.DataFrame) -> Spec:
    data = frame.assign(
        row=frame["confidence"] + " (" + frame["attempts"].astype("str") + ")",
        known=frame["attempts"] > 0,
    )
    chosen = pick("confidence")
    base = alt.Chart(data).encode(
        y=alt.Y("row:N", sort=None, title=None, axis=alt.Axis(grid=False, labelOverlap=False)),
        opacity=fading(chosen),
        tooltip=[
            alt.Tooltip("confidence:N", title="You were"),
            alt.Tooltip("attempts:Q", title="Answers"),
            alt.Tooltip("share:Q", title="Solid or better", format=".0%"),
            alt.Tooltip("low:Q", title="At least", format=".0%"),
            alt.Tooltip("high:Q", title="At most", format=".0%"),
        ],
    )
    x = alt.X(
        "low:Q",
        title="Rated Solid or better",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], titlePadding=8),
    )
    known = base.transform_filter("datum.known")
    interval = known.mark_bar(
        size=12, cornerRadius=6, color=ACCENT, fillOpacity=0.3, stroke=ACCENT
    ).add_params(chosen)
    point = known.mark_circle(size=150, color=ACCENT, opacity=1)
    share = known.mark_text(dy=-17, fill=TEXT)
    nothing = base.transform_filter("!datum.known").mark_text(
        align="left", dx=4, fill=TEXT, fontStyle="italic"
    )
    return finish(
        layered(
            interval.encode(x=x, x2="high:Q"),
            point.encode(x="share:Q"),
            share.encode(x="share:Q", text=alt.Text("share:Q", format=".0%")),
            nothing.encode(x=alt.value(0), text=alt.value("no answers yet")),
        ),
        HEIGHT,
    )
