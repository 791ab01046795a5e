"""The one draft editor: reports text while it is typed, says "Saved" only when it is.

``st.text_area`` commits on blur alone, so a refresh would lose what was being typed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import streamlit as st

from prepkit.text import MAX_TEXT, received
from prepkit.ui.components.browser_storage import write_number
from prepkit.ui.text_boxes import text_box

SESSION = "editor_session"
"""Tells the rows that a text was sent to from those that took their place, and so does a new session."""
_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_editor",
    html=(_FOLDER / "editor.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "editor.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "editor.js").read_text(encoding="utf-8"),
)


def editor(
    document: str,
    saved: str,
    *,
    label: str,
    placeholder: str = "",
    on_text: Callable[[str, str], None],
    key: str,
    rows: int = 4,
    longest: int = MAX_TEXT,
    revision: int = 0,
    advice: str = "",
    aloud: bool = False,
    action: str = "",
    on_action: Callable[[], None] | None = None,
) -> None:
    """A text box for one ``document`` (any stable id), showing ``saved`` when it opens.

    ``on_text(document, text)`` is called when typing pauses and when the box is left; it
    must store the text, so that the next run passes it back as ``saved``. More than ``longest`` characters
    cannot be put in, and are cut off if they are sent. The ``key`` must be in the list of text boxes.
    ``advice`` stays readable above the box, a ``placeholder`` goes with the first letter.
    ``aloud`` is for what will be said: its words are counted with the time they take.
    A new ``revision`` shows what was saved by something other than the box.
    ``action`` labels a button below it that calls ``on_action``: part of the box, because every element
    more on a card makes each rating slower.
    """
    text_box(key)

    def typed() -> None:
        found = typed_text(key, longest)
        if found is not None:
            on_text(*found)

    _COMPONENT(
        key=key,
        data={
            "document": document,
            "saved": saved,
            "label": label,
            "placeholder": placeholder,
            "rows": rows,
            "longest": longest,
            "revision": revision,
            "advice": advice,
            "aloud": aloud,
            "action": action,
            "write": write_number(),
            "session": st.session_state.setdefault(SESSION, uuid4().hex),
        },
        on_draft_change=typed,
        on_action_change=on_action or _nothing,
    )


def _nothing() -> None:
    """For a box without a button."""


def typed_text(key: str, longest: int = MAX_TEXT) -> tuple[str, str] | None:
    """What the box with this key last reported, as (document, text); None before anything was typed."""
    draft = getattr(st.session_state.get(key), "draft", None)
    return (received(str(draft["document"])), received(str(draft["text"]), longest)) if draft else None
