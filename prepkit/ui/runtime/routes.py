"""Go to another page from a callback.

``st.switch_page`` wants the pages to be registered, which in a callback they are not yet:
a callback says where to go, and the shell goes there once it has registered them.
"""

from __future__ import annotations

import streamlit as st

from prepkit.ui.runtime import came_from
from prepkit.ui.runtime.paths import PAGES

GO_TO = "go_to"


def go_to(page: str, /, **query: str) -> None:
    """Ask for a page by its file's name, as ``practise``. For callbacks; a fragment must ``leave``."""
    st.session_state[GO_TO] = (page, query)


def follow() -> None:
    """Go to the page that a callback asked for."""
    if GO_TO in st.session_state:
        page, query = st.session_state.pop(GO_TO)
        # A mapping, even an empty one: None would refuse to clear parameters that filters are bound to.
        st.switch_page(PAGES / f"{page}.py", query_params=query)


def leave() -> None:
    """Run the whole app if a callback asked for another page: for the beginning of a page's fragment."""
    if GO_TO in st.session_state:
        st.rerun()
    came_from.note_query()
