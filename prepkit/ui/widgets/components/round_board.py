"""Draw a question so large that a room can read it, with the clock, the scores to choose or both scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from prepkit.ui.widgets.components.register import register, sent

_COMPONENT = register("round_board", shared_js=("stage_clock", "stage_drawing", "stage_keys", "stage_group"))


@dataclass(frozen=True, slots=True)
class AnswerClock:
    """A clock that counts an answer's ``seconds`` down in the browser.

    It goes on with the time that the screen of questions has counted; ``anew`` begins with the full time for
    a ``question`` that this window has not timed yet.
    """

    seconds: int
    question: str
    anew: bool


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """What one side scores against: ``anchors`` are (score, word for it, text).

    ``side`` heads it, ``value`` is the score chosen before (0 for none), ``lock`` the label of the button.
    """

    side: str
    anchors: Sequence[tuple[int, str, str]]
    value: int
    lock: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BothScores:
    """Both sides as (name, score, evidence), and how far apart they are in words."""

    sides: Sequence[tuple[str, int, str]]
    gap: str


def round_board(
    prompt: str,
    *,
    card: str,
    shortcuts: bool,
    part: AnswerClock | ScoreSheet | BothScores | None = None,
    group: str = "",
    on_choose: Callable[[int], None] | None = None,
    on_lock: Callable[[int], None] | None = None,
    key: str = "round_board",
) -> None:
    """Draw the question with one ``part`` below it; ``card`` changes with every screen.

    ``group`` is the id of the question where a member of the window's group answers it: the browser adds the
    names, and keeps both scores with the group's results.
    ``on_choose`` gets each score as it is chosen, ``on_lock`` the one to lock, 0 where none was chosen.
    """

    def reporter(name: str, act: Callable[[int], None] | None) -> Callable[[], None]:
        def report() -> None:
            press: Mapping[str, object] | None = sent(key, name)
            if press is None or act is None or press.get("card") != card:
                return
            value = press.get("value")
            if isinstance(value, int) and 0 <= value <= 5:
                act(value)

        return report

    _COMPONENT(
        key=key,
        data={
            "card": card,
            "prompt": prompt,
            "keys": shortcuts,
            "clock": asdict(part) if isinstance(part, AnswerClock) else None,
            "sheet": asdict(part) if isinstance(part, ScoreSheet) else None,
            "result": asdict(part) if isinstance(part, BothScores) else None,
            "group": group,
        },
        on_choose_change=reporter("choose", on_choose),
        on_lock_change=reporter("lock", on_lock),
    )
