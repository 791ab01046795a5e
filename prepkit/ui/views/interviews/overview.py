"""Draw all interviews: the upcoming, the past, and a form for a new one."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from prepkit.interviews import repository
from prepkit.interviews.appointment import Interview, begins, day_here, is_ahead, outcome_label
from prepkit.interviews.parts import InterviewPart
from prepkit.model import Clock
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.interviews import company
from prepkit.ui.views.interviews.fields import MAX_LINE
from prepkit.ui.views.interviews.routes import INTERVIEW, open_interview
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.wording import plural, short_date
from prepkit.workspace import Workspace, new_uuid

EMPTY = "new_interview_empty"
FURTHEST = timedelta(days=730)
DAY_FORMAT = "DD/MM/YYYY"
"""How a day is entered: as people here write it, on every page the same."""
SHOWN = 20
"""How many interviews are listed at first; they are those nearest to today."""


def overview(workspace: Workspace, now: Clock) -> None:
    """Draw the lists of interviews and the form for a new one."""
    interviews = repository.list_all(workspace.store)
    ahead = [(id, interview) for id, interview in interviews if is_ahead(interview, now)]
    past = [(id, interview) for id, interview in reversed(interviews) if not is_ahead(interview, now)]
    if not interviews:
        st.markdown(
            "Interview coming up? Add the date and PrepKit plans your practice to that day: which question "
            "when, when a mock is worth it, and what to leave out if time is short. The company, the "
            "questions you ask back, the sheet for the night before and the debrief are here too."
        )
    if ahead:
        _list(ahead, "upcoming", now)
    with st.expander("Add an interview", icon=":material/add:", expanded=not ahead, key="add_interview"):
        _form(workspace, now)
    if past:
        st.header("Past interviews", anchor=False)
        _list(past, "past", now)
    company.show_companies_without_interview(workspace)


def countdown(interview: Interview, now: Clock) -> str:
    """Return how far the day is: ``in 16 days``, ``tomorrow``, ``3 days ago`` or ``no date yet``."""
    day = day_here(interview, now)
    if day is None:
        return "no date yet"
    days = (day - now.day).days
    if days in (0, 1):
        return ("today", "tomorrow")[days]
    return f"in {plural(days, 'day')}" if days > 0 else f"{plural(-days, 'day')} ago"


def when(interview: Interview, now: Clock) -> str:
    """Return the day and the hour as far as they are known, in both time zones where they differ."""
    if interview.day is None:
        return ""
    hour = f", {interview.start}" if interview.start else ""
    date_there = f"{interview.day:%A} {short_date(interview.day, now.day)}{hour}"
    start = begins(interview)
    local_start = start.astimezone(ZoneInfo(now.tz)) if start else None
    if start is None or local_start is None or local_start.utcoffset() == start.utcoffset():
        return date_there
    return f"{date_there} in {_city(interview.tz)}, which is {local_start:%A} {local_start:%H:%M} here"


def _city(tz: str) -> str:
    return tz.rpartition("/")[2].replace("_", " ")


def _list(interviews: list[tuple[str, Interview]], key: str, now: Clock) -> None:
    show_all_key = f"every_{key}"
    listed = interviews if st.session_state.get(show_all_key) else interviews[:SHOWN]
    link_list(
        [
            ListRow(
                interview_id,
                interview.title,
                [(countdown(interview, now), "green" if is_ahead(interview, now) else "gray")],
                " · ".join(part for part in (when(interview, now), _outcome(interview, now)) if part),
            )
            for interview_id, interview in listed
        ],
        on_open=lambda chosen: open_interview(
            chosen, InterviewPart.AFTERWARDS if key == "past" else InterviewPart.PLAN
        ),
        key=f"{key}_interviews",
        to=f"prepare?{INTERVIEW}=",
    )
    if len(listed) < len(interviews):
        st.button(
            f"Show all {len(interviews):,}",
            key=f"show_{show_all_key}",
            type="tertiary",
            icon=":material/unfold_more:",
            on_click=once(_show_all),
            args=(show_all_key,),
        )


def _show_all(key: str) -> None:
    st.session_state[key] = True


def _outcome(interview: Interview, now: Clock) -> str:
    over = not is_ahead(interview, now)
    return outcome_label(interview.outcome, over=over) if interview.outcome or over else ""


def _form(workspace: Workspace, now: Clock) -> None:
    with st.form("new_interview", border=False, clear_on_submit=True):
        st.text_input("Company", max_chars=MAX_LINE, key="new_company")
        st.date_input(
            "Day (optional)",
            value=None,
            min_value=now.day - FURTHEST,
            max_value=now.day + FURTHEST,
            key="new_day",
            format=DAY_FORMAT,
        )
        # Ask for the role here: without one the plan covers the questions of all roles.
        roles = [role.id for role in workspace.bank.roles]
        st.selectbox(
            "Closest role",
            roles,
            index=roles.index(workspace.settings.target_role)
            if workspace.settings.target_role in roles
            else None,
            format_func=lambda role: workspace.bank.role(role).name,
            placeholder="Choose one (optional)",
            key="new_role",
        )
        st.form_submit_button("Add it", type="primary", on_click=once(_add))
    if st.session_state.pop(EMPTY, False):
        st.warning("Enter a company or a day first.", icon=":material/event:")


def _add() -> None:
    workspace, now = open_workspace(), clock()
    name = " ".join(str(st.session_state["new_company"]).split())
    # Store no role if it is the target role, so that the interview follows when the settings change.
    chosen = st.session_state["new_role"] or ""
    role = "" if chosen == workspace.settings.target_role else chosen
    interview = Interview(company=name, role=role, day=st.session_state["new_day"], tz=now.tz)
    if not name and interview.day is None:
        st.session_state[EMPTY] = True
        return
    # Reuse an equal interview, so that a double click adds only one.
    equal = (
        id for id, interview_there in repository.list_all(workspace.store) if interview_there == interview
    )
    interview_id = next(equal, None)
    if interview_id is None:
        interview_id = new_uuid()
        repository.save(workspace.store, interview_id, interview, now.now)
    open_interview(interview_id)
