"""Draw the choice of the interview that a mock rehearses, and say what follows from it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from prepkit.interviews.appointment import Format
from prepkit.model import Clock
from prepkit.study_plan.mock_setup import MockSetup, setup_for
from prepkit.ui.runtime.callbacks import uninterrupted
from prepkit.ui.views.mock.routes import FOR
from prepkit.ui.widgets.wording import escape, plural
from prepkit.workspace import Workspace

CHOICE = "mock_for"


def interview_choice(
    workspace: Workspace, titles: Mapping[str, str], now: Clock
) -> tuple[str, MockSetup] | None:
    """Draw the choice of an interview by ``titles``, the first of them until another is chosen.

    Return its id and what it makes of a mock.
    """
    if st.query_params.get(FOR) in titles:
        st.session_state[CHOICE] = st.query_params[FOR]
    elif st.session_state.get(CHOICE) not in ("", *titles):
        st.session_state[CHOICE] = next(iter(titles))
    interview_id = st.selectbox(
        "For",
        ["", *titles],
        format_func=lambda id: titles.get(id, "Any interview"),
        key=CHOICE,
        persist_state="session",
        on_change=uninterrupted(_keep_in_address),
    )
    setup = setup_for(workspace, interview_id, now) if interview_id else None
    return (interview_id, setup) if setup else None


def explain(workspace: Workspace, setup: MockSetup) -> None:
    """Say which questions and how many the interview asks for, and why."""
    role = escape(workspace.bank.role(setup.role).name.lower()) if setup.role else "any role"
    likelier = plural(setup.by_advert, "question")
    advert = f" The advertisement makes {likelier} more likely." if setup.by_advert else ""
    st.caption(f"Core questions for {role}.{advert} Suggested length: {setup.count}{_why_so_many(setup)}.")


def _why_so_many(setup: MockSetup) -> str:
    if setup.is_tomorrow:
        return ", because it is so close"
    if setup.format is Format.PHONE:
        return ", because a call is short"
    if setup.interviewers > 1:
        return f", because {setup.interviewers} people will ask"
    return ", because a panel asks more" if setup.is_panel else ", the usual length"


def _keep_in_address() -> None:
    """Let the address name the chosen interview, so that a refresh and a link lead back to it."""
    if chosen := st.session_state[CHOICE]:
        st.query_params[FOR] = chosen
    else:
        st.query_params.pop(FOR, None)
