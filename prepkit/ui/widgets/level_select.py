"""Draw the choice of the level against which an answer is scored."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from prepkit.question import Level
from prepkit.ui.runtime.callbacks import uninterrupted
from prepkit.workspace import Workspace


def usual_level(workspace: Workspace) -> Level:
    """Return the level that fits the target role; a team lead's where no role is chosen."""
    return workspace.bank.level_of(workspace.settings.target_role) or Level.LEAD


def level_select(
    current: str, *, key: str, on_change: Callable[[], None] | None = None, in_session: bool = True
) -> Level:
    """Draw the choice of the level whose anchors an answer is scored against, and return it.

    ``current`` is selected at first, the lowest level where it is no level's value; ``in_session`` carries
    the choice over to another page and back.
    """
    levels = list(Level)
    return st.selectbox(
        "Scored as a",
        levels,
        index=levels.index(Level(current)) if current in levels else 0,
        format_func=lambda level: level.label,
        key=key,
        persist_state="session" if in_session else None,
        on_change=uninterrupted(on_change) if on_change else None,
    )
