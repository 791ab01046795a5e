"""All interviews: the ones to come, the ones that were, and a form for another one."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from prepkit.model import Clock
from prepkit.practice.session import Desk, new_uuid
from prepkit.prepare import keeping
from prepkit.prepare.interview import Interview, is_ahead
from prepkit.ui.components.link_list import Row, link_list
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.prepare.fields import MAX_LINE
from prepkit.ui.prepare.place import INTERVIEW, open_interview
from prepkit.ui.wording import plural, short_date

EMPTY = "new_interview_empty"
FURTHEST = timedelta(days=730)


def overview(desk: Desk, now: Clock) -> None:
    """Draw the list and the form."""
    found = keeping.every(desk.store)
    ahead = [one for one in found if is_ahead(one[1], now.day)]
    past = [one for one in reversed(found) if not is_ahead(one[1], now.day)]
    if not found:
        st.markdown(
            "An interview is coming? Say when and PrepKit plans your practice to that day: which question on "
            "which day, when a mock is worth it, and what to leave out if time is short. The company, the "
            "questions you ask back, the sheet for the night before and the debrief are here too."
        )
    if ahead:
        _list(ahead, "upcoming", now)
    with st.expander("Add an interview", icon=":material/add:", expanded=not ahead, key="add_interview"):
        _form(now)
    if past:
        st.subheader("Behind you", anchor=False)
        _list(past, "past", now)


def countdown(interview: Interview, now: Clock) -> str:
    """``in 16 days``, ``tomorrow``, ``today``, ``3 days ago``; without a day, that it is not known."""
    if interview.day is None:
        return "day not known yet"
    days = (interview.day - now.day).days
    if days in (0, 1):
        return ("today", "tomorrow")[days]
    return f"in {plural(days, 'day')}" if days > 0 else f"{plural(-days, 'day')} ago"


def when(interview: Interview, now: Clock) -> str:
    """The day and the hour, as far as they are known, with the zone where it is not the person's own."""
    if interview.day is None:
        return ""
    hour = f", {interview.start}" if interview.start else ""
    zone = f" ({interview.tz})" if hour and interview.tz and interview.tz != now.tz else ""
    return f"{interview.day:%A} {short_date(interview.day, now.day)}{hour}{zone}"


def _list(found: list[tuple[str, Interview]], key: str, now: Clock) -> None:
    link_list(
        [
            Row(
                interview_id,
                interview.title,
                [(countdown(interview, now), "green" if is_ahead(interview, now.day) else "gray")],
                " · ".join(part for part in (when(interview, now), _outcome(interview, now)) if part),
            )
            for interview_id, interview in found
        ],
        on_open=open_interview,
        key=f"{key}_interviews",
        to=f"prepare?{INTERVIEW}=",
    )


def _outcome(interview: Interview, now: Clock) -> str:
    return interview.outcome.label if interview.outcome or not is_ahead(interview, now.day) else ""


def _form(now: Clock) -> None:
    with st.form("new_interview", border=False, clear_on_submit=True):
        st.text_input("Company", max_chars=MAX_LINE, key="new_company")
        st.date_input(
            "Day, if you know it",
            value=None,
            min_value=now.day,
            max_value=now.day + FURTHEST,
            key="new_day",
        )
        st.form_submit_button("Add it", type="primary", on_click=_add)
    if st.session_state.pop(EMPTY, False):
        st.warning("Say which company or which day, and it is added.", icon=":material/event:")


def _add() -> None:
    desk, now = open_desk(), clock()
    company = " ".join(str(st.session_state["new_company"]).split())
    interview = Interview(company=company, day=st.session_state["new_day"], tz=now.tz)
    if not company and interview.day is None:
        st.session_state[EMPTY] = True
        return
    # A double click adds one.
    same = (found for found, kept in keeping.every(desk.store) if kept == interview)
    interview_id = next(same, None)
    if interview_id is None:
        interview_id = new_uuid()
        keeping.put(desk.store, interview_id, interview, now.now)
    open_interview(interview_id)
