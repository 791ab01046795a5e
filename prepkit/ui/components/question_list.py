"""A list of questions to open, drawn as one element: twenty rows of three would be sixty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_question_list",
    html="<ul></ul>",
    css=(_FOLDER / "question_list.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "question_list.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One question: its id and prompt, ``tags`` as (text, colour name of the theme), a ``note`` below."""

    id: str
    prompt: str
    tags: Sequence[tuple[str, str]] = ()
    note: str = ""


def question_list(rows: Iterable[Row], *, on_open: Callable[[str], None], key: str) -> None:
    """Show ``rows`` as links into Browse. ``on_open`` gets the id of the one clicked.

    A click with Ctrl or the middle button opens another tab, as on any link.
    """

    def opened() -> None:
        question = st.session_state[key].open
        if question:
            on_open(str(question))

    _COMPONENT(key=key, data={"rows": [asdict(row) for row in rows]}, on_open_change=opened)
