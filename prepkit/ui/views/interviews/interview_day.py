"""Draw the part The day: what to bring and do, the sheet for the night before, and the calendar file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from prepkit.exchange.calendar import Entry, as_calendar
from prepkit.exchange.day_sheet import as_html
from prepkit.exchange.day_sheet_contents import sheet_of
from prepkit.interviews.appointment import Interview, Item
from prepkit.interviews.checklist import Check, checks
from prepkit.interviews.next_step import CHECKLIST
from prepkit.interviews.parts import InterviewPart
from prepkit.interviews.repository import INTERVIEWS
from prepkit.model import Clock
from prepkit.study_plan.daily import StudyPlan
from prepkit.study_plan.planning import plan_of
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.views.interviews.fields import MAX_LINE
from prepkit.ui.views.interviews.overview import when
from prepkit.ui.views.interviews.plan_day import day_in_words
from prepkit.ui.views.interviews.routes import change, here, open_interview
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.wording import escape
from prepkit.workspace import Workspace

SECTIONS: Mapping[str, tuple[str, InterviewPart | str]] = {
    "where": ("Place or link", InterviewPart.DETAILS),
    "people": ("Interviewers", InterviewPart.DETAILS),
    "findings": ("About the company", InterviewPart.COMPANY),
    "stories": ("Stories", "stories"),
    "numbers": ("Numbers from your stories", "stories"),
    "openers": ("Openers: written answers rated Solid", "practise"),
    "ask": ("Questions to ask", InterviewPart.QUESTIONS_TO_ASK),
}
"""What people call each section of the sheet, and the part or page on which it is filled."""


def day(workspace: Workspace, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the download buttons of the sheet and the calendar file, and the checklist."""
    st.markdown(
        "**The sheet for the night before** holds time, place and people, what you found out about the "
        "company, your stories in a line each, the numbers in them, what you will ask, your strongest "
        "openers and your weakest questions."
    )
    planning = plan_of(workspace, interview, now)
    entries = _entries(planning.plan) if planning else []
    stored = INTERVIEWS.get(workspace.store, interview_id)
    changed_at = stored.updated_at if stored else now.now
    name = re.sub(r"[^\w-]+", "-", interview.title).strip("-") or "interview"
    with st.container(horizontal=True):
        st.download_button(
            "Save the sheet to print",
            lambda: as_html(sheet_of(workspace, interview, now, when=when(interview, now))),
            f"{name}.html",
            "text/html",
            type="primary",
            icon=":material/print:",
            key="day_sheet",
            on_click="ignore",
        )
        st.download_button(
            "Add to calendar",
            lambda: as_calendar(interview_id, interview, entries, now.now, changed_at),
            f"{name}.ics",
            "text/calendar",
            icon=":material/event:",
            key="day_calendar",
            on_click="ignore",
            disabled=interview.day is None,
            help="The interview and each day of its plan, as a file that calendars read.",
        )
    st.caption(
        f"The sheet is saved among your downloads as {escape(name)}.html. Open it there and print it: with "
        "Ctrl+P on a computer (⌘P on a Mac), with Share or Print in the browser's menu on a phone."
    )
    _empty_sections(interview_id, sheet_of(workspace, interview, now, when="").empty)
    here(CHECKLIST)
    st.header("To bring and to do", anchor=False)
    checklist = list(checks(interview))
    _checks(interview_id, interview, [check for check in checklist if check.before])
    for at, item in enumerate(interview.items):
        _own(interview_id, at, item)
    with (
        st.form("new_item", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input("Your own item", max_chars=MAX_LINE, key="new_item_text")
        st.form_submit_button("Add it", icon=":material/add:", on_click=once(_add), args=(interview_id,))
    st.header("On the day itself", anchor=False)
    _checks(interview_id, interview, [check for check in checklist if not check.before])


def _empty_sections(interview_id: str, empty: Sequence[str]) -> None:
    """Say what the sheet leaves out because it is empty, each with the way to fill it."""
    if not empty:
        return
    st.markdown("Not on the sheet, because nothing is there yet:")
    with st.container(horizontal=True, gap="small"):
        for name in empty:
            label, target = SECTIONS[name]
            is_part = isinstance(target, InterviewPart)
            st.button(
                label,
                key=f"fill_{name}",
                type="tertiary",
                icon=":material/edit:",
                on_click=once(open_interview if is_part else go_to),
                args=(interview_id, target, target) if is_part else (target,),
            )


def _entries(plan: StudyPlan) -> list[Entry]:
    """Return a plan's days as calendar entries, without those in the file of an earlier interview."""
    return [
        Entry(day.day, f"PrepKit: {day_in_words(day)}, {day.minutes} min")
        for day in plan.days
        if day_in_words(day) and (plan.shared_until is None or day.day > plan.shared_until)
    ]


def _checks(interview_id: str, interview: Interview, checklist: Sequence[Check]) -> None:
    for check in checklist:
        done = check.id in interview.done
        st.checkbox(
            check.text,
            value=done,
            key=f"check_{interview_id}_{check.id}_{done}",
            on_change=uninterrupted(_tick),
            args=(interview_id, check.id, not done),
        )


def _own(interview_id: str, at: int, item: Item) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.checkbox(
            escape(item.text),
            value=item.done,
            key=f"item_{interview_id}_{at}_{item.text}_{item.done}",
            on_change=uninterrupted(_set_item),
            args=(interview_id, item, replace(item, done=not item.done)),
        )
        ask_first(
            f"remove_item_{at}",
            "Remove",
            f"Remove “{escape(item.text)}” from the list?",
            "Remove it",
            _set_item,
            (interview_id, item, None),
        )


def _tick(interview_id: str, check: str, done: bool) -> None:
    def step(interview: Interview) -> Interview:
        others = tuple(check_id for check_id in interview.done if check_id != check)
        return replace(interview, done=(*others, check) if done else others)

    change(interview_id, step)


def _set_item(interview_id: str, before: Item, after: Item | None) -> None:
    def step(interview: Interview) -> Interview:
        if before not in interview.items:
            return interview
        at = interview.items.index(before)
        changed = (after,) if after else ()
        return replace(interview, items=(*interview.items[:at], *changed, *interview.items[at + 1 :]))

    change(interview_id, step)


def _add(interview_id: str) -> None:
    text = " ".join(str(st.session_state["new_item_text"]).split())
    if text:
        change(
            interview_id,
            lambda interview: replace(interview, items=(*interview.items, Item(text))[:100]),
        )
