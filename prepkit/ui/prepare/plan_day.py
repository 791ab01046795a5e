"""One day of a plan: what it holds, in words and as buttons.

Apart from the plan's own page, because Today shows a day without a chart, and drawing charts is slow to load.
"""

from __future__ import annotations

import streamlit as st

from prepkit.plan.daily import PlanDay
from prepkit.plan.timetable import Timetable
from prepkit.ui.navigate import go_to
from prepkit.ui.start import practise
from prepkit.ui.wording import plural


def said_of(day: PlanDay) -> str:
    """What a day holds: ``3 to see again, 5 new questions and a mock interview``; empty when nothing does."""
    parts = [
        *([f"{len(day.again)} to see again"] if day.again else []),
        *([plural(len(day.new), "new question")] if day.new else []),
        *(["a mock interview"] if day.mock else []),
        *(["a story to write"] if day.story else []),
    ]
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def tomorrow_in_words(timetable: Timetable) -> str:
    """`` Tomorrow: 3 to see again.``, to stand behind another sentence; empty when tomorrow holds nothing."""
    held = said_of(timetable.tomorrow) if timetable.tomorrow else ""
    return f" Tomorrow: {held}." if held else ""


def start(day: PlanDay, key: str, *, primary: bool = True) -> None:
    """A button for each thing that a day holds."""
    with st.container(horizontal=True):
        if day.cards:
            st.button(
                "Practise",
                type="primary" if primary else "secondary",
                key=key,
                icon=":material/play_arrow:",
                on_click=practise,
                args=("Today", day.cards),
            )
        if day.mock:
            st.button(
                "Take the mock",
                key=f"{key}_mock",
                icon=":material/timer:",
                on_click=go_to,
                args=("mock",),
            )
        if day.story:
            st.button(
                "Write a story",
                key=f"{key}_story",
                icon=":material/auto_stories:",
                on_click=go_to,
                args=("stories",),
            )
