"""Draw the card of a session as two components, its front and its back, which share one state in the browser.

A reveal, a tick, another tab and the card after a rating show in the browser at once, because both sides and
the front of the next card are there before they are needed. The server is told of each act, and what it
draws afterwards is the truth: an act counts once it is stored. Text stays text: no markup is run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from prepkit.ui.widgets.components.browser_storage import write_number
from prepkit.ui.widgets.components.register import register, sent
from prepkit.ui.widgets.components.tick_list import PointCoverage

_SCRIPTS = ("card", "passage", "card_drawing")
_FRONT = register("card_front", shared_css=("bar", "card", "tags"), shared_js=_SCRIPTS)
_BACK = register("card_back", shared_css=("card",), shared_js=_SCRIPTS)
_ENDING = register("card_ending", html="<span></span>")
FRONT, BACK = "card_front", "card_back"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, quotation or list. ``lead`` is set in bold before the text; so is each item's."""

    text: str = ""
    lead: str = ""
    tag: Literal["p", "h2", "blockquote", "ul", "ol"] = "p"
    items: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TabText:
    """One text of a tab, chosen by its label where there are several."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """What to compare one's answer with; ``first`` is the place of the text that opens first."""

    name: str
    texts: tuple[TabText, ...]
    first: int = 0


@dataclass(frozen=True, slots=True)
class RatingButton:
    """One rating: its number, its label, when the card would come back, and what it means."""

    rating: int
    label: str
    below: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a card shows before the reveal; ``tags`` are (text, colour name), ``draft`` what was typed."""

    attempt: str
    card: str
    prompt: str
    wanted: tuple[Block, ...]
    tags: tuple[tuple[str, str], ...]
    draft: str
    flagged: bool


@dataclass(frozen=True, slots=True)
class Front:
    """The front of the card on screen, the session around it, and the prompt of the card that follows."""

    prompt: Prompt
    following: Prompt | None
    title: str
    left: str
    done: float
    elapsed_ms: int
    running: bool
    notice: str
    guidance: tuple[str, str]
    can_undo: bool
    menu: tuple[tuple[str, str], ...]
    confidences: tuple[tuple[str, str, str], ...]
    keys: bool


@dataclass(frozen=True, slots=True)
class Back:
    """The back of the card on screen.

    ``suggestions`` holds the rating suggested for each number of ticks. ``nearest`` holds, by the id of a
    key point, the passage of the answer that is marked while somebody points at it; ``coverage`` what a
    second reader says of it, ``read_by`` sentences on who reads it, or why nobody has, and ``reading_step``
    the label and the act of the button beside them. ``left_out`` holds the ids of the points left out last
    time, ``last_time`` a sentence on them.
    """

    attempt: str
    revealed: bool
    ticked: tuple[str, ...]
    points: Mapping[str, str]
    suggestions: tuple[int, ...]
    ratings: tuple[RatingButton, ...]
    tabs: tuple[Tab, ...]
    coverage: Mapping[str, PointCoverage] = field(default_factory=dict)
    nearest: Mapping[str, str] = field(default_factory=dict)
    read_by: str = ""
    reading_step: tuple[str, str] | None = None
    probe: str = ""
    note: str = ""
    left_out: tuple[str, ...] = ()
    last_time: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the server has done: the number of the last act, in this ``session``, by this ``run``."""

    session: str
    run: int
    seen: int


def card_front(front: Front, confirmed: Confirmed, *, on_counted: Callable[[str, int], None]) -> None:
    """Draw the front. After a refresh ``on_counted(attempt, ms)`` gets the time the tab has shown it."""

    def report_count() -> None:
        value = sent(FRONT, "counted")
        if value:
            on_counted(str(value["attempt"]), int(value["ms"]))

    _FRONT(
        key=FRONT,
        data={
            **asdict(confirmed),
            **asdict(front.prompt),
            "next": asdict(front.following) if front.following else None,
            "title": front.title,
            "left": front.left,
            "done": front.done,
            "elapsed": front.elapsed_ms,
            "running": front.running,
            "notice": front.notice,
            "guidance": list(front.guidance),
            "undo": front.can_undo,
            "menu": [list(entry) for entry in front.menu],
            "asks": [list(chip) for chip in front.confidences] or None,
            "keys": front.keys,
            "write": write_number(),
        },
        on_counted_change=report_count,
    )


def card_back(back: Back, confirmed: Confirmed, *, on_acts: Callable[[Sequence[Any]], None]) -> None:
    """Draw the back. ``on_acts`` gets what was done since the last confirmed act, as the browser sent it."""

    def report_acts() -> None:
        acts = sent(BACK, "acts")
        if isinstance(acts, list):
            on_acts(acts)

    data = asdict(back)
    _BACK(
        key=BACK,
        data={**data, **asdict(confirmed), "points": list(back.points.items())},
        on_acts_change=report_acts,
    )


def end_notice(text: str, confirmed: Confirmed) -> None:
    """Add to the notice of this run what took longer to work out than the card."""
    _ENDING(key="card_ending", data={"run": confirmed.run, "text": text})
