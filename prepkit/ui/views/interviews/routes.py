"""Keep the open interview and its part in the address, so that a link or a refresh comes back to them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from prepkit.interviews import repository
from prepkit.interviews.appointment import Interview
from prepkit.interviews.parts import FORMER, InterviewPart
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.widgets.components.bring_into_view import bring_into_view
from prepkit.workspace import Workspace

INTERVIEW, PART, ALL = "interview", "part", "all"
PLACE, PRESSES = "prepare_place", "prepare_presses"
"""The session keys of the place on the page to scroll to next, and of how often somebody was led to one."""


def open_interview(interview_id: str, part: InterviewPart = InterviewPart.PLAN, place: str = "") -> None:
    """Open one interview at one of its parts, scrolled to a ``place`` drawn by ``here``. For callbacks."""
    st.session_state[PLACE] = place
    # Set the part through session state: Streamlit lets only the widget bound to it write it to the address.
    st.session_state[PART] = part
    go_to("prepare", **{INTERVIEW: interview_id})


def here(place: str) -> None:
    """Scroll to what is drawn next, if a button led to this ``place``; the next click scrolls no more."""
    if st.session_state.get(PLACE) == place:
        st.session_state[PLACE] = ""
        st.session_state[PRESSES] = st.session_state.get(PRESSES, 0) + 1
        bring_into_view(f"here_{place}_{st.session_state[PRESSES]}")


def open_the_only_one(workspace: Workspace) -> None:
    """Open the person's one interview unless the address asks for the list, where another can be added."""
    if INTERVIEW in st.query_params or ALL in st.query_params:
        return
    interviews = repository.list_all(workspace.store)
    if len(interviews) == 1:
        st.query_params[INTERVIEW] = interviews[0][0]


def lead_former_part_on() -> None:
    """Open the part that an address from an earlier version names."""
    part = FORMER.get(st.query_params.get(PART, ""))
    if part is not None:
        st.session_state[PART] = part


def close_interview() -> None:
    """Go back to the list of interviews. For callbacks."""
    st.session_state.pop(PART, None)
    go_to("prepare", **{ALL: "1"})


def change(interview_id: str, step: Callable[[Interview], Interview]) -> None:
    """Change an interview and keep it. For callbacks."""
    repository.change(open_workspace().store, interview_id, step, clock().now)
