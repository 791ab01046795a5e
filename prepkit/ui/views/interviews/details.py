"""Draw the details of an interview: when, where, with whom, and its outcome."""

from __future__ import annotations

from datetime import time
from zoneinfo import available_timezones

import streamlit as st

from prepkit.interviews import repository
from prepkit.interviews.appointment import Format, Interview
from prepkit.interviews.parts import InterviewPart
from prepkit.model import Clock
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.interviews.fields import choice, line, outcome_select, text
from prepkit.ui.views.interviews.overview import DAY_FORMAT, FURTHEST
from prepkit.ui.views.interviews.routes import close_interview, open_interview
from prepkit.ui.widgets.confirm import ask_first
from prepkit.workspace import Workspace, new_uuid

STAGES = ("Application", "Phone screen", "First round", "Second round", "Role play or task", "Final round")
QUARTER = 15 * 60


def details(workspace: Workspace, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw every field of an interview; each is saved when the person leaves it."""
    with st.grid(2, min_column_width=220):
        line(interview_id, "Company", "company", interview.company)
        line(interview_id, "Job title, as they call it", "job", interview.job)
    with st.grid(2, min_column_width=220):
        day = interview.day
        choice(
            interview_id,
            "day",
            st.date_input,
            "Day",
            value=day,
            format=DAY_FORMAT,
            min_value=min(now.day - FURTHEST, day or now.day),
            max_value=max(now.day + FURTHEST, day or now.day),
        )
        start = time.fromisoformat(interview.start) if interview.start else None
        choice(interview_id, "start", st.time_input, "Start time", value=start, step=QUARTER)
        zones = sorted(available_timezones())
        zone = interview.tz if interview.tz in zones else None
        choice(
            interview_id,
            "tz",
            st.selectbox,
            "Time zone",
            options=zones,
            index=zones.index(zone) if zone else None,
            placeholder="Where it takes place",
        )
        roles = ["", *(role.id for role in workspace.bank.roles)]
        choice(
            interview_id,
            "role",
            st.selectbox,
            "Role",
            options=roles,
            index=roles.index(interview.role) if interview.role in roles else 0,
            format_func=lambda role: workspace.bank.role(role).name if role else "My target role",
        )
        stages = list(dict.fromkeys([*STAGES, *([interview.stage] if interview.stage else [])]))
        choice(
            interview_id,
            "stage",
            st.selectbox,
            "Stage",
            options=stages,
            index=stages.index(interview.stage) if interview.stage else None,
            accept_new_options=True,
            placeholder="Choose, or write your own",
        )
        choice(
            interview_id,
            "format",
            st.selectbox,
            "Format",
            options=list(Format),
            index=list(Format).index(interview.format),
            format_func=lambda kind: kind.label,
        )
    line(interview_id, "Place or link", "place", interview.place)
    text(
        interview_id,
        interview,
        "people",
        "Interviewers, one per line",
        placeholder="Hannah Osei, team lead, 020 7946 0000",
        advice="With a phone number, if you have one: both the sheet and the calendar file hold it.",
        rows=3,
        longest=2_000,
    )
    text(
        interview_id,
        interview,
        "notes",
        "Notes",
        advice="What they told you to expect. The sheet for the night before holds the first lines.",
        rows=5,
    )
    outcome_select(interview_id, interview, now)
    blank = repository.is_blank_round(workspace.store, interview)
    with st.container(horizontal=True):
        st.button(
            "Add the next round",
            icon=":material/add:",
            key="next_round",
            disabled=blank,
            help="This is the next round. Fill in something first." if blank else None,
            on_click=once(_next_round),
            args=(interview_id,),
        )
        ask_first(
            "delete_interview",
            "Delete this interview",
            "Delete it with its plan, lists and debrief? Your attempts stay, and so does what you found out "
            "about the company.",
            "Delete it",
            _delete,
            (interview_id,),
        )


def _next_round(interview_id: str) -> None:
    store = open_workspace().store
    open_interview(
        repository.add_next_round(store, interview_id, new_uuid, clock().now), InterviewPart.DETAILS
    )


def _delete(interview_id: str) -> None:
    repository.delete(open_workspace().store, interview_id, clock().now)
    close_interview()
