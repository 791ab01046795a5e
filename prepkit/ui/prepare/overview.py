"""All interviews: the ones to come, the ones that were, and a form for another one."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from prepkit.model import Clock
from prepkit.practice.session import Desk, new_uuid
from prepkit.prepare import keeping
from prepkit.prepare.interview import Interview, begins, day_here, is_ahead
from prepkit.ui.components.link_list import Row, link_list
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.prepare import company
from prepkit.ui.prepare.fields import MAX_LINE
from prepkit.ui.prepare.place import AFTERWARDS, INTERVIEW, PARTS, open_interview
from prepkit.ui.wording import plural, short_date

EMPTY = "new_interview_empty"
FURTHEST = timedelta(days=730)
SHOWN = 20
"""So many interviews are listed at first, those nearest to today."""


def overview(desk: Desk, now: Clock) -> None:
    """Draw the list and the form."""
    found = keeping.every(desk.store)
    ahead = [one for one in found if is_ahead(one[1], now)]
    past = [one for one in reversed(found) if not is_ahead(one[1], now)]
    if not found:
        st.markdown(
            "An interview is coming? Say when and PrepKit plans your practice to that day: which question on "
            "which day, when a mock is worth it, and what to leave out if time is short. The company, the "
            "questions you ask back, the sheet for the night before and the debrief are here too."
        )
    if ahead:
        _list(ahead, "upcoming", now)
    with st.expander("Add an interview", icon=":material/add:", expanded=not ahead, key="add_interview"):
        _form(desk, now)
    if past:
        st.subheader("Behind you", anchor=False)
        _list(past, "past", now)
    company.without_interview(desk)


def countdown(interview: Interview, now: Clock) -> str:
    """``in 16 days``, ``tomorrow``, ``today``, ``3 days ago``; without a day, that it is not known."""
    day = day_here(interview, now)
    if day is None:
        return "day not known yet"
    days = (day - now.day).days
    if days in (0, 1):
        return ("today", "tomorrow")[days]
    return f"in {plural(days, 'day')}" if days > 0 else f"{plural(-days, 'day')} ago"


def when(interview: Interview, now: Clock) -> str:
    """The day and the hour, as far as they are known; where its clocks differ from the person's, both."""
    if interview.day is None:
        return ""
    hour = f", {interview.start}" if interview.start else ""
    there = f"{interview.day:%A} {short_date(interview.day, now.day)}{hour}"
    start = begins(interview)
    here = start.astimezone(ZoneInfo(now.tz)) if start else None
    if start is None or here is None or here.utcoffset() == start.utcoffset():
        return there
    return f"{there} in {_city(interview.tz)}, which is {here:%A} {here:%H:%M} here"


def _city(tz: str) -> str:
    return tz.rpartition("/")[2].replace("_", " ")


def _list(found: list[tuple[str, Interview]], key: str, now: Clock) -> None:
    everything = f"every_{key}"
    shown = found if st.session_state.get(everything) else found[:SHOWN]
    link_list(
        [
            Row(
                interview_id,
                interview.title,
                [(countdown(interview, now), "green" if is_ahead(interview, now) else "gray")],
                " · ".join(part for part in (when(interview, now), _outcome(interview, now)) if part),
            )
            for interview_id, interview in shown
        ],
        on_open=lambda chosen: open_interview(chosen, AFTERWARDS if key == "past" else PARTS[0]),
        key=f"{key}_interviews",
        to=f"prepare?{INTERVIEW}=",
    )
    if len(shown) < len(found):
        st.button(
            f"Show all {len(found):,}",
            key=f"show_{everything}",
            type="tertiary",
            icon=":material/unfold_more:",
            on_click=_show_all,
            args=(everything,),
        )


def _show_all(key: str) -> None:
    st.session_state[key] = True


def _outcome(interview: Interview, now: Clock) -> str:
    return interview.outcome.label if interview.outcome or not is_ahead(interview, now) else ""


def _form(desk: Desk, now: Clock) -> None:
    with st.form("new_interview", border=False, clear_on_submit=True):
        st.text_input("Company", max_chars=MAX_LINE, key="new_company")
        st.date_input(
            "Day, if you know it",
            value=None,
            min_value=now.day - FURTHEST,
            max_value=now.day + FURTHEST,
            key="new_day",
        )
        # Everything is planned for a job: asked here, or the plan is over all of them.
        roles = [role.id for role in desk.bank.roles]
        st.selectbox(
            "The job that comes closest",
            roles,
            index=roles.index(desk.settings.target_role) if desk.settings.target_role in roles else None,
            format_func=lambda role: desk.bank.role(role).name,
            placeholder="Choose one, if you can",
            key="new_role",
        )
        st.form_submit_button("Add it", type="primary", on_click=_add)
    if st.session_state.pop(EMPTY, False):
        st.warning("Say which company or which day, and it is added.", icon=":material/event:")


def _add() -> None:
    desk, now = open_desk(), clock()
    name = " ".join(str(st.session_state["new_company"]).split())
    # The target role is left to the settings, so that the interview follows when it changes.
    chosen = st.session_state["new_role"] or ""
    role = "" if chosen == desk.settings.target_role else chosen
    interview = Interview(company=name, role=role, day=st.session_state["new_day"], tz=now.tz)
    if not name and interview.day is None:
        st.session_state[EMPTY] = True
        return
    # A double click adds one.
    same = (found for found, kept in keeping.every(desk.store) if kept == interview)
    interview_id = next(same, None)
    if interview_id is None:
        interview_id = new_uuid()
        keeping.put(desk.store, interview_id, interview, now.now)
    open_interview(interview_id)
