"""Draw a button for an action that cannot be undone: it asks once before it acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from prepkit.ui.runtime.callbacks import once

OPEN_QUESTION = "confirm_asked"
"""The session key of the question that is open; one at a time."""


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

    ``args`` are passed to ``on_yes`` and identify what the question is about: with other ``args`` the
    question is closed. The keys of the answers are ``{key}_yes`` and ``{key}_keep``.
    """
    if st.session_state.get(OPEN_QUESTION) != (key, args):
        st.button(
            label,
            key=key,
            type="tertiary",
            icon=icon,
            disabled=disabled,
            on_click=once(_open),
            args=(key, args),
        )
        return
    # A fixed width moves the question below a row of buttons on a phone, where it would be squeezed.
    with st.container(border=True, gap="small", width=320, key=f"{key}_question"):
        st.markdown(question)
        with st.container(horizontal=True):
            st.button(yes, key=f"{key}_yes", on_click=once(_confirm), args=(on_yes, args))
            st.button(keep, key=f"{key}_keep", on_click=once(_close))


def _open(key: str, args: tuple[Any, ...]) -> None:
    st.session_state[OPEN_QUESTION] = (key, args)


def _close() -> None:
    st.session_state.pop(OPEN_QUESTION, None)


def _confirm(on_yes: Callable[..., object], args: tuple[Any, ...]) -> None:
    _close()
    on_yes(*args)
