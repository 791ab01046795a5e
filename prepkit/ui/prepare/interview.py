"""One interview: when it is, the one next step, and its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from prepkit.model import Clock
from prepkit.practice.session import Desk
from prepkit.prepare.interview import Format, Interview
from prepkit.ui.prepare import details, plan
from prepkit.ui.prepare.overview import countdown, when
from prepkit.ui.prepare.place import PART, PARTS, close_interview
from prepkit.ui.wording import escape

Part = Callable[[Desk, str, Interview, Clock], None]


def show(desk: Desk, interview_id: str, interview: Interview, now: Clock) -> None:
    """Draw the head, the next step and the chosen part."""
    st.button(
        "All interviews",
        icon=":material/arrow_back:",
        type="tertiary",
        key="prepare_back",
        on_click=close_interview,
    )
    st.title(escape(interview.title), anchor=False)
    st.markdown(_head(interview, now))
    chosen = st.radio(
        "Part",
        tuple(_PARTS),
        key=PART,
        bind="query-params",
        label_visibility="collapsed",
        horizontal=True,
    )
    _PARTS[chosen or PARTS[0]](desk, interview_id, interview, now)


def _head(interview: Interview, now: Clock) -> str:
    left = countdown(interview, now)
    kind = interview.format.label if interview.format is not Format.UNKNOWN else ""
    parts = [f"**{left[0].upper()}{left[1:]}**", escape(when(interview, now)), kind]
    return " · ".join(part for part in parts if part)


_PARTS: Mapping[str, Part] = {
    "Plan": lambda desk, _, interview, now: plan.plan(desk, interview, now),
    "Details": details.details,
}
