"""Practise: a card, a reveal, a rating, the next card."""

import streamlit as st

from prepkit.practice.session import on_screen
from prepkit.ui.runtime import routes as navigate
from prepkit.ui.runtime import turns
from prepkit.ui.runtime.browser_sync import CARD, syncing
from prepkit.ui.runtime.navigation import sections
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.practise.card import show_card
from prepkit.ui.views.practise.keys import FINISHED
from prepkit.ui.views.practise.setup import offer
from prepkit.ui.views.practise.summary import summarise


@turns.page
def practise() -> None:
    """Draw the page as a fragment: a rating redraws the card, not the shell around it."""
    navigate.leave()
    workspace, now = open_workspace(), clock()
    with syncing(CARD):
        session = on_screen(workspace, now)
        if session is not None and session.card is not None:
            show_card(workspace, session, now)
        elif st.session_state.get(FINISHED):
            summarise(workspace, st.session_state[FINISHED], now)
        else:
            sections("practise")
            offer(workspace, now)


practise()
