"""Offer to undo the last change to a client: a line and a button, for as long as the window is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from prepkit.store import Store
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace

OFFER = "client_undo"
UNTIL = "You can undo this until you open another client or close this window."
OVERVIEW = ""
"""Stands for the page with the list of clients, where others are client ids."""

Undo = Callable[[Store, int], object]
"""Takes the coach's rows and the present moment (UTC microseconds)."""


@dataclass(frozen=True, slots=True)
class _Offer:
    said: str
    pages: tuple[str, ...]
    coach_id: str
    undo: Undo


def offer(said: str, pages: tuple[str, ...], coach: Store, undo: Undo) -> None:
    """Offer to undo what ``said`` says in Markdown, in place of an earlier offer, on these pages."""
    st.session_state[OFFER] = _Offer(said, pages, coach.profile_id, undo)


def draw(page: str) -> None:
    """Draw the offer if it belongs to the page; opening another client ends it."""
    offered: _Offer | None = st.session_state.get(OFFER)
    if offered is None:
        return
    if page not in offered.pages:
        if page != OVERVIEW:
            st.session_state.pop(OFFER)
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="client_undo_offer"):
        st.markdown(f"{offered.said} {UNTIL}", width="stretch")
        st.button("Undo", key="once_undo_client", icon=":material/undo:", on_click=once(_undo))


def _undo() -> None:
    offered: _Offer | None = st.session_state.pop(OFFER, None)
    coach = open_workspace().store
    if offered is not None and coach.profile_id == offered.coach_id:
        offered.undo(coach, clock().now)
