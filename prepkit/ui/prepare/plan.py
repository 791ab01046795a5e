"""The plan on screen: whether the time suffices, the curve, the days, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from prepkit.insight.charts.plan import to_the_day
from prepkit.model import Clock, question_id
from prepkit.plan.daily import PlanDay
from prepkit.practice.session import Desk
from prepkit.prepare.interview import Interview
from prepkit.store import settings
from prepkit.ui.components.link_list import Row, link_list
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.figure import show
from prepkit.ui.navigate import go_to
from prepkit.ui.prepare.place import set_field
from prepkit.ui.prepare.plan_day import said_of
from prepkit.ui.prepare.planning import (
    MOST_EARLIER,
    Planning,
    core_at_rest,
    core_in_words,
    curve,
    plan_of,
    role_of,
)
from prepkit.ui.question import OPEN
from prepkit.ui.wording import plural, short_date

DAYS_SHOWN = 7
LONGER = 1.5
"""From so many times the minutes of a day on one is called longer."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def plan(desk: Desk, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the plan of an interview, or say what it waits for."""
    found = plan_of(desk, interview, now)
    if found is None:
        waiting = interview.day is None
        st.info(
            "Say in Details on which day it is, and the plan shows here."
            if waiting
            else "This day is over, and with it its plan.",
            icon=":material/event:",
        )
        return
    _means(desk)
    if role_of(desk, interview) is None:
        _role(desk, interview_id)
    st.markdown(f"{_verdict(desk, found, now)} {_at_rest(found)}")
    if not found.plan.days:
        return
    show(to_the_day(curve(desk, found, now)))
    _day_by_day(desk, found, now)
    _left_out(desk, found)


def _means(desk: Desk) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.number_input(
            "Minutes a day",
            5,
            240,
            value=desk.settings.minutes_a_day,
            step=5,
            key="plan_minutes",
            width=150,
            on_change=_save_minutes,
        )
        st.pills(
            "Days off",
            range(7),
            selection_mode="multi",
            default=list(desk.settings.days_off),
            format_func=lambda day: WEEKDAYS[day],
            key="plan_days_off",
            on_change=_save_days_off,
        )


def _verdict(desk: Desk, found: Planning, now: Clock) -> str:
    """Whether the time suffices, in a sentence or two."""
    core = [one for one in found.cards if one.core]
    of = core_in_words(desk, found.core)
    missing = len(found.plan.unmet_core)
    are = "is" if missing == 1 else "are"
    if not found.plan.days:
        return f"Today is the day. You have met {len(core) - missing} of the {of}."
    if missing:
        return (
            f"**The time does not suffice.** Of the {of}, {missing} {are} not met before the day. "
            f"{_more(found)} Otherwise leave out the ones below: they are the least likely to be asked."
        )
    met = [day.day for day in found.plan.days if set(day.new) & {one.card for one in core}]
    last = f"the last of them is new on {short_date(max(met), now.day)}" if met else "you have met them all"
    once = len(found.plan.once)
    if not once:
        later = any(day.new for day in found.plan.days if not met or day.day > max(met))
        rest = " What is new besides comes up less often." if later else ""
        return f"**The time suffices** for the {of}: {last}, and each comes once more before the day.{rest}"
    enough = (
        f"**The time is just enough** to meet the {of}: {last}." if met else f"**You have met** the {of}."
    )
    return (
        f"{enough} {len(core) - once} of them come once more before the day, {once} do not. "
        "More minutes a day change that."
    )


def _at_rest(found: Planning) -> str:
    said = core_at_rest(found.core)
    return f"{said[:-1]}, and not in the plan." if said else ""


def _more(found: Planning) -> str:
    """What would help when time is short."""
    if all(day.off for day in found.plan.days):
        return "Every day until then is a day off."
    if found.plan.enough:
        return f"With **{found.plan.enough} minutes a day** all of them would fit."
    return "No day is long enough for all of them."


def _role(desk: Desk, interview_id: str) -> None:
    """Without a role the plan is over all of them, which is rarely what somebody wants."""
    key = f"plan_role_{interview_id}"
    st.selectbox(
        "Which job is it? Without one, the plan is over the core of all of them.",
        [role.id for role in desk.bank.roles],
        index=None,
        format_func=lambda role: desk.bank.role(role).name,
        placeholder="Choose the closest",
        key=key,
        on_change=lambda: set_field(interview_id, role=st.session_state[key] or ""),
    )


def _day_by_day(desk: Desk, found: Planning, now: Clock) -> None:
    st.subheader("Day by day", anchor=False)
    if found.plan.shared_until:
        st.markdown(
            f"Until {short_date(found.plan.shared_until, now.day)} the days are those of your earlier "
            "interview: a minute is spent once, and what you practise counts for both."
        )
    if found.left_out:
        st.info(
            f"{plural(found.left_out, 'interview')} before this one {'is' if found.left_out == 1 else 'are'} "
            f"not in this plan: it makes room for the next {MOST_EARLIER} only.",
            icon=":material/event_busy:",
        )
    days = found.plan.days
    st.markdown(_days(days[:DAYS_SHOWN], found, now.day))
    if len(days) > DAYS_SHOWN:
        with st.expander(f"The {plural(len(days) - DAYS_SHOWN, 'day')} after these"):
            st.markdown(_days(days[DAYS_SHOWN:], found, now.day))
    _questions_of(desk, [day for day in days if day.cards], now.day)


def _questions_of(desk: Desk, days: Sequence[PlanDay], today: date) -> None:
    """The cards of one day, to look at beforehand."""
    if not days:
        return
    with st.expander("Which questions on which day", icon=":material/list:", key="plan_questions"):
        chosen = st.selectbox("Day", days, format_func=lambda day: _name(day, today), key="plan_day")
        if chosen is None:
            return
        link_list(
            [
                Row(
                    question_id(card),
                    desk.bank.question(question_id(card)).prompt,
                    [("new", "green")] if card in chosen.new else [],
                )
                for card in chosen.cards
                if question_id(card) in desk.bank
            ],
            on_open=lambda question: go_to("browse", **{OPEN: question}),
            key="plan_day_questions",
        )
        others = sum(question_id(card) not in desk.bank for card in chosen.cards)
        if others:
            st.caption(f"And {plural(others, 'metric or story', 'metrics and stories')}.")


def _days(days: Sequence[PlanDay], found: Planning, today: date) -> str:
    return "\n".join(f"- {_day(day, found, today)}" for day in days)


def _name(day: PlanDay, today: date) -> str:
    return "Today" if day.day == today else f"{day.day:%a} {short_date(day.day, today)}"


def _day(day: PlanDay, found: Planning, today: date) -> str:
    name = _name(day, today)
    if day.off:
        return f"**{name}** · {'your other interview' if day.elsewhere else 'day off'}"
    said = said_of(day)
    if not said:
        return f"**{name}** · done" if day.day == today else f"**{name}** · nothing planned"
    final = " · final pass" if day.final else ""
    longer = ", longer than usual" if day.minutes > LONGER * found.means.minutes else ""
    return f"**{name}** · {said} · {day.minutes} min{longer}{final}"


def _left_out(desk: Desk, found: Planning) -> None:
    others = len(found.plan.unmet) - len(found.plan.unmet_core)
    if others:
        st.caption(f"Not in the plan: {plural(others, 'question')} that come up less often for this role.")
    if not found.plan.unmet_core:
        return
    with st.expander(f"Leave out, least likely first ({len(found.plan.unmet_core)})", key="left_out"):
        link_list(
            [
                Row(question_id(card), desk.bank.question(question_id(card)).prompt)
                for card in found.plan.unmet_core
                if question_id(card) in desk.bank
            ],
            on_open=lambda question: go_to("browse", **{OPEN: question}),
            key="left_out_questions",
        )


def _save_minutes() -> None:
    settings.save(open_desk().store, clock().now, minutes_a_day=st.session_state["plan_minutes"])


def _save_days_off() -> None:
    chosen = sorted(st.session_state["plan_days_off"])
    settings.save(open_desk().store, clock().now, days_off=list(chosen))
