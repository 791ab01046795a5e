"""Predicted recall now, and what comes back when."""

from __future__ import annotations

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
from prepkit.insight.charts.words import counted, day_name
from prepkit.insight.figure import Column, Figure, Spec, plain, share
from prepkit.insight.memory import BIN_NAMES, distribution
from prepkit.insight.memory import forecast as forecast_of
from prepkit.model import Clock

HEIGHT = 240
LIKELY = 0.9
_QUESTION = plain({"prompt": "Question", "competency_name": "Competency"})


def recall(cards: pd.DataFrame) -> Figure:
    """From ``memory.binned``: how many attempted questions are recalled how likely."""
    counts = distribution(cards)
    likely = int((cards["recall"] >= LIKELY).sum())
    return Figure(
        name="recall",
        title="How well you would recall each question now",
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
            f"of 90 % or more; the median is {cards['recall'].median():.0%}."
            if len(cards)
            else "No question attempted yet."
        ),
        definition=(
            "The chance, by FSRS, that you could answer now, for every question attempted at least once and "
            "still in the bank. It falls with the time since your last attempt, and more slowly the better "
            "you know it."
        ),
        empty=cards.empty,
        empty_text="Rate your first question and its predicted recall shows here.",
    )


def forecast(cards: pd.DataFrame, clock: Clock) -> Figure:
    """From ``memory.dated`` (over the usual 30 days): how many questions come back on which day."""
    days = forecast_of(cards, clock.day)
    return Figure(
        name="due_forecast",
        title="What comes back in the next 30 days",
        spec=_forecast_chart(days),
        height=HEIGHT,
        table=cards,
        columns={**_QUESTION, "day": Column("Comes back"), "recall": share("Recall now")},
        alt=_forecast_said(days, len(cards)),
        definition=(
            "The questions to see again on each day, as Today and Practise have them: by the plan until your "
            "interview, without one by FSRS for your target role, with what is overdue counted as today. "
            "Suspended questions and new ones are not in it."
        ),
        empty=cards.empty,
        empty_text="Nothing comes back in the next 30 days. Rated questions show here on their day.",
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
    weekly = list(days["day"].iloc[::7])
    base = alt.Chart(days).encode(
        x=alt.X(
            "day:O",
            title=None,
            scale=alt.Scale(paddingInner=0.2),
            axis=alt.Axis(
                values=weekly,
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


def _forecast_said(days: pd.DataFrame, cards: int) -> str:
    if not cards:
        return f"Nothing comes back within {len(days)} days."
    today, later = int(days["cards"].iloc[0]), days.iloc[1:]
    said = f"{counted(today, 'question')} due today, {counted(cards - today, 'more question')} after that."
    if cards == today:
        return f"{counted(today, 'question')} due today, none after that."
    busiest = later.iloc[int(later["cards"].argmax())]
    return f"{said} The busiest later day is {day_name(busiest['day'])} with {busiest['cards']}."


def _counts_above(base: alt.Chart) -> alt.Chart:
    """The number on each bar that has one, in place of an axis to measure it by."""
    numbers: alt.Chart = (
        base.transform_filter("datum.cards > 0")
        .mark_text(dy=-8, fill=TEXT)
        .encode(text=alt.Text("cards:Q", format=",d"))
    )
    return numbers
