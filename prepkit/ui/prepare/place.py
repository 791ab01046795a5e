"""Where on the Prepare page somebody is: in its address, so that a link or a refresh comes back to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from prepkit.prepare import keeping
from prepkit.prepare.interview import Interview
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.navigate import go_to

INTERVIEW, PART = "interview", "part"
AFTERWARDS = "Afterwards"
PARTS = ("Plan", "Advertisement", "Company", "Ask back", "The day", AFTERWARDS, "Details")


def open_interview(interview_id: str, part: str = PARTS[0]) -> None:
    """Open one interview at one of PARTS. For callbacks."""
    # Streamlit lets nobody but the widget that is bound to it write the part into the address.
    st.session_state[PART] = part
    go_to("prepare", **{INTERVIEW: interview_id})


def close_interview() -> None:
    """Back to the list. For callbacks."""
    st.session_state.pop(PART, None)
    go_to("prepare")


def change(interview_id: str, step: Callable[[Interview], Interview]) -> None:
    """Change an interview and keep it. For callbacks."""
    keeping.change(open_desk().store, interview_id, step, clock().now)


def set_field(interview_id: str, **values: Any) -> None:
    """Set some of an interview's fields. For callbacks."""
    change(interview_id, lambda interview: replace(interview, **values))
