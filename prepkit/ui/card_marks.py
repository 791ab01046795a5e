"""Practise, flag or suspend one card from the page that shows it in full."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from prepkit.model import Clock
from prepkit.practice.session import Desk, set_aside
from prepkit.store import marks
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.start import practise


def card_actions(desk: Desk, card: str, now: Clock, *, title: str) -> None:
    """Three buttons; ``title`` names the session that the first one begins."""
    mark = marks.get(desk.store, card)
    resting = card in marks.resting(desk.store, now.day.isoformat())
    with st.container(horizontal=True):
        st.button(
            "Practise this one",
            key="practise_one",
            type="primary",
            icon=":material/play_arrow:",
            on_click=practise,
            args=(title, [card]),
            disabled=resting,
            help="Suspended or buried: bring it back first." if resting else None,
        )
        st.button(
            "Take the flag off" if mark.flagged else "Flag",
            key="browse_flag",
            icon=":material/flag:",
            on_click=_flag,
            args=(card,),
        )
        st.button(
            "Bring back" if mark.suspended else "Suspend",
            key="browse_suspend",
            icon=":material/play_circle:" if mark.suspended else ":material/pause_circle:",
            help="A suspended card is never asked in practice.",
            on_click=_suspend,
            args=(card,),
        )


def _flag(card: str) -> None:
    store = open_desk().store
    mark = marks.get(store, card)
    marks.put(store, replace(mark, flagged=not mark.flagged), clock().now)


def _suspend(card: str) -> None:
    desk = open_desk()
    mark = marks.get(desk.store, card)
    set_aside(desk, card, replace(mark, suspended=not mark.suspended), "suspend", clock())
