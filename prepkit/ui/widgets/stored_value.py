"""Make widgets show the stored value after something else has changed it."""

from __future__ import annotations

import streamlit as st


def show_stored(key: str, value: object) -> None:
    """Let the keyed widget that is drawn next show ``value``; draw it without a value of its own.

    A keyed widget goes on showing its last value. Its callback stores a choice before the page is drawn,
    so a stored value that differs is newer: it comes from a restore, an import or another tab.
    """
    # Assign nothing where the values are equal: that would discard what is being typed.
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
