"""A story that is already written: each sentence is given a part, the person puts right what is wrong."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import streamlit as st

from prepkit.bank.story import MAX_TEXT
from prepkit.feedback.reading import read
from prepkit.feedback.text import sentences
from prepkit.model import Story
from prepkit.practice.session import Desk
from prepkit.store import drafts
from prepkit.ui.components.editor import editor
from prepkit.ui.components.part_picker import part_picker
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.stories import back, begin
from prepkit.ui.story import PROMPTS
from prepkit.ui.wording import plural

DRAFT = "story-paste"
PICKED = "story_picked"
MOST_SENTENCES = 150
NAMES = {part: label for part, (label, _) in PROMPTS.items()} | {"": "Leave out"}


def paste(desk: Desk) -> None:
    """A box for the text, then its sentences with the part that each seems to be."""
    back()
    st.title("Paste a story", anchor=False)
    st.markdown("As you wrote or said it, in one piece. Each sentence is then put where it seems to belong.")
    text = drafts.get(desk.store, DRAFT)
    editor(
        DRAFT,
        text,
        label="The story",
        placeholder="Last winter our booking system went down on a Friday evening…",
        on_text=lambda name, typed: drafts.put(open_desk().store, name, typed, clock().now),
        key="paste_box",
        rows=8,
        longest=MAX_TEXT,
        aloud=True,
    )
    count = len(sentences(text))
    if not count:
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
    st.subheader("Which part is each sentence?", anchor=False)
    part_picker(
        texts,
        parts,
        NAMES,
        document=document,
        on_pick=lambda picked: st.session_state.update({PICKED: {document: picked}}),
        key="part_picker",
    )
    used = sum(part != "" for part in parts)
    st.button(
        f"Make a story of {plural(used, 'sentence')}",
        key="make_story",
        type="primary",
        disabled=not used,
        on_click=_make,
        args=(texts, parts),
    )


def _make(sentences: list[str], parts: list[str]) -> None:
    joined: dict[str, Any] = {
        name: " ".join(text for text, part in zip(sentences, parts, strict=True) if part == name)
        for name in PROMPTS
    }
    drafts.remove(open_desk().store, DRAFT, clock().now)
    st.session_state.pop(PICKED, None)
    begin(Story(**joined))
