"""A running clock that the browser counts, so that the server need not."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_COMPONENT = st.components.v2.component(
    "prepkit_stopwatch",
    html='<span class="watch" role="timer" aria-label="Time on this question">\n0:00</span>',
    css=".watch {\n font: 500 1rem var(--st-font); font-variant-numeric: tabular-nums;"
    " color: var(--st-text-color); display: block; text-align: right; line-height: 2.5rem; }",
    js=(Path(__file__).parent / "stopwatch.js").read_text(encoding="utf-8"),
)


def stopwatch(elapsed_ms: int, *, running: bool, card: str, key: str = "stopwatch") -> None:
    """Show the time since a card came up; it starts over when ``card`` changes."""
    _COMPONENT(key=key, data={"elapsed": elapsed_ms, "running": running, "card": card}, width=72)
