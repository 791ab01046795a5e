"""How many a search has found, said to screen readers as well, and each search as a step of the history.

A text field bound to the address writes over the entry of the browser's history with every letter, so
Back would leave the app after any number of searches.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_result_count",
    html='<p role="status"></p>',
    css=(_FOLDER / "result_count.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "result_count.js").read_text(encoding="utf-8"),
)


def result_count(text: str, *, search: str, key: str = "result_count") -> None:
    """Show ``text``. ``search`` is the key of the text field and its name in the address.

    A search that is finished with Enter or by leaving the field becomes an entry of the history.
    """
    _COMPONENT(key=key, data={"text": text, "search": search}, width="content")
