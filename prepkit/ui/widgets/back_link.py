"""Draw the link from one item back to its list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from prepkit.ui.runtime.callbacks import once


def back_link(label: str, *, key: str, on_click: Callable[..., None], args: Sequence[Any] = ()) -> None:
    """Draw the button above a title that leads back; ``label`` names the list."""
    st.button(
        label,
        icon=":material/arrow_back:",
        type="tertiary",
        key=key,
        on_click=once(on_click),
        args=tuple(args),
    )
