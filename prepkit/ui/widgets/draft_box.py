"""Draw a text box whose text is stored as a draft until a button makes it part of something else."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from prepkit.store import Store, drafts
from prepkit.text import MAX_TEXT
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.widgets.components.editor import editor, typed_text

FINISHED = "drafts_finished"
"""The session key of how often each draft was finished."""


def own_store() -> Store:
    """Return the current visitor's store."""
    return open_workspace().store


def draft_box(
    store: Store,
    name: str,
    *,
    key: str,
    label: str,
    placeholder: str = "",
    rows: int = 3,
    longest: int = MAX_TEXT,
    store_now: Callable[[], Store | None] = own_store,
) -> None:
    """Draw a text box whose text is saved as the draft ``name``, in the store that ``store_now`` opens."""

    def save_draft(document: str, text: str) -> None:
        current_store = store_now()
        if current_store is not None and document == document_of(name):
            drafts.save(current_store, name, text, clock().now)

    editor(
        document_of(name),
        drafts.get(store, name),
        label=label,
        placeholder=placeholder,
        on_text=save_draft,
        key=key,
        rows=rows,
        longest=longest,
    )


def draft_text(store: Store, name: str, key: str, longest: int = MAX_TEXT) -> str:
    """Return the text in the box. For callbacks."""
    # Read the box before the store: the click on a button may arrive before the text of the box it left.
    typed = typed_text(key, longest)
    if typed is not None and typed[0] == document_of(name):
        return typed[1]
    return drafts.get(store, name)[:longest]


def finish_drafts(store: Store, *names: str) -> None:
    """Delete drafts and empty their boxes. For callbacks."""
    now = clock().now
    for name in names:
        drafts.delete(store, name, now)
        finished: dict[str, int] = st.session_state.setdefault(FINISHED, {})
        finished[name] = times_finished(name) + 1


def document_of(name: str, part: str = "") -> str:
    """Return the editor's document id for a draft, or a part of one; it changes when the draft is finished.

    A new id empties the box, and text that arrives late does not bring a finished draft back.
    """
    return f"{name} {part} {times_finished(name)}"


def times_finished(name: str) -> int:
    """Return how often this session has finished the draft called ``name``."""
    finished: dict[str, int] = st.session_state.get(FINISHED, {})
    return finished.get(name, 0)
