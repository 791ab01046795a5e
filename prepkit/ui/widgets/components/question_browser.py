"""Draw the list of questions and the open question as one element, so that opening one waits for nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from prepkit.ui.widgets.components.register import register, sent

_COMPONENT = register(
    "question_browser", shared_css=("tags", "link_row", "material"), shared_js=("link_row", "material")
)
CLICKS = "question_browser_clicks"
"""The session key of the number of the last click that was done."""


@dataclass(frozen=True, slots=True)
class NearQuestion:
    """A question that can be opened at once.

    ``tags`` are (text, colour name of the theme); ``wordings`` are (text, label), the label often empty.
    ``material`` has the ``text``, ``header`` and ``rows`` of what is handed out with the question.
    """

    id: str
    title: str
    tags: Sequence[tuple[str, str]]
    asked_for: str
    assesses: str
    wordings: Sequence[tuple[str, str]]
    material: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The questions near the one on screen: their ids in ``order``, the place of the ``first`` of them in the
    whole list, counted from 0, and how many questions the ``total`` list has.
    """

    order: Sequence[str]
    first: int
    total: int


def question_browser(
    near: Sequence[NearQuestion],
    listed: Sequence[str],
    neighbourhood: Neighbourhood,
    *,
    opened: str | None,
    on_open: Callable[[str | None], None],
    key: str,
) -> None:
    """Draw the ``listed`` questions as links, or the ``opened`` one; all of them are among ``near``.

    ``on_open`` gets the id of the question that was clicked, or None for the way back to the list.
    """

    def report_open() -> None:
        clicked = sent(key, "open")
        if isinstance(clicked, dict) and isinstance(clicked.get("click"), int):
            st.session_state[CLICKS] = clicked["click"]
            question = clicked.get("id")
            on_open(question if isinstance(question, str) else None)

    _COMPONENT(
        key=key,
        data={
            "near": [asdict(question) for question in near],
            "listed": list(listed),
            "opened": opened,
            "clicks": st.session_state.get(CLICKS, 0),
            **asdict(neighbourhood),
        },
        on_open_change=report_open,
    )
