"""Draw the presenter's view: what the audience's window shows, what comes next, and the controls of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from prepkit.ui.widgets.components.register import register, sent

_SCRIPTS = ("stage_clock", "stage_drawing", "stage_keys", "stage_link", "material")
_COMPONENT = register("presenter", shared_css=("material",), shared_js=_SCRIPTS)


def presenter(
    session: str,
    slides: Sequence[Mapping[str, Any]],
    *,
    at: int,
    steps: Sequence[tuple[str, str, str]],
    phases: Sequence[tuple[str, str, int]],
    audience: str,
    on_move: Callable[[int], None],
    key: str = "presenter",
) -> None:
    """Draw the slide ``at`` that place, and step through it together with the window that ``audience`` opens.

    Both windows name the same ``session`` and are of one browser: they tell each other what they show
    without the server. ``steps`` and ``phases`` are those of the stage. ``on_move`` gets the new place.
    """

    def moved() -> None:
        place = sent(key, "move")
        if place is not None:
            on_move(int(place))

    _COMPONENT(
        key=key,
        data={
            "session": session,
            "slides": [dict(slide) for slide in slides],
            "at": at,
            "steps": [list(step) for step in steps],
            "phases": [list(phase) for phase in phases],
            "audience": audience,
        },
        on_move_change=moved,
    )
