"""Charts of predicted recall now, and of the days on which questions come back."""

from __future__ import annotations

from datetime import date

import altair as alt
import pandas as pd

from prepkit.insight.charts.palette import (
    ACCENT,
    DAY_LABEL,
    ROUND,
    TEXT,
    URGENT,
    fading,
    finish,
    layered,
    pick,
)
from prepkit.insight.charts.words import RECALL_ESTIMATE, counted, day_name
from prepkit.insight.figure import Column, Figure, Spec, plain, share
from prepkit.insight.memory import BIN_NAMES, FORECAST_DAYS, days_shown, distribution
from prepkit.insight.memory import forecast as forecast_of
from prepkit.model import Clock

HEIGHT = 240
LIKELY = 0.9
NEXT_DAYS = f"in the next {FORECAST_DAYS} days"
FEW_DAYS = 8
"""So many days have room for a label each."""
_QUESTION = plain({"prompt": "Question", "competency_name": "Competency"})


def recall(cards: pd.DataFrame) -> Figure:
    """Draw ``memory.binned``: how many attempted questions lie in each tenth of recall."""
    counts = distribution(cards)
    likely = int((cards["recall"] >= LIKELY).sum())
    return Figure(
        name="recall",
        title="What you would recall now",
        spec=_recall_chart(counts),
        height=HEIGHT,
        table=cards,
        columns={
            **_QUESTION,
            "recall": share("Recall now"),
            **plain({"bin": "Range", "reps": "Attempts"}),
        },
        alt=(
            f"Of {counted(len(cards), 'question')} attempted, {likely} would be recalled with a chance "
            f"of 90% or more; the median is {cards['recall'].median():.0%}."
            if len(cards)
            else "No question attempted yet."
        ),
        definition=(
            "The chance that you could answer now, for every question attempted at least once and still in "
            f"the bank. {RECALL_ESTIMATE}"
        ),
        empty=cards.empty,
        empty_text="Rate your first question and its predicted recall shows here.",
    )


def forecast(cards: pd.DataFrame, clock: Clock, until: date | None = None) -> Figure:
    """Draw ``memory.dated`` over its ``days_shown``: how many questions come back on each day.

    ``until`` is the last interview that is planned for, after which nothing is shown.
    """
    days = forecast_of(cards, clock.day, days_shown(clock, until))
    ends = until is not None and days["day"].iloc[-1] == until.isoformat()
    day = day_name(days["day"].iloc[-1])
    span = f"until your interview on {day}" if ends else NEXT_DAYS
    return Figure(
        name="due_forecast",
        title=f"What comes back {f'until {day}' if ends else NEXT_DAYS}",
        spec=_forecast_chart(days),
        height=HEIGHT,
        table=cards,
        columns={**_QUESTION, "day": Column("Comes back"), "recall": share("Recall now")},
        alt=_forecast_alt_text(days, len(cards), span),
        definition=(
            "The questions to see again on each day, as Today and Practise have them: by the study plan "
            "until your interview, which says nothing of the days after it. Without an interview: the "
            "questions of your target role, when their recall has fallen to your target; what is overdue "
            "counts as today. A question may come back on several days. Suspended questions and new "
            "ones are not in it."
        ),
        empty=cards.empty,
        empty_text=f"Nothing comes back {span}. Rated questions show here on their day.",
    )


def _recall_chart(counts: pd.DataFrame) -> Spec:
    chosen = pick("bin")
    base = alt.Chart(counts).encode(
        x=alt.X(
            "bin:O",
            sort=list(BIN_NAMES),
            title="Chance of recalling it now",
            scale=alt.Scale(paddingInner=0.15),
            axis=alt.Axis(labelAngle=0, grid=False, titlePadding=8),
        ),
        y=alt.Y("cards:Q", title=None, axis=None),
        opacity=fading(chosen),
        tooltip=[alt.Tooltip("bin:N", title="Recall"), alt.Tooltip("cards:Q", title="Questions")],
    )
    bars = base.mark_bar(color=ACCENT, cornerRadiusEnd=ROUND).add_params(chosen)
    return finish(layered(bars, _counts_above(base)), HEIGHT)


def _forecast_chart(days: pd.DataFrame) -> Spec:
    chosen = pick("day")
    labelled = list(days["day"].iloc[:: 1 if len(days) <= FEW_DAYS else 7])
    base = alt.Chart(days).encode(
        x=alt.X(
            "day:O",
            title=None,
            scale=alt.Scale(paddingInner=0.2),
            axis=alt.Axis(
                values=labelled,
                labelExpr=f"datum.index == 0 ? 'Today' : {DAY_LABEL}",
                labelAngle=0,
                grid=False,
            ),
        ),
        y=alt.Y("cards:Q", title=None, axis=None),
        opacity=fading(chosen),
        tooltip=[alt.Tooltip("day:N", title="Day"), alt.Tooltip("cards:Q", title="Questions")],
    )
    bars = (
        base.mark_bar(cornerRadiusEnd=ROUND)
        .encode(color=alt.when("datum.today").then(alt.value(URGENT)).otherwise(alt.value(ACCENT)))
        .add_params(chosen)
    )
    return finish(layered(bars, _counts_above(base)), HEIGHT)


def _forecast_alt_text(days: pd.DataFrame, cards: int, span: str) -> str:
    if not cards:
        return f"Nothing comes back {span}."
    today, later = int(days["cards"].iloc[0]), days.iloc[1:]
    due = f"Today: {counted(today, 'question') if today else 'nothing'} to see again."
    if cards == today:
        return f"{due} Nothing after that {span}."
    totals = f"{due} After that {counted(cards - today, 'question')} {span}."
    busiest = later.iloc[int(later["cards"].argmax())]
    return f"{totals} The busiest later day is {day_name(busiest['day'])} with {busiest['cards']}."


def _counts_above(base: alt.Chart) -> alt.Chart:
    """Draw the number above each bar that is not empty, in place of an axis."""
    numbers: alt.Chart = (
        base.transform_filter("datum.cards > 0")
        .mark_text(dy=-8, fill=TEXT)
        .encode(text=alt.Text("cards:Q", format=",d"))
    )
    return numbers
