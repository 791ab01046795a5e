"""Ask when the interview is, and keep the answer as an interview."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from prepkit.interviews import repository
from prepkit.interviews.appointment import Interview, day_here
from prepkit.model import Clock
from prepkit.ui.runtime.callbacks import uninterrupted
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.interviews.overview import DAY_FORMAT, FURTHEST
from prepkit.ui.widgets.stored_value import show_stored
from prepkit.workspace import Workspace, new_uuid


def date_input(workspace: Workspace, now: Clock, *, key: str) -> None:
    """Draw the question when the interview is, and keep the answer as an interview; nothing for several."""
    interviews = repository.list_all(workspace.store)
    if len(interviews) > 1:
        return
    show_stored(key, day_here(interviews[0][1], now) if interviews else None)
    st.date_input(
        "When is the interview? (optional)",
        min_value=now.day - FURTHEST,
        max_value=now.day + FURTHEST,
        key=key,
        format=DAY_FORMAT,
        help="Leave it empty while there is no date. With one, PrepKit plans what to practise on which day.",
        on_change=uninterrupted(_keep_date),
        args=(key,),
    )


def _keep_date(key: str) -> None:
    workspace, now = open_workspace(), clock()
    day: date | None = st.session_state[key]
    interviews = repository.list_all(workspace.store)
    if not interviews:
        if day is not None:
            repository.save(workspace.store, new_uuid(), Interview(day=day, tz=now.tz), now.now)
        return
    interview_id, interview = interviews[0]
    if day is None and interview == Interview(day=interview.day, tz=interview.tz):
        repository.delete(workspace.store, interview_id, now.now)
    else:
        repository.save(workspace.store, interview_id, replace(interview, day=day), now.now)
