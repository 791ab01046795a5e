"""A question over the whole window, stepped through in the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_stage",
    html=(_FOLDER / "stage.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "stage.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "stage.js").read_text(encoding="utf-8"),
)


def stage(
    deck: str,
    slides: Sequence[tuple[int, Mapping[str, Any]]],
    *,
    count: int,
    at: int,
    frame: int,
    steps: Sequence[tuple[str, str, str]],
    phases: Sequence[tuple[str, int]],
    ratings: Sequence[str],
    empty: str,
    demo: str,
    on_move: Callable[[int], None],
    on_choose: Callable[[int], None],
    on_score: Callable[[str], None],
    on_leave: Callable[[], None],
    on_demo: Callable[[], None],
    key: str = "stage",
) -> None:
    """Show ``slides`` (place in the deck, slide) of the ``count`` that a ``deck`` has.

    It begins ``at`` one of them, at its ``frame``. ``steps`` are (name, label, key) of the frames' steps;
    ``phases`` are (label, seconds) that the clock counts down one after the other; ``demo`` says that the
    data are made up, if they are. The browser moves at once and tells of it afterwards: ``on_move`` gets
    the place it went to, so that the slides beside it can be sent.
    """

    def called(name: str, act: Callable[[Any], None]) -> Callable[[], None]:
        def call() -> None:
            value = st.session_state[key].get(name)
            if value is not None:
                act(value)

        return call

    _COMPONENT(
        key=key,
        data={
            "deck": deck,
            "slides": [[place, dict(slide)] for place, slide in slides],
            "codes": any(slide.get("code") for _, slide in slides),
            "count": count,
            "at": at,
            "frame": frame,
            "steps": [list(step) for step in steps],
            "phases": [list(phase) for phase in phases],
            "ratings": list(ratings),
            "empty": empty,
            "demo": demo,
        },
        on_move_change=called("move", on_move),
        on_choose_change=called("choose", on_choose),
        on_score_change=called("score", on_score),
        on_leave_change=called("leave", lambda _: on_leave()),
        on_demo_change=called("demo", lambda _: on_demo()),
    )
