"""Draw the number of search results, and make each search an entry of the browser's history.

A text field bound to the address writes over the entry of the browser's history with every letter, so
Back would leave the app after any number of searches.
"""

from __future__ import annotations

from prepkit.ui.widgets.components.register import register

_COMPONENT = register("result_count", '<p role="status"></p>')


def result_count(text: str, *, search: str, key: str = "result_count") -> None:
    """Draw ``text``, which screen readers announce as well.

    ``search`` is the key of the text field and its name in the address. A search that is finished with
    Enter or by leaving the field becomes an entry of the history.
    """
    _COMPONENT(key=key, data={"text": text, "search": search}, width="content")
