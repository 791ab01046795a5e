"""Draw the buttons to practise, flag or suspend one card, on the page that shows it in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from prepkit.model import Clock, Mark
from prepkit.practice.session import set_aside
from prepkit.store import marks
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.widgets.start import practise
from prepkit.ui.widgets.wording import short_date
from prepkit.workspace import Workspace


def card_actions(workspace: Workspace, card: str, now: Clock, *, title: str) -> None:
    """Draw the buttons, and why a card is at rest; ``title`` names the session that practising it begins."""
    mark = marks.get(workspace.store, card)
    reason = _why_at_rest(mark, now)
    with st.container(horizontal=True):
        st.button(
            "Practise this one",
            key="practise_one",
            type="primary",
            icon=":material/play_arrow:",
            on_click=once(practise),
            args=(title, [card]),
            disabled=bool(reason),
        )
        st.button(
            "Remove the flag" if mark.flagged else "Flag",
            key="browse_flag",
            icon=":material/flag:",
            on_click=once(_flag),
            args=(card,),
        )
        st.button(
            "Resume" if reason else "Suspend",
            key="browse_suspend",
            icon=":material/play_circle:" if reason else ":material/pause_circle:",
            help=None if reason else "A suspended card is never asked in practice.",
            on_click=once(_bring_back if reason else _suspend),
            args=(card,),
        )
    if reason:
        st.caption(f"{reason} Resume it to practise it.")


def _why_at_rest(mark: Mark, now: Clock) -> str:
    """Return why practice leaves a card out; empty where it does not."""
    if mark.suspended:
        return "Suspended: practice leaves it out."
    if mark.buried_until is not None and mark.is_buried(now.day):
        day = short_date(date.fromisoformat(mark.buried_until), now.day)
        return f"Buried until {day}: practice leaves it out until then."
    return ""


def _flag(card: str) -> None:
    store = open_workspace().store
    mark = marks.get(store, card)
    marks.save(store, replace(mark, flagged=not mark.flagged), clock().now)


def _suspend(card: str) -> None:
    workspace = open_workspace()
    mark = marks.get(workspace.store, card)
    set_aside(workspace, card, replace(mark, suspended=True), "suspend", clock())


def _bring_back(card: str) -> None:
    workspace = open_workspace()
    mark = marks.get(workspace.store, card)
    set_aside(workspace, card, replace(mark, suspended=False, buried_until=None), "bring_back", clock())
