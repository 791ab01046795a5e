"""Name what Today's parts know of the next interview."""

from __future__ import annotations

from prepkit.interviews.appointment import Interview
from prepkit.study_plan.planning import Planning

Planned = tuple[str, Interview, Planning]
"""The id of the next interview that has a day, the interview, and the plan to it."""
