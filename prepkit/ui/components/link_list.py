"""A list of things to open, drawn as one element: twenty rows of three would be sixty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_link_list",
    html="<ul></ul>",
    css=(_FOLDER / "link_list.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "link_list.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to open: its id and title, ``tags`` as (text, colour name of the theme), a ``note`` below."""

    id: str
    title: str
    tags: Sequence[tuple[str, str]] = ()
    note: str = ""


def link_list(
    rows: Iterable[Row], *, on_open: Callable[[str], None], key: str, to: str = "browse?question="
) -> None:
    """Show ``rows`` as links to the address ``to`` with the row's id behind it.

    ``on_open`` gets the id of the one clicked. A click with Ctrl or the middle button opens another
    tab, as on any link.
    """

    def opened() -> None:
        chosen = st.session_state[key].open
        if chosen:
            on_open(str(chosen))

    _COMPONENT(key=key, data={"to": to, "rows": [asdict(row) for row in rows]}, on_open_change=opened)
