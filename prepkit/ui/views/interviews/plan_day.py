"""Describe one day of a plan, in words and as buttons.

This is apart from the plan's own view because Today shows a day without a chart, and charts are slow to load.
"""

from __future__ import annotations

import streamlit as st

from prepkit.study_plan.daily import PlanDay
from prepkit.study_plan.timetable import Timetable
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.widgets.start import practise
from prepkit.ui.widgets.wording import plural


def day_in_words(day: PlanDay) -> str:
    """Return what a day holds: ``3 to see again, 5 new questions and a mock interview`` or nothing."""
    parts = [
        *([f"{len(day.again)} to see again"] if day.again else []),
        *([plural(len(day.new), "new question")] if day.new else []),
        *(["a mock interview"] if day.mock else []),
        *(["a story to write"] if day.story else []),
    ]
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def tomorrow_in_words(timetable: Timetable) -> str:
    """Return `` Tomorrow: 3 to see again.`` to follow another sentence; empty when tomorrow holds nothing."""
    contents = day_in_words(timetable.tomorrow) if timetable.tomorrow else ""
    return f" Tomorrow: {contents}." if contents else ""


def start(day: PlanDay, key: str, *, primary: bool = True, interview_id: str = "") -> None:
    """Draw buttons for a day's cards, its story and its mock, which is set up for the interview of the id."""
    with st.container(horizontal=True):
        if day.cards:
            st.button(
                "Practise",
                type="primary" if primary else "secondary",
                key=key,
                icon=":material/play_arrow:",
                on_click=once(practise),
                args=("Today", day.cards),
            )
        if day.mock:
            st.button(
                "Take the mock",
                key=f"{key}_mock",
                icon=":material/timer:",
                on_click=once(go_to),
                args=("mock",),
                kwargs={"for": interview_id} if interview_id else None,
            )
        if day.story:
            st.button(
                "Write a story",
                key=f"{key}_story",
                icon=":material/auto_stories:",
                on_click=once(go_to),
                args=("stories",),
            )
