"""Turn a written text into a story: each sentence is assigned a part, and the person corrects the parts."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import streamlit as st

from prepkit.feedback.reading import read
from prepkit.feedback.text import sentences
from prepkit.model import Story
from prepkit.store import drafts
from prepkit.text import MAX_TEXT
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.stories.page import back, begin
from prepkit.ui.views.stories.story import PROMPTS
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.components.part_picker import part_picker
from prepkit.ui.widgets.wording import plural
from prepkit.workspace import Workspace

DRAFT = "story-paste"
PICKED = "story_picked"
MOST_SENTENCES = 150
NAMES = {part: label for part, (label, _) in PROMPTS.items()} | {"": "Leave out"}


def paste(workspace: Workspace) -> None:
    """Draw a box for the text, then its sentences with the part that each seems to belong to."""
    back()
    st.title("Paste a story", anchor=False)
    st.markdown("As you wrote or said it, in one piece.")
    text = drafts.get(workspace.store, DRAFT)
    editor(
        DRAFT,
        text,
        label="The story",
        placeholder="Last winter our booking system went down on a Friday evening…",
        on_text=lambda name, typed: drafts.save(open_workspace().store, name, typed, clock().now),
        key="paste_box",
        rows=8,
        longest=MAX_TEXT,
        aloud=True,
    )
    count = len(sentences(text))
    if not count:
        _make_button([], [])
        return
    if count > MOST_SENTENCES:
        st.warning(f"This has {count:,} sentences. Paste one story at a time, {MOST_SENTENCES} at most.")
        return
    reading = read(text)
    if not reading.is_whole:
        st.warning(f"This is too long. Paste {len(reading.text):,} characters at most.")
        return
    document = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    texts = [sentence.span.text for sentence in reading.sentences]
    guessed = [sentence.part or "" for sentence in reading.sentences]
    parts = st.session_state.get(PICKED, {}).get(document) or guessed
    st.header("Which part is each sentence?", anchor=False)
    part_picker(
        texts,
        parts,
        NAMES,
        document=document,
        on_pick=lambda picked: st.session_state.update({PICKED: {document: picked}}),
        key="part_picker",
    )
    _make_button(texts, parts)


def _make_button(texts: list[str], parts: list[str]) -> None:
    """Draw the button that makes the story; without text it cannot be used, and says what it will do."""
    used = sum(part != "" for part in parts)
    st.button(
        f"Make a story of {plural(used, 'sentence')}" if texts else "Make a story of it",
        key="make_story",
        type="primary",
        disabled=not used,
        on_click=once(_make),
        args=(texts, parts),
    )
    if not texts:
        st.caption(
            "As soon as there is text, each sentence gets a part: situation, task, action or result. You put "
            "right what is wrong, and make the story."
        )


def _make(sentences: list[str], parts: list[str]) -> None:
    joined: dict[str, Any] = {
        name: " ".join(text for text, part in zip(sentences, parts, strict=True) if part == name)
        for name in PROMPTS
    }
    drafts.delete(open_workspace().store, DRAFT, clock().now)
    st.session_state.pop(PICKED, None)
    begin(Story(**joined))
