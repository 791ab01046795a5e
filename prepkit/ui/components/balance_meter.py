"""How the words of a story are shared out, as one bar of four parts with their figures beneath."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_balance_meter",
    html='<figure><div class="bar" aria-hidden="true"></div><ul></ul></figure>',
    css=(_FOLDER / "balance_meter.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "balance_meter.js").read_text(encoding="utf-8"),
)


def balance_meter(words: Mapping[str, int], *, key: str, none: str = "nothing yet") -> None:
    """Show the words of each part, by its label, in order. The list beneath says the same as the bar.

    ``none`` is what to say of a part without words.
    """
    _COMPONENT(key=key, data={"words": list(words.items()), "none": none})
