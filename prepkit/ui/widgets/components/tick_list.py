"""Draw a list of key points to tick; the browser shows a tick at once and reports each one.

Six of Streamlit's own checkboxes take as long to draw as the rest of a card (docs/performance.md).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass

from prepkit.ui.widgets.components.register import register, sent

_COMPONENT = register("tick_list", shared_js=("passage",))


@dataclass(frozen=True, slots=True)
class PointCoverage:
    """How far an answer covers a key point: ``how`` is covered, partly or missing; ``quote`` the words."""

    how: str
    label: str
    quote: str = ""


def tick_list(
    label: str,
    items: Mapping[str, str],
    ticked: Collection[str],
    *,
    card: str,
    on_tick: Callable[[str, list[str]], None],
    key: str,
    coverage: Mapping[str, PointCoverage] | None = None,
    nearest: Mapping[str, str] | None = None,
    probe: str = "",
) -> None:
    """Draw ``items`` (id -> text), those in ``ticked`` with a tick.

    ``coverage`` (id -> coverage) is shown beneath an item; a tick is never set by that alone.
    ``nearest`` (id -> passage of the answer) is marked while somebody points at an item.
    ``probe`` is a follow-up question that the browser shows when somebody presses its button.
    After a change ``on_tick(card, ids)`` gets every ticked id, and the card they were
    ticked for; it must store them, so that the next run passes them back as ``ticked``.
    """

    def report_ticks() -> None:
        ticks = sent(key, "ticks")
        if ticks:
            # Accept only ids that were drawn: anybody can make the browser send others.
            ticked_ids = set(map(str, ticks["ids"]))
            on_tick(str(ticks["card"]), [item_id for item_id in items if item_id in ticked_ids])

    _COMPONENT(
        key=key,
        data={
            "label": label,
            "items": list(items.items()),
            "coverage": {item_id: asdict(covered) for item_id, covered in (coverage or {}).items()},
            "nearest": dict(nearest or {}),
            "probe": probe,
            "ticked": list(ticked),
            "card": card,
        },
        on_ticks_change=report_ticks,
    )
