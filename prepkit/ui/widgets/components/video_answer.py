"""Draw the camera of a one-way video interview; the browser alone records, and keeps what it recorded."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from prepkit.ui.widgets.components.register import register, sent

_COMPONENT = register("video_answer", shared_css=("recording",), shared_js=("video_store", "video_camera"))
KEY = "video_answer"


class CameraUse(StrEnum):
    """What the camera is for at the moment: a look into it, time to think, or the answer."""

    CHECK = "check"
    THINK = "think"
    ANSWER = "answer"


def video_answer(
    run: str,
    *,
    use: CameraUse,
    mock_id: str,
    recording: str,
    question: str,
    limit_ms: int,
    on_answered: Callable[[str, int], None],
) -> None:
    """Draw the camera's picture, and while an answer is given record it until the limit or a click.

    ``run`` identifies one try at one answer, ``recording`` is the id under which the browser keeps it, with
    the ``question`` as its title. ``on_answered`` gets the run and how many milliseconds the answer took,
    with or without a camera; nothing else of a recording reaches the server.
    """

    def report_answer() -> None:
        spent = _spent_ms(sent(KEY, "answered"), run)
        if spent is not None:
            on_answered(run, spent)

    _COMPONENT(
        key=KEY,
        data={
            "run": run,
            "use": use.value,
            "mock": mock_id,
            "id": recording,
            "question": question,
            "limit": limit_ms,
        },
        on_answered_change=report_answer,
    )


def _spent_ms(answered: Any, run: str) -> int | None:
    """Return how long the browser says that the answer of this run took; None if it says nothing of it."""
    if not isinstance(answered, dict) or answered.get("run") != run:
        return None
    spent = answered.get("ms")
    return spent if isinstance(spent, int) and not isinstance(spent, bool) else None
