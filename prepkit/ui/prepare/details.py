"""What is known of an interview: when, where, with whom, and what came of it."""

from __future__ import annotations

from datetime import time
from zoneinfo import available_timezones

import streamlit as st

from prepkit.model import Clock
from prepkit.practice.session import Desk, new_uuid
from prepkit.prepare import keeping
from prepkit.prepare.interview import Format, Interview, Outcome
from prepkit.ui.confirm import ask_first
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.prepare.fields import choice, line, text
from prepkit.ui.prepare.overview import FURTHEST
from prepkit.ui.prepare.place import close_interview, open_interview

STAGES = ("Application", "Phone screen", "First round", "Second round", "Role play or task", "Final round")
QUARTER = 15 * 60


def details(desk: Desk, interview_id: str, interview: Interview, now: Clock) -> None:
    """Every field saves itself as it is left."""
    line(interview_id, "Company", "company", interview.company)
    with st.grid(2, min_column_width=220):
        day = interview.day
        choice(
            interview_id,
            "day",
            st.date_input,
            "Day",
            value=day,
            min_value=min(now.day - FURTHEST, day or now.day),
            max_value=max(now.day + FURTHEST, day or now.day),
        )
        start = time.fromisoformat(interview.start) if interview.start else None
        choice(interview_id, "start", st.time_input, "Begins at", value=start, step=QUARTER)
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
        roles = ["", *(role.id for role in desk.bank.roles)]
        choice(
            interview_id,
            "role",
            st.selectbox,
            "Role",
            options=roles,
            index=roles.index(interview.role) if interview.role in roles else 0,
            format_func=lambda role: desk.bank.role(role).name if role else "My target role",
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
    text(interview_id, interview, "people", "Interviewers, one a line", rows=3, longest=2_000)
    text(interview_id, interview, "notes", "Notes", rows=5)
    choice(
        interview_id,
        "outcome",
        st.selectbox,
        "What came of it",
        options=list(Outcome),
        index=list(Outcome).index(interview.outcome),
        format_func=lambda outcome: outcome.label,
    )
    blank = keeping.is_blank_round(desk.store, interview)
    with st.container(horizontal=True):
        st.button(
            "Add the next round",
            icon=":material/add:",
            key="next_round",
            disabled=blank,
            help="This is the next round. Say something of it first." if blank else None,
            on_click=_next_round,
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
    store = open_desk().store
    open_interview(keeping.add_next_round(store, interview_id, new_uuid, clock().now), "Details")


def _delete(interview_id: str) -> None:
    keeping.remove(open_desk().store, interview_id, clock().now)
    close_interview()
