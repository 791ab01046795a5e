"""Ask a person for their name, where the profile has none."""

from __future__ import annotations

import streamlit as st

from prepkit.store import profiles
from prepkit.text import received
from prepkit.ui.runtime.callbacks import uninterrupted
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.widgets.own_profile import MAX_NAME
from prepkit.workspace import Workspace


def name_field(workspace: Workspace, label: str, *, key: str) -> bool:
    """Draw a field for the name that is saved to the profile, and return True; False where it has one."""
    if profiles.name(workspace.store):
        return False
    st.text_input(label, max_chars=MAX_NAME, key=key, on_change=uninterrupted(_save), args=(key,))
    return True


def _save(key: str) -> None:
    name = received(str(st.session_state[key]).strip(), MAX_NAME)
    if name:
        profiles.rename(open_workspace().store, name, clock().now)
