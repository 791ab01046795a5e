"""Widgets that show what is stored, whoever changed it since."""

from __future__ import annotations

import streamlit as st


def show_stored(key: str, value: object) -> None:
    """Let the keyed widget that is drawn next show ``value``; draw it without a value of its own.

    A keyed widget goes on showing what it last held. Its callback stores a choice before the page is
    drawn, so where the two differ, the stored one is newer: from a restore, an import or another tab.
    """
    # Not when they are the same: that would throw away what is being typed.
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
