"""The Today page: where one stands, and the one next step."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import streamlit as st

from prepkit.insight.readiness import readiness
from prepkit.insight.today import never_was, practised_days, streak
from prepkit.model import Clock, Filters, Readiness, question_card, question_id
from prepkit.plan.daily import PlanDay
from prepkit.practice import queue
from prepkit.practice.clock import MICROS_A_DAY, day_start
from prepkit.practice.session import Desk, current, finish, remaining
from prepkit.prepare import keeping
from prepkit.prepare.interview import Interview
from prepkit.prepare.next_step import PACK_FROM
from prepkit.store import card_states, marks, tallies
from prepkit.ui.cards import started, target_cards
from prepkit.ui.demo_mode import enter_demo, in_demo
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.navigate import go_to
from prepkit.ui.prepare.overview import countdown, when
from prepkit.ui.prepare.place import open_interview
from prepkit.ui.prepare.plan_day import said_of, start, tomorrow_in_words
from prepkit.ui.prepare.planning import (
    Planning,
    core_at_rest,
    core_in_words,
    core_now,
    timetable_of,
)
from prepkit.ui.roles import role_chooser
from prepkit.ui.setup import no_new
from prepkit.ui.start import FIRST_CARDS, matching, practise
from prepkit.ui.wording import escape, percent, plural, short_date

DAYS_SHOWN = 14
AHEAD_DAYS = 7

Planned = tuple[str, Interview, Planning]
"""The next interview with a day (id and all), and the plan to it."""


def welcome(desk: Desk, now: Clock, planned: Planned | None) -> None:
    """For a person who has never practised: what this is, and one button."""
    st.title("Practise the interview before it happens", anchor=False)
    st.markdown(
        "An interviewer's question comes up. You answer it aloud, from memory. Then you see what a strong "
        "answer contains, tick what you said, and rate yourself honestly. What went badly comes back soon; "
        "what went well comes back later, so that you still know it on the day."
    )
    if planned is not None:
        coming(desk, now)
        next_step(desk, now, planned)
        return
    first = target_cards(desk)[:FIRST_CARDS]
    st.button(
        f"Start with {plural(len(first), 'question')}",
        type="primary",
        icon=":material/play_arrow:",
        key="start_first",
        on_click=practise,
        args=("First questions", first),
    )
    st.caption(f"About {plural(queue.minutes_for(desk.store, len(first)), 'minute')}. Nothing to set up.")
    st.subheader("Which job is it?", anchor=False)
    st.markdown("Choose it now or later: it decides which questions come first.")
    role_chooser(desk, key="welcome_role")
    if not in_demo():
        st.subheader("Just looking?", anchor=False)
        st.markdown("The demo shows three months of a made-up learner. It never touches your own data.")
        st.button("Open the demo", key="open_demo", icon=":material/theater_comedy:", on_click=enter_demo)


def coming(desk: Desk, now: Clock) -> None:
    """How long until the next interview, with the way to it."""
    ahead = keeping.upcoming(desk.store, now)
    if not ahead:
        return
    interview_id, interview = ahead[0]
    st.button(
        f"{escape(interview.title)} **{countdown(interview, now)}**",
        key="coming",
        type="tertiary",
        icon=":material/event:",
        help=when(interview, now) or None,
        on_click=open_interview,
        args=(interview_id,),
    )


def next_step(desk: Desk, now: Clock, planned: Planned | None) -> None:
    """The one obvious button: carry on, practise what is planned or due, or rest."""
    session = current(desk)
    with st.container(border=True, key="next_step"):
        if session is not None and session.card is not None:
            left = remaining(desk, session, now)
            st.subheader(f"{escape(session.title)}: {plural(left, 'card')} to go", anchor=False)
            st.markdown("You were in the middle of a session.")
            with st.container(horizontal=True):
                st.button(
                    "Carry on", type="primary", key="carry_on", icon=":material/play_arrow:", on_click=_go
                )
                st.button("End session", key="end_open", type="tertiary", on_click=_end, args=(session.id,))
            return
        if planned is not None:
            _as_planned(desk, now, planned)
            return
        timetable = timetable_of(desk, now)
        found = timetable.today
        if not found.cards:
            st.subheader("Done for today", anchor=False)
            st.markdown(
                f"Nothing is due, and {no_new(desk)}.{tomorrow_in_words(timetable)}"
                f"{_elsewhere(desk, found, now)}"
            )
            st.button("Practise anyway", key="practise_anyway", on_click=_go)
            return
        minutes = queue.minutes_for(desk.store, len(found.cards))
        st.subheader(f"{plural(len(found.cards), 'card')}, about {plural(minutes, 'minute')}", anchor=False)
        st.markdown(_mix(found) + _too_long(desk, minutes) + _elsewhere(desk, found, now))
        st.button(
            "Practise",
            type="primary",
            key="start",
            icon=":material/play_arrow:",
            on_click=practise,
            args=("Today", found.cards),
        )


def _as_planned(desk: Desk, now: Clock, planned: Planned) -> None:
    """What the plan to the next interview has for today."""
    interview_id, interview, found = planned
    timetable = timetable_of(desk, now)
    today = timetable.today
    if found.plan.today is None:
        st.subheader("Today is the day", anchor=False)
        st.markdown("One answer aloud, standing, and then your sheet: nothing new today.")
        st.button(
            "Open the sheet",
            type="primary",
            key="open_day",
            on_click=open_interview,
            args=(interview_id, "The day"),
        )
        return
    held = said_of(today)
    if held:
        st.subheader(
            f"{held[0].upper()}{held[1:]}: about {plural(today.minutes, 'minute')}",
            anchor=False,
        )
        st.markdown(f"As planned for {escape(interview.title)}.")
    else:
        st.subheader("A day off" if today.off else "Done for today", anchor=False)
        done = "" if today.off else f"That was today's part of the plan for {escape(interview.title)}."
        st.markdown(f"{done}{tomorrow_in_words(timetable)}".strip())
    if len(found.plan.days) <= PACK_FROM and not interview.done:
        st.button(
            "Print the sheet and pack",
            key="planned_pack",
            type="tertiary",
            icon=":material/print:",
            on_click=open_interview,
            args=(interview_id, "The day"),
        )
    start(today, "start")
    if not today.cards:
        st.button("Practise anyway", key="practise_anyway", on_click=_go)


def standing(desk: Desk, now: Clock, planned: Planned | None) -> None:
    """Readiness as its three figures: for the next interview, or for the target role in seven days."""
    core = core_now(desk, now, planned[2] if planned else None)
    if planned is not None:
        when, said = planned[2].plan.interview, "on your interview day"
    else:
        when, said = now.day + timedelta(days=AHEAD_DAYS), "in seven days"
    states = card_states.of_cards(desk.store, core.cards)
    found = readiness(states, core.cards, day_start(when, now.tz) + MICROS_A_DAY // 2)
    st.subheader("Ready?", anchor=False)
    st.markdown(
        f"Over the {core_in_words(desk, core)}, {said}, {short_date(when, now.day)}. {core_at_rest(core)}"
    )
    _figures(found)
    if core.role is None:
        role_chooser(desk, key="today_role")


def lately(desk: Desk, now: Clock) -> None:
    """Days practised in the last two weeks, and the weakest competency with its button."""
    since = (now.day - timedelta(days=DAYS_SHOWN - 1)).isoformat()
    days = tallies.by_day(desk.store, since=since)
    practised = practised_days(days, now.day, DAYS_SHOWN)
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader("Lately", anchor=False)
        marks = "".join("●" if done else "○" for done in practised)
        st.markdown(f":primary[{marks}]")
        run = streak(tallies.by_day(desk.store), now.day, partial(never_was, desk.store))
        run_said = f" {plural(run, 'day')} in a row." if run > 1 else ""
        st.markdown(f"Practised on {sum(practised)} of the last {DAYS_SHOWN} days.{run_said}")
    with right:
        weakest = _weakest(desk, now)
        st.subheader("Weakest", anchor=False)
        if weakest is None:
            st.markdown("Rate a few more questions and your weakest competency shows here.")
            return
        competency = desk.bank.competency(weakest)
        st.markdown(f"**{escape(competency.name)}**")
        pool = matching(desk, Filters(role=desk.settings.target_role, competencies=(weakest,)), now)
        st.button(
            "Practise it",
            key="practise_weakest",
            on_click=practise,
            args=(competency.name, pool),
        )


def never_practised(desk: Desk) -> bool:
    """Whether this person has neither an attempt nor an open session."""
    return tallies.total(desk.store) == 0 and current(desk) is None


def _figures(found: Readiness) -> None:
    with st.grid(3, min_column_width=100, gap="xsmall"):
        st.metric(
            "Covered",
            percent(found.covered),
            border=True,
            help=f"{found.attempted} of {found.cards} core questions attempted at least once.",
        )
        st.metric(
            "Recalled",
            percent(found.recalled),
            border=True,
            help="The average chance, by FSRS, of recalling each core question on that day. "
            "Unattempted counts as 0.",
        )
        st.metric(
            "Ready",
            percent(found.ready),
            border=True,
            help="As Recalled, but only questions last rated Solid or better count.",
        )


def _mix(found: PlanDay) -> str:
    parts = []
    if found.again:
        parts.append(f"{len(found.again):,} due again")
    if found.new:
        parts.append(f"{len(found.new):,} new")
    return ", ".join(parts).capitalize() + "."


def _too_long(desk: Desk, minutes: int) -> str:
    allowed = desk.settings.minutes_a_day
    if minutes <= allowed:
        return ""
    return f" More than your {allowed} minutes: stop when they are up, the most urgent come first."


def _elsewhere(desk: Desk, here: PlanDay, now: Clock) -> str:
    """How many cards of other roles are due, beside those ``here``: they wait on the Practise page."""
    if desk.settings.target_role is None:
        return ""
    everything = [*map(question_card, desk.bank.ids), *started(desk)]
    other = len(queue.due_and_new(desk.store, everything, desk.settings, now).due) - len(here.again)
    return (
        f" {plural(other, 'question')} for other roles {'is' if other == 1 else 'are'} due too."
        if other
        else ""
    )


def _weakest(desk: Desk, now: Clock) -> str | None:
    """The attempted competency with the lowest mean recall, counting a miss as nothing."""
    resting = marks.resting(desk.store, now.day.isoformat())
    role = Filters(role=desk.settings.target_role)
    cards = [card for card in matching(desk, role, now) if card not in resting]
    states = card_states.of_cards(desk.store, cards)
    grouped: dict[str, list[str]] = {}
    for card in states:
        grouped.setdefault(desk.bank.question(question_id(card)).competency, []).append(card)
    if not grouped:
        return None
    ready = {name: readiness(states, cards, now.now).ready for name, cards in grouped.items()}
    return min(ready, key=lambda name: (ready[name], name))


def _go() -> None:
    go_to("practise")


def _end(session_id: str) -> None:
    finish(open_desk(), session_id, clock())
