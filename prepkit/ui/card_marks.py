"""Practise, flag or suspend one card from the page that shows it in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from prepkit.model import Clock, Mark
from prepkit.practice.session import Desk, set_aside
from prepkit.store import marks
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.start import practise
from prepkit.ui.wording import short_date


def card_actions(desk: Desk, card: str, now: Clock, *, title: str) -> None:
    """Three buttons; ``title`` names the session that the first one begins. A card at rest says why."""
    mark = marks.get(desk.store, card)
    reason = _why_at_rest(mark, now)
    with st.container(horizontal=True):
        st.button(
            "Practise this one",
            key="practise_one",
            type="primary",
            icon=":material/play_arrow:",
            on_click=practise,
            args=(title, [card]),
            disabled=bool(reason),
        )
        st.button(
            "Take the flag off" if mark.flagged else "Flag",
            key="browse_flag",
            icon=":material/flag:",
            on_click=_flag,
            args=(card,),
        )
        st.button(
            "Bring back" if reason else "Suspend",
            key="browse_suspend",
            icon=":material/play_circle:" if reason else ":material/pause_circle:",
            help=None if reason else "A suspended card is never asked in practice.",
            on_click=_bring_back if reason else _suspend,
            args=(card,),
        )
    if reason:
        st.caption(f"{reason} Bring it back to practise it.")


def _why_at_rest(mark: Mark, now: Clock) -> str:
    """Why practice leaves a card out; empty where it does not."""
    if mark.suspended:
        return "Suspended: practice leaves it out."
    if mark.buried_until is not None and mark.is_buried(now.day):
        day = short_date(date.fromisoformat(mark.buried_until), now.day)
        return f"Buried until {day}: practice leaves it out until then."
    return ""


def _flag(card: str) -> None:
    store = open_desk().store
    mark = marks.get(store, card)
    marks.put(store, replace(mark, flagged=not mark.flagged), clock().now)


def _suspend(card: str) -> None:
    desk = open_desk()
    mark = marks.get(desk.store, card)
    set_aside(desk, card, replace(mark, suspended=True), "suspend", clock())


def _bring_back(card: str) -> None:
    desk = open_desk()
    mark = marks.get(desk.store, card)
    set_aside(desk, card, replace(mark, suspended=False, buried_until=None), "bring_back", clock())
