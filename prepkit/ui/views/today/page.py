"""Draw the Today page: the next step, and at a glance how ready the person is."""

from __future__ import annotations

import streamlit as st

from prepkit.model import Clock
from prepkit.practice.session import current
from prepkit.store import tallies
from prepkit.ui.views.today import glance
from prepkit.ui.views.today.course import HEIGHT, show_course
from prepkit.ui.views.today.next_step import next_step
from prepkit.ui.views.today.planned import Planned
from prepkit.ui.widgets.wording import escape
from prepkit.workspace import Workspace


def dashboard(workspace: Workspace, now: Clock, planned: Planned | None) -> None:
    """Draw the page of who has practised: the next step beside everything at a glance."""
    st.set_page_config(layout="wide")
    name = workspace.settings.profile_name
    st.title(f"Today, {escape(name)}" if name else "Today", anchor=False)
    glance.coming(workspace, now)
    left, right = st.columns([5, 3], gap="large")
    with left:
        next_step(workspace, now, planned)
        glance.readiness_on_the_day(workspace, now, planned)
        course = st.empty()
        course.container(height=HEIGHT, border=False)
    with right:
        glance.date_wanted(workspace, now)
        glance.this_week(workspace, now)
        glance.weakest(workspace, now)
        glance.last_mock(workspace, now)
        glance.days_practised(workspace, now)
    # Last, because a chart is slow: everything else is on screen by then.
    with course.container():
        show_course(workspace, now, planned)


def never_practised(workspace: Workspace) -> bool:
    """Return whether this person has neither an attempt nor an open session."""
    return tallies.total(workspace.store) == 0 and current(workspace) is None
