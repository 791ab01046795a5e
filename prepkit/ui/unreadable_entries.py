"""Entries that cannot be read, each with what is wrong, a download and the way to remove it."""

from __future__ import annotations

import json
from collections.abc import Sequence

import streamlit as st

from prepkit.store import Store, unreadable
from prepkit.store.unreadable import UnreadableEntry
from prepkit.text import received
from prepkit.ui.desk import open_store
from prepkit.ui.wording import escape, plural

NAMES = {
    "attempts": "An attempt",
    "voids": "A note that an attempt was taken back",
    "settings": "A setting",
    "marks": "A mark on a card",
    "notes": "A note",
    "drafts": "A draft",
    "sessions": "A practice session",
    "session_cards": "A card of a session",
    "decks": "A deck",
    "own_questions": "A question of your own",
    "stories": "A story",
    "story_versions": "An earlier version of a story",
    "mocks": "A mock",
    "assignments": "An assignment",
    "scores": "A score",
    "interviews": "An interview",
    "companies": "What is noted about a company",
}
SHOWN, LONGEST_NAME = 20, 60


def show_unreadable(store: Store, *tables: str, place: str = "page") -> None:
    """The entries that were in these tables, or in any; nothing while there are none.

    ``place`` tells the widgets apart where a page draws them twice.
    """
    entries = unreadable.list_all(store, tables or None)
    if not entries:
        return
    with st.container(border=True, key=f"{place}_unreadable"):
        st.markdown(
            f":material/report: **{plural(len(entries), 'entry', 'entries')} cannot be read.** "
            "Everything else is here. Download an entry to keep it; removing it cannot be undone."
        )
        for entry in entries[:SHOWN]:
            _show(entry, place)
        if len(entries) > SHOWN:
            st.caption(f"And {len(entries) - SHOWN:,} more. They appear here as these are removed.")
            _remove_all(entries, place)


def _show(entry: UnreadableEntry, place: str) -> None:
    asked = f"remove_asked_{entry.id}"
    what = NAMES.get(entry.table, "An entry")
    called = f" (“{escape(name)}”)" if (name := _name_of(entry)) else ""
    st.markdown(f"{what}{called} cannot be read. {escape(entry.reason)}")
    with st.container(horizontal=True):
        st.download_button(
            "Download it",
            entry.entry,
            f"PrepKit unreadable {entry.table} {entry.id[:8]}.json",
            "application/json",
            icon=":material/download:",
            key=f"{place}_download_{entry.id}",
            on_click="ignore",
        )
        if not st.session_state.get(asked):
            st.button("Remove it", key=f"{place}_remove_{entry.id}", on_click=_ask, args=(asked, True))
            return
        st.button(
            "Remove it for good", key=f"{place}_remove_now_{entry.id}", on_click=_remove, args=([entry],)
        )
        st.button(
            "Keep it", key=f"{place}_keep_{entry.id}", type="tertiary", on_click=_ask, args=(asked, False)
        )


def _name_of(entry: UnreadableEntry) -> str:
    """What a person would know the entry by: a title, a company, a prompt; empty where there is none."""
    try:
        row = json.loads(entry.entry)
        content = json.loads(row.get("content") or "{}")
        cells = {**row, **content}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ""
    names = (cells.get(field) for field in ("title", "company", "prompt", "name", "card_id", "id"))
    return next((received(name, LONGEST_NAME) for name in names if isinstance(name, str) and name), "")


def _remove_all(entries: Sequence[UnreadableEntry], place: str) -> None:
    asked = "remove_all_unreadable"
    if not st.session_state.get(asked):
        st.button("Remove all of them", key=f"{place}_remove_all", on_click=_ask, args=(asked, True))
        return
    with st.container(horizontal=True):
        label = f"Remove {len(entries):,} entries for good"
        st.button(label, key=f"{place}_remove_all_now", on_click=_remove, args=(entries,))
        st.button("Keep them", key=f"{place}_keep_all", type="tertiary", on_click=_ask, args=(asked, False))


def _ask(asked: str, whether: bool) -> None:
    st.session_state[asked] = whether


def _remove(entries: Sequence[UnreadableEntry]) -> None:
    store = open_store()
    with store.transaction():
        for entry in entries:
            unreadable.delete(store, entry.id)
