"""Draw a question over the whole window, with its steps shown one after the other in the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from prepkit.ui.widgets.components.register import register, sent

_SHARED = (
    *("stage_clock", "stage_drawing", "stage_window", "stage_link"),
    *("stage_keys", "stage_group", "stage_results", "stage_panels", "stage_cover", "material"),
)
_COMPONENT = register("stage", shared_css=("material",), shared_js=_SHARED)


def stage(
    deck: str,
    slides: Sequence[tuple[int, Mapping[str, Any]]],
    *,
    count: int,
    at: int,
    frame: int,
    steps: Sequence[tuple[str, str, str]],
    phases: Sequence[tuple[str, str, int]],
    ratings: Sequence[str],
    empty: str,
    demo: str,
    whose: str = "",
    note: str = "",
    session: str = "",
    address: Mapping[str, str] | None = None,
    on_move: Callable[[int], None],
    on_choose: Callable[[int], None],
    on_score: Callable[[str, bool], None],
    on_leave: Callable[[], None],
    on_demo: Callable[[], None],
    key: str = "stage",
) -> None:
    """Draw ``slides`` (place in the deck, slide) out of the ``count`` slides of a ``deck``.

    It begins with the slide ``at`` that place, at its ``frame``. ``steps`` are (name, label, key) of the
    frames' steps; ``phases`` are (name, label, seconds) that the clock counts down one after the other;
    ``demo`` is a tag saying that the data are made up, empty for real data; ``whose`` a tag for whose answers
    are scored; ``note`` a sentence that shows when the slides open; ``address`` what the browser writes into
    the address besides the place and the frame. The browser moves at once and reports it afterwards:
    ``on_move`` gets the new place, so that the slides beside it can be sent. ``on_score`` gets the id of the
    question, and whether the window has a group whose answers are scored: names stay in the browser. The
    window follows the presenter's view of the same ``session``.
    """

    def reporter(name: str, act: Callable[[Any], None]) -> Callable[[], None]:
        def report() -> None:
            value = sent(key, name)
            if value is not None:
                act(value)

        return report

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
            "whose": whose,
            "note": note,
            "session": session,
            "address": dict(address or {}),
        },
        on_move_change=reporter("move", on_move),
        on_choose_change=reporter("choose", on_choose),
        on_score_change=reporter(
            "score", lambda value: on_score(str(value.get("question")), bool(value.get("group")))
        ),
        on_leave_change=reporter("leave", lambda _: on_leave()),
        on_demo_change=reporter("demo", lambda _: on_demo()),
    )
