"""Draw a question of a list that a coach puts together, with the ways to move and remove it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from prepkit.ui.runtime.callbacks import once


def question_row(
    place: int,
    wording: str,
    *,
    question: str,
    key: str,
    on_up: Callable[[], None],
    on_remove: Callable[[], None],
    before: Callable[[], None] | None = None,
) -> None:
    """Draw a ``question`` (an id) at a ``place`` (from 0), ``wording`` in Markdown, its buttons below it.

    ``before`` draws what stands in front of the buttons.
    """
    st.markdown(f"{place + 1}. {wording}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if before is not None:
            before()
        st.button(
            f"Move question {place + 1} up",
            key=f"{key}_up_{question}",
            icon=":material/arrow_upward:",
            type="tertiary",
            disabled=place == 0,
            on_click=once(on_up),
        )
        st.button(
            f"Remove question {place + 1}",
            key=f"{key}_out_{question}",
            icon=":material/close:",
            type="tertiary",
            on_click=once(on_remove),
        )
