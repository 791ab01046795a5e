"""A text that becomes part of something once a button says so, and until then is a draft that stays."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from prepkit.store import Store, drafts
from prepkit.text import MAX_TEXT
from prepkit.ui.components.editor import editor, typed_text
from prepkit.ui.desk import clock, open_desk

FINISHED = "drafts_finished"


def own_store() -> Store:
    """The store of whoever is looking."""
    return open_desk().store


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
    """A text box whose text is kept as the draft called ``name``, in the store that ``store_now`` opens."""

    def keep(document: str, text: str) -> None:
        to = store_now()
        if to is not None and document == document_of(name):
            drafts.put(to, name, text, clock().now)

    editor(
        document_of(name),
        drafts.get(store, name),
        label=label,
        placeholder=placeholder,
        on_text=keep,
        key=key,
        rows=rows,
        longest=longest,
    )


def draft_text(store: Store, name: str, key: str, longest: int = MAX_TEXT) -> str:
    """What the box says. For callbacks."""
    # Leaving the box and clicking the button may arrive together, the button first.
    typed = typed_text(key, longest)
    if typed is not None and typed[0] == document_of(name):
        return typed[1]
    return drafts.get(store, name)[:longest]


def finish_drafts(store: Store, *names: str) -> None:
    """Forget drafts and show their boxes empty. For callbacks."""
    now = clock().now
    for name in names:
        drafts.remove(store, name, now)
        finished: dict[str, int] = st.session_state.setdefault(FINISHED, {})
        finished[name] = times_finished(name) + 1


def document_of(name: str, part: str = "") -> str:
    """What the editor calls a draft, or a part of one: another document each time the draft is finished.

    So a box begins empty again, and text that arrives late does not bring a finished draft back.
    """
    return f"{name} {part} {times_finished(name)}"


def times_finished(name: str) -> int:
    """How often this session finished the draft of that name."""
    finished: dict[str, int] = st.session_state.get(FINISHED, {})
    return finished.get(name, 0)
