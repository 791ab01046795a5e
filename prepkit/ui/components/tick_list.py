"""A list of ideas to tick off, answered by the browser at once and reported with every tick.

Six of Streamlit's own checkboxes take as long to draw as the rest of a card (docs/performance.md).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_tick_list",
    html="<fieldset><legend></legend></fieldset>",
    css=(_FOLDER / "tick_list.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "tick_list.js").read_text(encoding="utf-8"),
)


def tick_list(
    label: str,
    items: Mapping[str, str],
    ticked: Collection[str],
    *,
    card: str,
    on_tick: Callable[[str, list[str]], None],
    key: str,
) -> None:
    """Show ``items`` (id -> text), those in ``ticked`` with a tick.

    ``on_tick(card, ids)`` gets every id that is ticked after a change, and the card they were
    ticked for; it must store them, so that the next run passes them back as ``ticked``.
    """

    def reported() -> None:
        ticks = st.session_state[key].ticks
        if ticks:
            on_tick(str(ticks["card"]), [str(item) for item in ticks["ids"]])

    _COMPONENT(
        key=key,
        data={"label": label, "items": list(items.items()), "ticked": list(ticked), "card": card},
        on_ticks_change=reported,
    )
