"""Practise: a card, a reveal, a rating, the next card."""

import streamlit as st

from prepkit.practice.session import on_screen
from prepkit.ui.card import show_card
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.kept_in_browser import CARD, keeping
from prepkit.ui.practise_keys import FINISHED
from prepkit.ui.setup import offer
from prepkit.ui.summary import summarise


@st.fragment
def practise() -> None:
    """A fragment: a rating redraws the card alone, not the shell around it."""
    desk, now = open_desk(), clock()
    with keeping(CARD):
        session = on_screen(desk, now)
        if session is not None and session.card is not None:
            show_card(desk, session, now)
        elif st.session_state.get(FINISHED):
            summarise(desk, st.session_state[FINISHED], now)
        else:
            offer(desk, now)


practise()
