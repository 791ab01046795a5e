"""What a session is, how far it has got and the time on this card, in one line above the card.

One piece of browser code because the browser counts the seconds, and because every element more
on a card makes each rating slower (docs/performance.md).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_session_bar",
    html=(_FOLDER / "session_bar.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "session_bar.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "session_bar.js").read_text(encoding="utf-8"),
)


def session_bar(
    title: str,
    left: str,
    *,
    done: float,
    elapsed_ms: int,
    running: bool,
    card: str,
    on_counted: Callable[[str, int], None],
    key: str = "session_bar",
) -> None:
    """Show the session's ``title``, what is ``left`` in words, the share ``done`` (0 to 1) and a stopwatch.

    The stopwatch starts at ``elapsed_ms`` and over again when ``card`` changes. After a refresh or another
    page ``on_counted(card, ms)`` says how long the tab has really shown the card.
    """

    def counted() -> None:
        value = getattr(st.session_state.get(key), "counted", None)
        if value:
            on_counted(str(value["card"]), int(value["ms"]))

    _COMPONENT(
        key=key,
        data={
            "title": title,
            "left": left,
            "done": done,
            "elapsed": elapsed_ms,
            "running": running,
            "card": card,
        },
        on_counted_change=counted,
    )
