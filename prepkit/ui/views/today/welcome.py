"""Draw the first screen: what PrepKit is, two questions, and a button to the first card."""

from __future__ import annotations

import streamlit as st

from prepkit.model import Clock
from prepkit.practice import queue
from prepkit.practice.cards import target_cards
from prepkit.store import settings
from prepkit.study_plan.planning import timetable_of
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.demo_mode import enter_demo, in_demo
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.interviews.overview import countdown
from prepkit.ui.views.interviews.plan_day import day_in_words
from prepkit.ui.views.roles.page import role_chooser
from prepkit.ui.views.today import glance
from prepkit.ui.views.today.interview_date import date_input
from prepkit.ui.views.today.planned import Planned
from prepkit.ui.widgets.start import FIRST_CARDS, practise
from prepkit.ui.widgets.wording import plural
from prepkit.workspace import Workspace

COACHES = "welcome_coaches"


def welcome(workspace: Workspace, now: Clock, planned: Planned | None) -> None:
    """Draw the page for a person who has never practised."""
    st.set_page_config(layout="centered")
    st.title("Practise the interview before it happens", anchor=False)
    st.markdown(
        "**PrepKit** asks you the questions of **customer operations** interviews. You answer from memory, "
        "see what a strong answer contains, rate yourself, and watch whether you will be ready on the day."
    )
    job, day = st.columns(2, gap="medium")
    with job:
        role_chooser(workspace, key="welcome_role", label="Which job?")
    with day:
        date_input(workspace, now, key="welcome_date")
    if planned is None:
        cards = target_cards(workspace)[:FIRST_CARDS]
    else:
        glance.coming(workspace, now)
        cards = list(timetable_of(workspace, now).today.cards) or target_cards(workspace)[:FIRST_CARDS]
    minutes = queue.minutes_for(workspace.store, len(cards))
    st.button(
        "Start",
        type="primary",
        icon=":material/play_arrow:",
        key="start_first",
        on_click=once(practise),
        args=("First questions", cards),
    )
    st.caption(f"{_first_day(workspace, now, planned, cards)}, about {plural(minutes, 'minute')}.")
    _other_ways()


def _first_day(workspace: Workspace, now: Clock, planned: Planned | None, cards: list[str]) -> str:
    if planned is None:
        return f"{plural(len(cards), 'question')} to begin with"
    _, interview, _ = planned
    today = day_in_words(timetable_of(workspace, now).today) or plural(len(cards), "question")
    return f"Your interview is {countdown(interview, now)}. Planned for today: {today}"


def _other_ways() -> None:
    """Draw the way to the demo, and to the pages of a coach."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if not in_demo():
            st.button(
                "See the demo",
                key="open_demo",
                type="tertiary",
                icon=":material/theater_comedy:",
                help="Three months of a made-up learner. It never touches your own data.",
                on_click=once(enter_demo),
            )
        st.button(
            "I coach others",
            key=COACHES,
            type="tertiary",
            icon=":material/groups:",
            help="Shows Coach and Present beside the other pages. Settings hides them again.",
            on_click=once(_coach),
        )


def _coach() -> None:
    settings.save(open_workspace().store, clock().now, coaches=True)
    st.toast("Coach and Present stand in the list of pages now.", icon=":material/groups:")
