"""Draw how far a mock interview has got and the time that is left, counted by the browser."""

from __future__ import annotations

from collections.abc import Callable

from prepkit.ui.widgets.components.register import register, sent

_COMPONENT = register("interview_bar", shared_css=("bar",))


def interview_bar(
    title: str,
    left: str,
    *,
    phase: str,
    turn: str,
    limit_ms: int,
    elapsed_ms: int,
    running: bool,
    time_up_text: str = "",
    moves_on: bool = False,
    on_up: Callable[[str], None] | None = None,
    spoken: str = "",
    aloud: bool = False,
    on_aloud: Callable[[bool], None] | None = None,
    key: str = "interview_bar",
) -> None:
    """Draw a ``title``, a text on what is ``left``, the ``phase`` and its clock, or no clock without a phase.

    The clock counts down from ``limit_ms`` and then up again with a plus; with a limit of 0 it counts up. It
    starts over when ``turn`` changes. When time is up ``time_up_text`` is shown, and where the interview
    ``moves_on`` by itself ``on_up`` is called once with the turn.

    Where the browser has an English voice of this computer it offers to read the text ``spoken`` out, and
    does so once if it is read ``aloud``; ``on_aloud`` is called when that is switched. No other voice is
    used, since those send the text to a server.
    """

    def report_time_up() -> None:
        turn_up = sent(key, "up")
        if turn_up and on_up is not None:
            on_up(str(turn_up))

    def switched() -> None:
        choice = sent(key, "aloud")
        if choice and on_aloud is not None:
            on_aloud(choice == "on")

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
            "time_up_text": time_up_text,
            "moves_on": moves_on,
            "spoken": spoken,
            "aloud": aloud,
        },
        on_up_change=report_time_up,
        on_aloud_change=switched,
    )
