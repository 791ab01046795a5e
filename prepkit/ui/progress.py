"""The Progress page: which figures there are, and what each is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from prepkit.exchange.spreadsheet import as_csv
from prepkit.insight import activity, calibration, cards, memory, mocks, readiness
from prepkit.insight.charts import activity as activity_charts
from prepkit.insight.charts import calibration as calibration_charts
from prepkit.insight.charts import memory as memory_charts
from prepkit.insight.charts import mocks as mock_charts
from prepkit.insight.charts import readiness as readiness_charts
from prepkit.insight.figure import written
from prepkit.insight.weakest import COLUMNS, weakest
from prepkit.model import Clock
from prepkit.practice.clock import MICROS_A_DAY, day_start
from prepkit.practice.session import Desk
from prepkit.store import card_states, marks, scores, tallies
from prepkit.ui import question as view
from prepkit.ui.cards import core_cards
from prepkit.ui.components.link_list import Row, link_list
from prepkit.ui.figure import show
from prepkit.ui.navigate import go_to
from prepkit.ui.prepare.planning import core_now, next_plan, timetable_of
from prepkit.ui.start import practise
from prepkit.ui.wording import percent, plural, short_date

AHEAD_DAYS = 7
WEAKEST_SHOWN = 10
FIGURES_KEPT = 100

# A chart says the same as long as its frame does, and takes longer to make than all its numbers.
_keep = partial(st.cache_data, show_spinner=False, max_entries=FIGURES_KEPT)
_readiness_by_competency = _keep(readiness_charts.by_competency)
_readiness_by_role = _keep(readiness_charts.by_role)
_calendar = _keep(activity_charts.calendar)
_daily = _keep(activity_charts.daily)
_weekly_mix = _keep(activity_charts.weekly_mix)
_recall = _keep(memory_charts.recall)
_forecast = _keep(memory_charts.forecast)
_calibration = _keep(calibration_charts.calibration)


def totals(desk: Desk) -> int:
    """Say how much was practised in all; the number of attempts."""
    days = tallies.by_day(desk.store)
    attempts = sum(row["attempts"] for row in days)
    minutes = round(sum(row["duration_ms"] for row in days) / 60_000)
    st.markdown(
        f"{plural(attempts, 'attempt')} on {plural(len(days), 'day')}, "
        f"{plural(minutes, 'minute') if minutes else 'less than a minute'} in all."
        if attempts
        else "Nothing practised yet. After your first session this page shows how ready you are."
    )
    return int(attempts)


def choose_view() -> str:
    """Which group of figures to see; in the URL, so that a link reopens it."""
    chosen = st.radio(
        "What to look at",
        list(VIEWS),
        key="view",
        bind="query-params",
        label_visibility="collapsed",
        horizontal=True,
    )
    return chosen or "Readiness"


def show_readiness(desk: Desk, now: Clock) -> None:
    """Readiness by competency and by role, on the interview day or seven days ahead."""
    planned = next_plan(desk, now)
    when = planned[2].plan.interview if planned else now.day + timedelta(days=AHEAD_DAYS)
    at = day_start(when, now.tz) + MICROS_A_DAY // 2
    core = core_now(desk, now, planned[2] if planned else None).cards
    states = card_states.of_cards(desk.store, {*core, *core_cards(desk, None)})
    said = short_date(when, now.day)
    show(_readiness_by_competency(readiness.by_competency(desk.bank, states, core, at), said))
    show(_readiness_by_role(readiness.by_role(desk.bank, states, at), said))


def show_activity(desk: Desk, now: Clock) -> None:
    """When practice happened, how long it took and how it went."""
    since = activity.first_day(now.day).isoformat()
    days = tallies.by_day(desk.store, since=since)
    show(_calendar(activity.calendar(days, now.day)))
    daily = activity.daily(days, now.day)
    show(_daily(daily, "attempts"))
    show(_daily(daily, "minutes"))
    mix = activity.weekly_mix(tallies.ratings_by_day(desk.store, since=since), now.day)
    show(_weekly_mix(mix))


def show_memory(desk: Desk, now: Clock) -> None:
    """What would be recalled now, and what comes due."""
    attempted = _attempted(desk, now)
    show(_recall(memory.binned(attempted)))
    days = [(day.day, day.again) for day in timetable_of(desk, now).days]
    show(_forecast(memory.dated(desk.bank, attempted, days, now), now))


def show_calibration(desk: Desk, now: Clock) -> None:
    """Confidence before the answer against how it went, and one's own score against a coach's."""
    frame = calibration.by_confidence(tallies.confidence_by_rating(desk.store))
    show(_calibration(frame))
    both = mocks.self_and_coach(desk.bank, scores.pairs(desk.store))
    if len(both):
        show(mock_charts.self_and_coach(both))


def show_weakest(desk: Desk, now: Clock) -> None:
    """The questions that would go worst now, with a button that practises them."""
    frame = weakest(_attempted(desk, now), now, WEAKEST_SHOWN)
    st.subheader("Weakest questions", anchor=False)
    if frame.empty:
        st.info("Nothing practised yet, so nothing is weak.", icon=":material/hourglass_empty:")
        return
    st.markdown(
        "Those last rated below *Solid* first, then the ones you are least likely to recall now. "
        "Choose one to read it."
    )
    st.button(
        f"Practise these {len(frame)}",
        type="primary",
        key="practise_weakest",
        icon=":material/play_arrow:",
        on_click=practise,
        args=("My weakest", frame["card"].tolist()),
    )
    _weakest_list(frame, now)


def _weakest_list(frame: pd.DataFrame, now: Clock) -> None:
    link_list(
        [_weak_row(row, now) for row in frame.itertuples()],
        on_open=lambda question: go_to("browse", **{view.OPEN: question}),
        key="weakest_questions",
    )
    st.download_button(
        "Download as CSV",
        as_csv(written(frame, COLUMNS)),
        file_name="prepkit-weakest.csv",
        mime="text/csv",
        icon=":material/download:",
        type="tertiary",
        key="csv_weakest",
        on_click="ignore",
    )


def _weak_row(row: Any, now: Clock) -> Row:
    """One row of ``weakest``."""
    due = date.fromisoformat(row.due)
    back = "due now" if due <= now.day else f"comes back {short_date(due, now.day)}"
    note = (
        f"Last rated {row.rating} · recall now {percent(row.recall)} · {back} · "
        f"{plural(row.reps, 'attempt')} · {row.competency_name}"
    )
    return Row(row.question, row.prompt, note=note)


def _attempted(desk: Desk, now: Clock) -> pd.DataFrame:
    back = timetable_of(desk, now).back
    suspended = marks.resting(desk.store, now.day.isoformat())
    return cards.attempted(
        desk.bank,
        card_states.every(desk.store),
        now.now,
        due_of=lambda state: day_start(back[state.card_id], now.tz) if state.card_id in back else state.due,
        without=suspended,
    )


VIEWS: Mapping[str, Callable[[Desk, Clock], None]] = {
    "Readiness": show_readiness,
    "Activity": show_activity,
    "Memory": show_memory,
    "Calibration": show_calibration,
    "Weakest": show_weakest,
}
