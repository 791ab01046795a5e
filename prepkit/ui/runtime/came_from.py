"""Remember the page that a full-screen page was opened from, so that leaving leads back to it.

The address of the full-screen page holds it as well: a refresh begins a new session.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import streamlit as st

from prepkit.ui.runtime.paths import PAGES

FROM = "from"
"""The query parameter that holds a page with its own query, as ``browse?role=agent``."""
ON_SCREEN, LAST = "came_from_page", "came_from_last"
HOME = "today"
LONGEST = 1_000


def note(page: str | None) -> None:
    """Note the page on screen, by its file's name, with its query; None for a full-screen page."""
    st.session_state[ON_SCREEN] = page
    note_query()


def note_query() -> None:
    """Note the query that the page on screen has by now."""
    page = st.session_state.get(ON_SCREEN)
    if page:
        query = urlencode(st.query_params.to_dict())
        whole = f"{page}?{query}" if query else page
        st.session_state[LAST] = whole if len(whole) <= LONGEST else page


def place() -> str:
    """Return the page that this one was opened from, as the address holds it; empty where unknown."""
    return st.query_params.get(FROM) or st.session_state.get(LAST, "")


def page_and_query() -> tuple[str, dict[str, str]]:
    """Return the page that this one was opened from, and its query; Today where it is unknown."""
    page, _, query = place().partition("?")
    is_page = page.isascii() and page.isalpha() and (PAGES / f"{page}.py").is_file()
    return (page, dict(parse_qsl(query))) if is_page else (HOME, {})
