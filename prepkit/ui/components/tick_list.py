"""A list of ideas to tick off, answered by the browser at once and reported with every tick.

Six of Streamlit's own checkboxes take as long to draw as the rest of a card (docs/performance.md).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_tick_list",
    html=(_FOLDER / "tick_list.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "tick_list.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "tick_list.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What seems to have been said of an idea: ``how`` is covered, partly or missing; ``quote`` the words."""

    how: str
    label: str
    quote: str = ""


def tick_list(
    label: str,
    items: Mapping[str, str],
    ticked: Collection[str],
    *,
    card: str,
    on_tick: Callable[[str, list[str]], None],
    key: str,
    heard: Mapping[str, Heard] | None = None,
    probe: str = "",
) -> None:
    """Show ``items`` (id -> text), those in ``ticked`` with a tick.

    ``heard`` says beneath an item what of it was found in an answer; a tick is never set by that alone.
    ``probe`` is a follow-up question that the browser shows when it is asked for.
    ``on_tick(card, ids)`` gets every id that is ticked after a change, and the card they were
    ticked for; it must store them, so that the next run passes them back as ``ticked``.
    """

    def reported() -> None:
        ticks = st.session_state[key].ticks
        if ticks:
            # What the browser says is anybody's: only ids that were shown can be ticked.
            chosen = set(map(str, ticks["ids"]))
            on_tick(str(ticks["card"]), [item for item in items if item in chosen])

    _COMPONENT(
        key=key,
        data={
            "label": label,
            "items": list(items.items()),
            "heard": {id: asdict(found) for id, found in (heard or {}).items()},
            "probe": probe,
            "ticked": list(ticked),
            "card": card,
        },
        on_ticks_change=reported,
    )
