"""A button for what cannot be brought back: it asks once before anything happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

ASKED = "confirm_asked"
"""The session's word for the question that is open; one at a time."""


def ask_first(
    key: str,
    label: str,
    question: str,
    yes: str,
    on_yes: Callable[..., object],
    args: tuple[Any, ...] = (),
    *,
    icon: str | None = ":material/delete:",
    keep: str = "Keep it",
    disabled: bool = False,
) -> None:
    """Draw a button that, once clicked, gives way to a question with two answers.

    ``args`` go to ``on_yes`` and say what the question is about: on another thing's page it is closed. The
    answers' keys are ``{key}_yes`` and ``{key}_keep``.
    """
    if st.session_state.get(ASKED) != (key, args):
        st.button(
            label, key=key, type="tertiary", icon=icon, disabled=disabled, on_click=_open, args=(key, args)
        )
        return
    # A width of its own: in a row of buttons on a phone the question goes below them, and is not squeezed.
    with st.container(border=True, gap="small", width=320, key=f"{key}_question"):
        st.markdown(question)
        with st.container(horizontal=True):
            st.button(yes, key=f"{key}_yes", type="primary", on_click=_yes, args=(on_yes, args))
            st.button(keep, key=f"{key}_keep", on_click=_close)


def _open(key: str, args: tuple[Any, ...]) -> None:
    st.session_state[ASKED] = (key, args)


def _close() -> None:
    st.session_state.pop(ASKED, None)


def _yes(on_yes: Callable[..., object], args: tuple[Any, ...]) -> None:
    _close()
    on_yes(*args)
