"""Sentences, each with a choice of the part of a story it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_part_picker",
    html="<ol></ol>",
    css=(_FOLDER / "part_picker.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "part_picker.js").read_text(encoding="utf-8"),
)


def part_picker(
    sentences: Sequence[str],
    parts: Sequence[str],
    names: Mapping[str, str],
    *,
    document: str,
    on_pick: Callable[[list[str]], None],
    key: str,
) -> None:
    """Show each sentence with ``names`` (part -> label) to choose from, ``parts`` being chosen now.

    ``on_pick`` gets the part of every sentence after a change; the next run must pass them back.
    ``document`` is any text that changes with the sentences.
    """

    def picked() -> None:
        found = st.session_state[key].parts
        if found and found["document"] == document:
            on_pick([part if part in names else "" for part in map(str, found["parts"])])

    _COMPONENT(
        key=key,
        data={
            "sentences": list(sentences),
            "parts": list(parts),
            "names": list(names.items()),
            "document": document,
        },
        on_parts_change=picked,
    )
