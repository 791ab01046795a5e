"""Draw what Today shows at a glance: countdown, readiness, the week, the weakest, the last mock, the days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import streamlit as st

from prepkit.bank.filters import Filters
from prepkit.insight.readiness import readiness
from prepkit.insight.today import never_was, practised_days, streak
from prepkit.interviews import repository
from prepkit.mock import repository as mocks
from prepkit.mock.report import finished, summary
from prepkit.model import Clock, Readiness
from prepkit.practice.cards import role_cards
from prepkit.practice.clock import MICROS_A_DAY, day_start, local_day
from prepkit.practice.weakest import CompetencyGaps, competency_gaps
from prepkit.store import card_states, tallies
from prepkit.study_plan.planning import core_now, timetable_of
from prepkit.study_plan.today import questions_for_stories
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.interviews.overview import countdown, when
from prepkit.ui.views.interviews.plan_day import day_in_words
from prepkit.ui.views.interviews.routes import open_interview
from prepkit.ui.views.roles.page import role_chooser
from prepkit.ui.views.today.interview_date import date_input
from prepkit.ui.views.today.next_step import write_story
from prepkit.ui.views.today.planned import Planned
from prepkit.ui.widgets.plan_wording import core_at_rest, core_in_words
from prepkit.ui.widgets.start import matching, practise
from prepkit.ui.widgets.wording import escape, percent, plural, short_date
from prepkit.workspace import Workspace

DAYS_SHOWN = 14
AHEAD_DAYS = 7
WEEK = 7


def coming(workspace: Workspace, now: Clock) -> None:
    """Draw a button to the next interview that says how far it is."""
    ahead = repository.upcoming(workspace.store, now)
    if not ahead:
        return
    interview_id, interview = ahead[0]
    st.button(
        f"{escape(interview.title)} **{countdown(interview, now)}**",
        key="coming",
        type="tertiary",
        icon=":material/event:",
        help=when(interview, now) or None,
        on_click=once(open_interview),
        args=(interview_id,),
    )


def date_wanted(workspace: Workspace, now: Clock) -> None:
    """Ask when the interview is while none has a day."""
    if workspace.interview_date is None:
        date_input(workspace, now, key="today_date")


def readiness_on_the_day(workspace: Workspace, now: Clock, planned: Planned | None) -> None:
    """Draw the three figures of readiness without more practice: on the day of the next interview, or as if
    it were in seven days.
    """
    core = core_now(workspace, now, planned[2] if planned else None)
    day = planned[2].plan.interview if planned else now.day + timedelta(days=AHEAD_DAYS)
    states = card_states.of_cards(workspace.store, core.cards)
    figures = readiness(states, core.cards, day_start(day, now.tz) + MICROS_A_DAY // 2)
    st.header("Ready?", anchor=False)
    st.markdown(
        f"{_asked(day, now, is_planned=planned is not None)}: "
        f"{core_in_words(workspace, core)}. {core_at_rest(core)}"
    )
    _figures(figures)
    if core.role is None:
        role_chooser(workspace, key="today_role", label="Which job?")


def this_week(workspace: Workspace, now: Clock) -> None:
    """Draw what the coming days hold, where a plan or a due card says so."""
    days = [day for day in timetable_of(workspace, now).days[:WEEK] if day.off or day_in_words(day)]
    if not days:
        return
    st.header("This week", anchor=False)
    lines = [
        f"- **{'Today' if day.day == now.day else f'{day.day:%a}'}**: "
        f"{'day off' if day.off else day_in_words(day)}"
        for day in days
    ]
    st.markdown("\n".join(lines))
    if any(day.story for day in days):
        # The next question without a story, whichever day its story is planned for.
        question = next(iter(questions_for_stories(workspace, now)), "")
        wording = f": “{escape(workspace.bank.question(question).prompt)}”" if question else ""
        st.button(
            f"The story{wording}",
            key="week_story",
            type="tertiary",
            icon=":material/auto_stories:",
            on_click=once(write_story),
            args=(question,),
        )


def days_practised(workspace: Workspace, now: Clock) -> None:
    """Draw the days practised in the last two weeks."""
    since = (now.day - timedelta(days=DAYS_SHOWN - 1)).isoformat()
    practised = practised_days(tallies.by_day(workspace.store, since=since), now.day, DAYS_SHOWN)
    st.header("Days practised", anchor=False)
    st.markdown(f":primary[{''.join('●' if done else '○' for done in practised)}]")
    run = streak(tallies.by_day(workspace.store), now.day, partial(never_was, workspace.store))
    in_a_row = f", {plural(run, 'day')} in a row" if run > 1 else ""
    st.markdown(f"{sum(practised)} of the last {DAYS_SHOWN}{in_a_row}.")


def weakest(workspace: Workspace, now: Clock) -> None:
    """Draw the three weakest competencies, each with a button that practises it."""
    gaps = competency_gaps(workspace.bank, workspace.store, role_cards(workspace), now)
    st.header("Weakest now", anchor=False)
    st.markdown(_gaps_in_words(gaps))
    for place, (competency_id, ready) in enumerate(gaps.weak.items()):
        st.button(
            f"{escape(workspace.bank.competency(competency_id).name)} · {percent(ready)} would go well",
            key=f"practise_weakest_{place}",
            icon=":material/play_arrow:",
            help="Practise its questions",
            on_click=once(_practise_competency),
            args=(competency_id,),
        )


def last_mock(workspace: Workspace, now: Clock) -> None:
    """Draw the last finished mock against the one before."""
    done = sorted(finished(mocks.list_all(workspace.store)), key=lambda mock: mock.started_at)[-2:]
    if not done:
        return
    st.header("Last mock", anchor=False)
    held = [summary(workspace.bank, mock) for mock in done]
    shares = [figures.held / figures.rated if figures.rated else 0.0 for figures in held]
    before = f", {percent(shares[0])} the time before" if len(shares) > 1 else ""
    day = short_date(local_day(done[-1].started_at, now.tz), now.day)
    st.markdown(f"{percent(shares[-1])} of the answers Solid or better on {day}{before}.")
    st.button(
        "All mocks",
        key="all_mocks",
        type="tertiary",
        icon=":material/timer:",
        on_click=once(go_to),
        args=("mock",),
    )


def _asked(day: date, now: Clock, *, is_planned: bool) -> str:
    """Return what the figures are for: ``On 7 Dec, if you practised no more``."""
    if day == now.day:
        return "**For your interview today**"
    on_day = short_date(day, now.day)
    if is_planned:
        return f"**On {on_day}, if you practised no more**"
    return f"**If your interview were on {on_day} and you practised no more**"


def _gaps_in_words(gaps: CompetencyGaps) -> str:
    """Return what the competencies below are, or that none is weak, and how many are untouched."""
    if not gaps.practised:
        return (
            f"All {plural(gaps.untouched, 'competency', 'competencies')} are untouched. "
            "Those that go worst show here once you have rated some questions."
        )
    untouched = (
        f" {plural(gaps.untouched, 'competency', 'competencies')} "
        f"{'is' if gaps.untouched == 1 else 'are'} untouched."
        if gaps.untouched
        else ""
    )
    if gaps.weak:
        return f"How many of the questions you have answered would go well today.{untouched}"
    practised = plural(gaps.practised, "competency", "competencies")
    return f"Nothing weak in the {practised} you have practised.{untouched}"


def _practise_competency(competency_id: str) -> None:
    workspace, now = open_workspace(), clock()
    filters = Filters(role=workspace.settings.target_role, competencies=(competency_id,))
    practise(workspace.bank.competency(competency_id).name, matching(workspace, filters, now))


def _figures(figures: Readiness) -> None:
    with st.grid(3, min_column_width=100, gap="xsmall"):
        st.metric(
            "Covered",
            percent(figures.covered),
            border=True,
            help=f"{figures.attempted} of {figures.cards} core questions attempted at least once.",
        )
        st.metric(
            "Recalled",
            percent(figures.recalled),
            border=True,
            help="The average chance of recalling each core question on that day if you practise no more "
            "until then. It falls with the time since your last answer. Unattempted counts as 0.",
        )
        st.metric(
            "Ready",
            percent(figures.ready),
            border=True,
            help="As Recalled, but only questions last rated Solid or better count.",
        )
