"""Draw the course of readiness on Today."""

from __future__ import annotations

from prepkit.model import Clock
from prepkit.ui.views.today.planned import Planned
from prepkit.ui.widgets.figure import show
from prepkit.workspace import Workspace

HEIGHT = 430
"""Pixels kept free for the figure, so that nothing moves when it comes."""


def show_course(workspace: Workspace, now: Clock, planned: Planned | None) -> None:
    """Draw how readiness went over the past weeks, and how it goes on by the plan."""
    # Charts are slow to load: the first page must not wait for them.
    from prepkit.insight.charts import course as charts
    from prepkit.insight.readiness_course import course

    show(charts.course(course(workspace, planned, now)))
