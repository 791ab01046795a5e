"""Single-key shortcuts that act once.

Streamlit's own ``shortcut=`` repeats while a key is held, and a Space shortcut fires when
another button has the focus (trap 8). This listener ignores repeats, leaves typing and
focused controls alone, carries the id of the card the person saw, and stops the second
click of a double click from landing on whatever came after the first. With each new card it
takes the focus from the button that was pressed to the card's prompt, and goes to the top of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_keys",
    html='<p class="hints"></p><p class="news" role="status"></p>',
    css=(_FOLDER / "keys.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "keys.js").read_text(encoding="utf-8"),
)


def keys(
    bindings: Mapping[str, str],
    hints: Sequence[tuple[str, str]],
    *,
    card: str,
    news: str = "",
    on_press: Callable[[str, str], None],
    key: str = "keys",
) -> None:
    """Listen for ``bindings`` (key -> action). ``on_press(action, card)`` gets the card shown then.

    An empty mapping listens to no key but still guards against double clicks. ``hints`` says what
    the keys do, as (keys, what they do), wherever there may be a keyboard. ``news`` is what has changed
    on the card, for those who hear the page.
    """

    def pressed() -> None:
        press = st.session_state[key].press
        if press:
            on_press(str(press["action"]), str(press["card"]))

    _COMPONENT(
        key=key,
        data={"bindings": dict(bindings), "hints": list(hints), "card": card, "news": news},
        on_press_change=pressed,
        width="content",
    )
