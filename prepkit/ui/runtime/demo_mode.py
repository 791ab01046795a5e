"""Enter and leave the demo, which shows a made-up learner instead of anybody's data."""

from __future__ import annotations

import os

import streamlit as st

DEMO_KEY = "demo"
"""The session key and the query parameter of the demo."""


def in_demo() -> bool:
    """Return whether this session shows the made-up learner instead of anybody's data."""
    return is_demo_server() or bool(st.session_state.get(DEMO_KEY)) or st.query_params.get(DEMO_KEY) == "1"


def is_demo_server() -> bool:
    """Return whether every visitor of this server sees the demo."""
    return os.environ.get("PREPKIT_DEMO") == "1"


def enter_demo() -> None:
    """Show this session the made-up learner. For callbacks."""
    st.session_state[DEMO_KEY] = True


def leave_demo() -> None:
    """Go back to the visitor's own data. For callbacks."""
    st.session_state.pop(DEMO_KEY, None)
    st.query_params.pop(DEMO_KEY, None)


def keep_demo_in_url() -> None:
    """Keep the demo in the address, so that a refresh never falls back to a real person's data."""
    if st.session_state.get(DEMO_KEY) or st.query_params.get(DEMO_KEY) == "1":
        st.session_state[DEMO_KEY] = True
        if st.query_params.get(DEMO_KEY) != "1":
            st.query_params[DEMO_KEY] = "1"
