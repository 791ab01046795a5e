"""Copy the visitor's rows to the browser's own storage, one entry for each row, so that two tabs add up.

The component shows a line of text only when the browser cannot keep more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import streamlit as st

from prepkit.store.tables import TABLES, MergeRule
from prepkit.ui.widgets.components.register import register, sent

_COMPONENT = register("browser_storage", '<p role="status" hidden></p>')
WRITE = "browser_storage_write"
COOKIE = "prepkit_kept"
"""The cookie that says that this browser keeps something, never what or whose."""
FURTHEST = [name for name, table in TABLES.items() if table.merge_rule is MergeRule.FURTHEST_WINS]
"""The tables of which the browser keeps the row that got further, and not the one changed later."""


def begin_write() -> None:
    """Number the write that follows: a “Saved” drawn from now on stays hidden until the browser has it."""
    session, number = st.session_state.get(WRITE, (uuid4().hex, 0))
    st.session_state[WRITE] = (session, number + 1)


def write_number() -> str:
    """Return the id of the write that takes the latest rows to the browser; empty where none are sent."""
    session, number = st.session_state.get(WRITE, ("", 0))
    return f"{session}_{number}" if number else ""


def browser_storage(
    entries: Mapping[str, Mapping[str, Any]],
    *,
    prefix: str,
    key: str,
    speaks: bool = True,
    ask: str = "",
    wait: bool = False,
    forget: str = "",
    forget_videos: bool = False,
    on_kept: Callable[[str, str], None] | None = None,
    on_forgotten: Callable[[], None] | None = None,
) -> None:
    """Write ``entries`` under ``prefix``; a stored entry that was written later stays as it is.

    With a new ``ask`` the browser calls ``on_kept(ask, archive)`` once, if it keeps anything or the page
    has to ``wait`` for the answer; anybody may have changed that text, so it must be checked. Both are empty
    where the answer was lost, because the page was left as it came. With a new
    ``forget`` everything under ``prefix`` is removed first, with ``forget_videos`` every recording as well,
    and other open windows get ``on_forgotten``.
    Of several components on a page only one ``speaks``: shows the line that the browser cannot keep more.
    """

    def report_kept() -> None:
        answer = sent(key, "kept")
        if on_kept:
            on_kept(
                *(str(answer.get(part)) for part in ("ask", "text")) if isinstance(answer, dict) else ("", "")
            )

    def report_forgotten() -> None:
        if sent(key, "forgotten") and on_forgotten:
            on_forgotten()

    _COMPONENT(
        key=key,
        data={
            "entries": dict(entries),
            "prefix": prefix,
            "furthest": FURTHEST,
            "cookie": COOKIE,
            "write": write_number(),
            "speaks": speaks,
            "ask": ask,
            "wait": wait,
            "forget": forget,
            "forget_videos": forget_videos,
        },
        on_kept_change=report_kept,
        on_forgotten_change=report_forgotten,
    )
