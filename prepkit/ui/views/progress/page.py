"""Draw the Progress page: its figures, each from a frame of attempts and questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from prepkit.card_ids import question_card
from prepkit.exchange.spreadsheet import as_csv
from prepkit.insight import activity, calibration, cards, left_out, memory, mocks, readiness, readiness_course
from prepkit.insight.charts import activity as activity_charts
from prepkit.insight.charts import calibration as calibration_charts
from prepkit.insight.charts import course as course_charts
from prepkit.insight.charts import memory as memory_charts
from prepkit.insight.charts import mocks as mock_charts
from prepkit.insight.charts import readiness as readiness_charts
from prepkit.insight.figure import Figure, written
from prepkit.insight.weakest import COLUMNS, WeakQuestion, weak_questions, weakest
from prepkit.model import Clock
from prepkit.practice.cards import core_cards
from prepkit.practice.clock import MICROS_A_DAY, day_start
from prepkit.store import attempts, card_states, scores, tallies
from prepkit.study_plan.planning import core_now, next_plan, timetable_of
from prepkit.study_plan.timetable import Timetable
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.widgets import question as view
from prepkit.ui.widgets.address_tabs import address_tabs
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.figure import show
from prepkit.ui.widgets.start import practise
from prepkit.ui.widgets.wording import percent, plural, short_date
from prepkit.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

AHEAD_DAYS = 7
WEAKEST_SHOWN = 10
ENOUGH_ATTEMPTS = 10
"""With fewer attempts a tab shows its first chart alone: the others would be nearly empty."""
FIGURES_KEPT = 100
FIGURE_WIDTH = 440
"""Figures stand side by side where each has this many pixels."""
WEAKEST = "Weakest"
TEXT_WIDTH = 760
"""Lists stay as wide as lines are easy to read."""

# A chart says the same as long as its frame does, and takes longer to make than all its numbers.
_keep = partial(st.cache_data, show_spinner=False, max_entries=FIGURES_KEPT)
_course = _keep(course_charts.course)
_then_and_now = _keep(course_charts.then_and_now)
_readiness_by_competency = _keep(readiness_charts.by_competency)
_readiness_by_role = _keep(readiness_charts.by_role)
_calendar = _keep(activity_charts.calendar)
_daily = _keep(activity_charts.daily)
_weekly_mix = _keep(activity_charts.weekly_mix)
_recall = _keep(memory_charts.recall)
_forecast = _keep(memory_charts.forecast)
_calibration = _keep(calibration_charts.calibration)


def totals(workspace: Workspace) -> int:
    """Say how much was practised in all, and return the number of attempts."""
    days = tallies.by_day(workspace.store)
    attempts = sum(row["attempts"] for row in days)
    minutes = round(sum(row["duration_ms"] for row in days) / 60_000)
    st.markdown(
        f"{plural(attempts, 'attempt')} on {plural(len(days), 'day')}, "
        f"{plural(minutes, 'minute') if minutes else 'less than a minute'} in all."
        if attempts
        else "Nothing practised yet. After your first session this page shows how ready you are."
    )
    return int(attempts)


def habit(workspace: Workspace, now: Clock) -> None:
    """Say in a line which kind of key point is left out most, if one is, with a way to all of them."""
    most = next(iter(_kinds_left_out(workspace, now)), None)
    if most is None or not most.left_out:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f"Left out most in the last {left_out.DAYS} days: **{most.kind}**, {most.left_out} of "
            f"{most.points} times.",
            width="content",
        )
        st.button(
            "What you leave out",
            key="see_left_out",
            type="tertiary",
            on_click=once(go_to),
            args=("progress",),
            kwargs={"view": WEAKEST},
        )


def views(workspace: Workspace, now: Clock) -> None:
    """Draw the groups of figures as tabs."""
    with address_tabs(list(VIEWS), key="view") as view:
        VIEWS[view](workspace, now)


def show_readiness(workspace: Workspace, now: Clock) -> None:
    """Draw readiness over time, and by competency and by role on the interview day or seven days ahead."""
    planned = next_plan(workspace, now)
    when = planned[2].plan.interview if planned else now.day + timedelta(days=AHEAD_DAYS)
    at = day_start(when, now.tz) + MICROS_A_DAY // 2
    bank, store = workspace.bank, workspace.store
    core = core_now(workspace, now, planned[2] if planned else None).cards
    states = card_states.of_cards(store, {*core, *core_cards(workspace, None)})
    date_in_words = short_date(when, now.day)
    reviews = readiness_course.reviews_of(store, core)
    show(_course(readiness_course.course(workspace, planned, now, reviews)))
    if _is_early(workspace):
        _wait_for_more(workspace, "Readiness by competency and by role")
        return
    st.space("small")
    _side_by_side(
        [
            _then_and_now(readiness_course.by_competency_then_now(bank, store, core, now, reviews)),
            _readiness_by_competency(readiness.by_competency(bank, states, core, at), date_in_words),
            _readiness_by_role(readiness.by_role(bank, states, at), date_in_words),
        ],
        columns=3,
    )


def show_activity(workspace: Workspace, now: Clock) -> None:
    """Draw when practice happened, how long it took and how it went."""
    since = activity.first_day(now.day).isoformat()
    days = tallies.by_day(workspace.store, since=since)
    daily = activity.daily(days, now.day)
    mix = activity.weekly_mix(tallies.ratings_by_day(workspace.store, since=since), now.day)
    _first_of(
        workspace,
        [
            _calendar(activity.calendar(days, now.day)),
            _weekly_mix(mix),
            _daily(daily, "attempts"),
            _daily(daily, "minutes"),
        ],
        "How your answers went week by week, and how much you practised each day,",
    )


def show_memory(workspace: Workspace, now: Clock) -> None:
    """Draw what would be recalled now, and what comes due."""
    timetable = timetable_of(workspace, now)
    attempted = cards.attempted_of(workspace, timetable.back, now)
    days = [(day.day, day.again) for day in timetable.days]
    ahead = memory.days_shown(now, timetable.until)
    forecast = memory.dated(workspace.bank, attempted, days, now, ahead)
    _first_of(
        workspace,
        [_recall(memory.binned(attempted)), _forecast(forecast, now, timetable.until)],
        "What comes back on which day",
    )


def show_calibration(workspace: Workspace, now: Clock) -> None:
    """Draw confidence against outcome, and the person's own scores against a coach's."""
    frame = calibration.by_confidence(tallies.confidence_by_rating(workspace.store))
    figures = [_calibration(frame)]
    score_pairs = mocks.self_and_coach(workspace.bank, scores.pairs(workspace.store))
    if len(score_pairs):
        figures.append(mock_charts.self_and_coach(score_pairs))
    _side_by_side(figures)


def _first_of(workspace: Workspace, figures: Sequence[Figure], others: str) -> None:
    """Draw figures side by side; after a few attempts only the first, and when the ``others`` come."""
    if _is_early(workspace):
        _side_by_side(figures[:1])
        _wait_for_more(workspace, others)
    else:
        _side_by_side(figures)


def _is_early(workspace: Workspace) -> bool:
    return 0 < tallies.total(workspace.store) < ENOUGH_ATTEMPTS


def _wait_for_more(workspace: Workspace, others: str) -> None:
    """Say when the charts that ``others`` names come."""
    missing = plural(ENOUGH_ATTEMPTS - tallies.total(workspace.store), "more rated answer")
    st.info(f"{others} will show here after {missing}.", icon=":material/hourglass_empty:")


def _side_by_side(figures: Sequence[Figure], columns: int = 2) -> None:
    """Draw figures in as many of ``columns`` as there is room for; on a phone one below the other."""
    with st.grid(columns, min_column_width=FIGURE_WIDTH, gap="medium"):
        for figure in figures:
            with st.container():
                show(figure)


def show_weakest(workspace: Workspace, now: Clock) -> None:
    """Draw the questions that would go worst now, and which kinds of key point answers left out."""
    timetable = timetable_of(workspace, now)
    frame = weakest(cards.attempted_of(workspace, timetable.back, now), now, WEAKEST_SHOWN)
    with st.container(width=TEXT_WIDTH):
        _weakest(frame, timetable, now)
        if not frame.empty:
            _left_out(workspace, now)


def _weakest(frame: pd.DataFrame, timetable: Timetable, now: Clock) -> None:
    st.header("Weakest questions", anchor=False)
    if frame.empty:
        st.info("Nothing practised yet, so nothing is weak.", icon=":material/hourglass_empty:")
        return
    st.markdown(
        "Those last rated below *Solid* first, then the ones you are least likely to recall now. "
        f"Choose one to read it.{_unplanned(frame, timetable)}"
    )
    st.button(
        f"Practise these {len(frame)} now" if len(frame) > 1 else "Practise it now",
        type="primary",
        key="practise_weakest",
        icon=":material/play_arrow:",
        on_click=once(practise),
        args=("My weakest", frame["card"].tolist()),
    )
    _weakest_list(frame, timetable, now)


def _unplanned(frame: pd.DataFrame, timetable: Timetable) -> str:
    """Return a sentence on the questions that the plan has no room for; empty for none."""
    count = sum(map(timetable.after_the_interview, frame["card"]))
    if not count:
        return ""
    if count == len(frame) > 1:
        return " None of them is in the plan before the interview: you can practise them now."
    subject, those = ("One of them is", "it") if count == 1 else (f"{count} of them are", "them")
    return f" {subject} not in the plan before the interview: you can practise {those} now."


def _weakest_list(frame: pd.DataFrame, timetable: Timetable, now: Clock) -> None:
    link_list(
        [_weak_row(question, timetable, now) for question in weak_questions(frame)],
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


def _weak_row(question: WeakQuestion, timetable: Timetable, now: Clock) -> ListRow:
    if timetable.after_the_interview(question_card(question.id)):
        back = "not in the plan before the interview"
    elif question.due <= now.day:
        back = "due now"
    else:
        back = f"comes back {short_date(question.due, now.day)}"
    note = (
        f"Last rated {question.rating} · recall now {percent(question.recall)} · {back} · "
        f"{plural(question.attempts, 'attempt')} · {question.competency}"
    )
    return ListRow(question.id, question.prompt, note=note)


def _left_out(workspace: Workspace, now: Clock) -> None:
    """Draw how often each kind of key point was not ticked, with a button that practises the questions."""
    rows = _kinds_left_out(workspace, now)
    st.header("What you leave out", anchor=False)
    if not rows:
        st.markdown("Tick the key points you said: after a few answers those you leave out are counted here.")
        return
    st.markdown(
        f"Key points that you did not tick in the last {left_out.DAYS} days, by what they ask for. Only "
        "answers with at least one tick count. A button practises the questions whose latest answer left "
        "one out."
    )
    for row in rows:
        _kind_left_out(row)


def _kinds_left_out(workspace: Workspace, now: Clock) -> list[left_out.KindLeftOut]:
    since = (now.day - timedelta(days=left_out.DAYS - 1)).isoformat()
    return left_out.by_kind(workspace.bank, attempts.ticks_since(workspace.store, since))


def _kind_left_out(row: left_out.KindLeftOut) -> None:
    what = f"{row.kind[0].upper()}{row.kind[1:]}"
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{what}**  \n{row.left_out} of {row.points} times", width="content")
        if row.cards:
            st.button(
                f"Practise {len(row.cards)}",
                key=f"practise_left_out_{row.kind.name.lower()}",
                icon=":material/play_arrow:",
                on_click=once(practise),
                args=(f"Left out: {row.kind}", row.cards),
            )


VIEWS: Mapping[str, Callable[[Workspace, Clock], None]] = {
    "Readiness": show_readiness,
    "Activity": show_activity,
    "Memory": show_memory,
    "Calibration": show_calibration,
    WEAKEST: show_weakest,
}
