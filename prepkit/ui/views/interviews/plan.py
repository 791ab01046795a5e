"""Draw the plan: whether the time suffices, the forecast curve, the days, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from prepkit.card_ids import question_id
from prepkit.insight.charts.plan import to_the_day
from prepkit.insight.readiness_course import to_interview
from prepkit.interviews.appointment import Interview
from prepkit.model import Clock
from prepkit.store import settings
from prepkit.study_plan.daily import PlanDay
from prepkit.study_plan.planning import MOST_EARLIER, Planning, plan_of, role_of
from prepkit.ui.runtime.callbacks import uninterrupted
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.interviews.fields import set_field
from prepkit.ui.views.interviews.plan_day import day_in_words
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.figure import show
from prepkit.ui.widgets.plan_wording import resting_in_words, time_in_words
from prepkit.ui.widgets.question import OPEN
from prepkit.ui.widgets.wording import plural, short_date
from prepkit.workspace import Workspace

DAYS_SHOWN = 7
LONGER = 1.5
"""A day with more than this many times the usual minutes is called longer than usual."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def plan(workspace: Workspace, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the plan of an interview, or say why there is none."""
    planning = plan_of(workspace, interview, now)
    if planning is None:
        waiting = interview.day is None
        st.info(
            "Add the date in Details to see the plan."
            if waiting
            else "This interview is over, and so is its plan.",
            icon=":material/event:",
        )
        return
    _means(workspace)
    if role_of(workspace, interview) is None:
        _role(workspace, interview_id)
    st.markdown(f"{time_in_words(workspace, planning, now)} {resting_in_words(planning)}")
    if not planning.plan.days:
        return
    show(to_the_day(to_interview(workspace, planning, now)))
    _day_by_day(workspace, planning, now)
    _left_out(workspace, planning)


def _means(workspace: Workspace) -> None:
    with st.container(horizontal=True, gap="medium"):
        st.number_input(
            "Minutes a day",
            5,
            240,
            value=workspace.settings.minutes_a_day,
            step=5,
            key="plan_minutes",
            width=150,
            on_change=uninterrupted(_save_minutes),
        )
        st.pills(
            "Days off",
            range(7),
            selection_mode="multi",
            default=list(workspace.settings.days_off),
            format_func=lambda day: WEEKDAYS[day],
            key="plan_days_off",
            wrap=True,
            on_change=uninterrupted(_save_days_off),
        )


def _role(workspace: Workspace, interview_id: str) -> None:
    """Ask for the interview's role: without one the plan covers all roles, which few people want."""
    key = f"plan_role_{interview_id}"
    st.selectbox(
        "Which role is it? Without one, the plan covers the core questions of all roles.",
        [role.id for role in workspace.bank.roles],
        index=None,
        format_func=lambda role: workspace.bank.role(role).name,
        placeholder="Choose the closest",
        key=key,
        on_change=uninterrupted(_save_role),
        args=(interview_id, key),
    )


def _save_role(interview_id: str, key: str) -> None:
    set_field(interview_id, "role", st.session_state[key] or "")


def _day_by_day(workspace: Workspace, planning: Planning, now: Clock) -> None:
    st.header("Day by day", anchor=False)
    if planning.plan.shared_until:
        st.markdown(
            f"Until {short_date(planning.plan.shared_until, now.day)} the days are those of your earlier "
            "interview: a minute is spent once, and what you practise counts for both."
        )
    if planning.left_out:
        st.info(
            f"{plural(planning.left_out, 'interview')} before this one "
            f"{'is' if planning.left_out == 1 else 'are'} not in this plan: it covers "
            f"the next {MOST_EARLIER} only.",
            icon=":material/event_busy:",
        )
    days = planning.plan.days
    st.markdown(_days(days[:DAYS_SHOWN], planning, now.day))
    if len(days) > DAYS_SHOWN:
        with st.expander(f"The {plural(len(days) - DAYS_SHOWN, 'day')} after these"):
            st.markdown(_days(days[DAYS_SHOWN:], planning, now.day))
    _questions_of(workspace, [day for day in days if day.cards], now.day)


def _questions_of(workspace: Workspace, days: Sequence[PlanDay], today: date) -> None:
    """Draw a choice of day and the list of its cards."""
    if not days:
        return
    with st.expander("Which questions on which day", icon=":material/list:", key="plan_questions"):
        chosen = st.selectbox("Day", days, format_func=lambda day: _name(day, today), key="plan_day")
        if chosen is None:
            return
        link_list(
            [
                ListRow(
                    question_id(card),
                    workspace.bank.question(question_id(card)).prompt,
                    [("new", "green")] if card in chosen.new else [],
                )
                for card in chosen.cards
                if question_id(card) in workspace.bank
            ],
            on_open=lambda question: go_to("browse", **{OPEN: question}),
            key="plan_day_questions",
        )
        others = sum(question_id(card) not in workspace.bank for card in chosen.cards)
        if others:
            st.caption(f"And {plural(others, 'metric or story', 'metrics and stories')}.")


def _days(days: Sequence[PlanDay], planning: Planning, today: date) -> str:
    return "\n".join(f"- {_day(day, planning, today)}" for day in days)


def _name(day: PlanDay, today: date) -> str:
    return "Today" if day.day == today else f"{day.day:%a} {short_date(day.day, today)}"


def _day(day: PlanDay, planning: Planning, today: date) -> str:
    name = _name(day, today)
    if day.off:
        return f"**{name}** · {'your other interview' if day.elsewhere else 'day off'}"
    contents = day_in_words(day)
    if not contents:
        return f"**{name}** · done" if day.day == today else f"**{name}** · nothing planned"
    final = " · final pass" if day.final else ""
    longer = ", longer than usual" if day.minutes > LONGER * planning.means.minutes else ""
    return f"**{name}** · {contents} · {day.minutes} min{longer}{final}"


def _left_out(workspace: Workspace, planning: Planning) -> None:
    others = len(planning.plan.unmet) - len(planning.plan.unmet_core)
    if others:
        st.caption(f"Not in the plan: {plural(others, 'question')} that come up less often for this role.")
    if not planning.plan.unmet_core:
        return
    with st.expander(f"Skip, least likely first ({len(planning.plan.unmet_core)})", key="left_out"):
        link_list(
            [
                ListRow(question_id(card), workspace.bank.question(question_id(card)).prompt)
                for card in planning.plan.unmet_core
                if question_id(card) in workspace.bank
            ],
            on_open=lambda question: go_to("browse", **{OPEN: question}),
            key="left_out_questions",
        )


def _save_minutes() -> None:
    settings.save(open_workspace().store, clock().now, minutes_a_day=st.session_state["plan_minutes"])


def _save_days_off() -> None:
    chosen = sorted(st.session_state["plan_days_off"])
    settings.save(open_workspace().store, clock().now, days_off=list(chosen))
