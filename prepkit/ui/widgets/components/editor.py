"""Draw the draft editor, which reports text while it is typed and shows "Saved" only once it is stored.

``st.text_area`` reports text only when the box is left, so a refresh would lose what was being typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import streamlit as st

from prepkit.text import MAX_TEXT, received
from prepkit.ui.widgets.components.browser_storage import write_number
from prepkit.ui.widgets.components.register import register, sent
from prepkit.ui.widgets.text_boxes import text_box

SESSION = "editor_session"
"""The session key of an id that changes when other rows take the place of those that texts were sent to."""
_COMPONENT = register("editor")


@dataclass(frozen=True, slots=True)
class Dictated:
    """Words that were put into a text from a recording; ``instead``: the earlier words they replaced."""

    words: str
    instead: str


@dataclass(frozen=True, slots=True)
class _Joined:
    """Words of another window that were added to the text of a document, and how often that has happened."""

    document: str
    words: str
    times: int


ANOTHER_WINDOW = "Another window changed this text too. What it wrote now stands at the end."


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
    follows_card: bool = False,
    dictated: Dictated | None = None,
    stored_text: Callable[[str], str] | None = None,
) -> None:
    """Draw a text box for one ``document`` (any stable id), with the text ``saved`` in it when it opens.

    ``on_text(document, text)`` is called when typing pauses and when the box is left; it
    must store the text, so that the next run passes it back as ``saved``. The box takes at most ``longest``
    characters; more are cut off on the server. The ``key`` must be in the list of text boxes.
    ``advice`` stays readable above the box, a ``placeholder`` disappears with the first letter.
    ``aloud`` is for a text to be spoken: it shows the number of words and the time they take.
    A new ``revision`` makes the box show ``saved`` again, after something else has changed the text.
    Where that was a recording (``dictated``), what is typed meanwhile stays, and the words are added to it.
    A box that ``follows_card`` opens the text of the next card as soon as the browser shows that card.
    ``stored_text`` reads the stored text of a document. With it, what another window has written since the
    box was opened is kept below what is typed here, and the box says so.
    """
    text_box(key)
    joined: _Joined | None = st.session_state.get(_joined_key(key))
    if joined is not None:
        revision += joined.times
        if joined.document == document:
            advice, dictated = ANOTHER_WINDOW, Dictated(joined.words, "")

    def report_text() -> None:
        typed = typed_text(key, longest)
        if typed is not None:
            st.session_state[_stored_key(key)] = typed
            document, text = typed
            if stored_text is not None:
                text = _joined_text(key, document, text, stored_text(document))[:longest]
            on_text(document, text)

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
            "follows": follows_card,
            "words": dictated.words if dictated else "",
            "instead": dictated.instead if dictated else "",
            "shared": stored_text is not None,
            "write": write_number(),
            "session": st.session_state.setdefault(SESSION, uuid4().hex),
        },
        on_draft_change=report_text,
    )


def with_both(mine: str, base: str, other: str) -> tuple[str, str]:
    """Add to a text what another text has added to their common ``base``: (the whole, the lines added)."""
    known = base.splitlines()
    lines = [line for line in other.splitlines() if line.strip() and line not in known and line not in mine]
    added = "\n".join(lines)
    return (f"{mine.rstrip()}\n\n{added}".strip() if added else mine), added


def _joined_text(key: str, document: str, text: str, stored: str) -> str:
    """Return what is to be stored: the text of this box, with what another window has stored meanwhile."""
    draft = sent(key, "draft") or {}
    base = received(str(draft.get("base", stored)))
    # A text of this box that is stored already may not have come back to the browser when it sent the next.
    if stored not in (base, text) and st.session_state.get(_own_key(key)) != (document, stored):
        text, added = with_both(text, base, stored)
        if added:
            before: _Joined | None = st.session_state.get(_joined_key(key))
            times = before.times + 1 if before else 1
            st.session_state[_joined_key(key)] = _Joined(document, added, times)
    st.session_state[_own_key(key)] = document, text
    return text


def _joined_key(key: str) -> str:
    return f"{key}_joined"


def _own_key(key: str) -> str:
    """Return the session key of what this window stored last from the box."""
    return f"{key}_own"


def unstored_text(key: str) -> tuple[str, str] | None:
    """Return what the box reported and no callback has stored yet, as (document, text); None if nothing.

    For the callback of a button: leaving the box and clicking may arrive together, the click first.
    """
    typed = typed_text(key)
    return typed if typed != st.session_state.get(_stored_key(key)) else None


def _stored_key(key: str) -> str:
    """Return the session key of what the box reported last to its own callback."""
    return f"{key}_stored"


def typed_text(key: str, longest: int = MAX_TEXT) -> tuple[str, str] | None:
    """Return what the box last reported, as (document, text); None before anything was typed."""
    draft = sent(key, "draft")
    return (received(str(draft["document"])), received(str(draft["text"]), longest)) if draft else None
