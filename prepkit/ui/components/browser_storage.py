"""A copy of the visitor's rows in the browser's own storage, an entry each, so that two tabs add up.

What it says of itself is one line, and only when the browser cannot keep more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_browser_storage",
    html='<p role="status" hidden></p>',
    css=(_FOLDER / "browser_storage.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "browser_storage.js").read_text(encoding="utf-8"),
)
WRITE = "browser_storage_write"
COOKIE = "prepkit_kept"
"""Says that this browser keeps something, never what or whose."""


def begin_write() -> None:
    """Number the write that follows: what says “Saved” from here on waits until the browser has it."""
    session, number = st.session_state.get(WRITE, (uuid4().hex, 0))
    st.session_state[WRITE] = (session, number + 1)


def write_number() -> str:
    """The write that what was stored until now goes to the browser with; empty where nothing goes there."""
    session, number = st.session_state.get(WRITE, ("", 0))
    return f"{session}_{number}" if number else ""


def once_written(key: str) -> DeltaGenerator:
    """A container, as wide as what is in it, that is seen once the browser has what was stored until now.

    It is seen at once where nothing goes to the browser.
    """
    write = write_number()
    return st.container(key=f"once_written_{write}_{key}" if write else key, width="content")


def browser_storage(
    entries: Mapping[str, Mapping[str, Any]],
    *,
    prefix: str,
    key: str,
    speaks: bool = True,
    ask: str = "",
    wait: bool = False,
    forget: str = "",
    on_kept: Callable[[str, str], None] | None = None,
    on_forgotten: Callable[[], None] | None = None,
) -> None:
    """Write ``entries`` under ``prefix``; an entry that is there and was written later stays.

    With a new ``ask`` the browser answers ``on_kept(ask, archive)`` once, where it keeps anything or the
    page is to ``wait`` for it; the text is anybody's: check it. With a new ``forget`` everything under
    ``prefix`` is removed first, and other windows that are open get ``on_forgotten``. Of several on a page
    only one ``speaks`` up when the browser cannot keep more.
    """

    def kept() -> None:
        answer = getattr(st.session_state[key], "kept", None)
        if isinstance(answer, dict) and on_kept:
            on_kept(str(answer.get("ask")), str(answer.get("text")))

    def forgotten() -> None:
        if getattr(st.session_state[key], "forgotten", None) and on_forgotten:
            on_forgotten()

    _COMPONENT(
        key=key,
        data={
            "entries": dict(entries),
            "prefix": prefix,
            "cookie": COOKIE,
            "write": write_number(),
            "speaks": speaks,
            "ask": ask,
            "wait": wait,
            "forget": forget,
        },
        on_kept_change=kept,
        on_forgotten_change=forgotten,
    )
