"""Where an interview stands and the time that is left, counted by the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_interview_bar",
    html=(_FOLDER / "interview_bar.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "interview_bar.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "interview_bar.js").read_text(encoding="utf-8"),
)


def interview_bar(
    title: str,
    left: str,
    *,
    phase: str,
    turn: str,
    limit_ms: int,
    elapsed_ms: int,
    running: bool,
    said: str = "",
    moves_on: bool = False,
    on_up: Callable[[str], None] | None = None,
    key: str = "interview_bar",
) -> None:
    """Show a ``title``, what is ``left`` in words, the ``phase`` and its clock.

    The clock counts down from ``limit_ms`` and then up again with a plus; without a limit it counts up. It
    starts over when ``turn`` changes. When time is up ``said`` is shown, and where the interview ``moves_on``
    by itself ``on_up`` is called once with the turn.
    """

    def up() -> None:
        turn_up = st.session_state[key].up
        if turn_up and on_up is not None:
            on_up(str(turn_up))

    _COMPONENT(
        key=key,
        data={
            "title": title,
            "left": left,
            "phase": phase,
            "turn": turn,
            "limit": limit_ms,
            "elapsed": elapsed_ms,
            "running": running,
            "said": said,
            "moves_on": moves_on,
        },
        on_up_change=up,
    )
