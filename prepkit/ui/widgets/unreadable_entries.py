"""Draw the entries that cannot be read: what is wrong with each, its download and its removal."""

from __future__ import annotations

import json
from collections.abc import Sequence

import streamlit as st

from prepkit.store import Store, unreadable
from prepkit.store.tables import TABLES
from prepkit.store.unreadable import UnreadableEntry
from prepkit.text import received
from prepkit.ui.runtime.opening import open_store
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.wording import escape, plural

SHOWN, LONGEST_NAME = 20, 60


def show_unreadable(store: Store, *tables: str, place: str = "page") -> None:
    """Draw the unreadable entries of these tables, or of all tables; draw nothing if there are none.

    ``place`` makes the widget keys unique where a page draws them twice.
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
    kind = TABLES[entry.table].entry_name if entry.table in TABLES else "An entry"
    quoted_name = f" (“{escape(name)}”)" if (name := _name_of(entry)) else ""
    st.markdown(f"{kind}{quoted_name} cannot be read. {escape(entry.reason)}")
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
        ask_first(
            f"{place}_remove_{entry.id}",
            "Remove it",
            "Remove it for good? This cannot be undone.",
            "Remove it for good",
            _remove,
            (entry.id,),
            icon=None,
        )


def _name_of(entry: UnreadableEntry) -> str:
    """Return a name by which a person knows the entry: a title, a company, a prompt; empty without one."""
    try:
        row = json.loads(entry.entry)
        content = json.loads(row.get("content") or "{}")
        cells = {**row, **content}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ""
    names = (cells.get(field) for field in ("title", "company", "prompt", "name", "card_id", "id"))
    return next((received(name, LONGEST_NAME) for name in names if isinstance(name, str) and name), "")


def _remove_all(entries: Sequence[UnreadableEntry], place: str) -> None:
    ask_first(
        f"{place}_remove_all",
        "Remove all of them",
        f"Remove {len(entries):,} entries for good? This cannot be undone.",
        f"Remove {len(entries):,} entries for good",
        _remove,
        tuple(entry.id for entry in entries),
        icon=None,
        keep="Keep them",
    )


def _remove(*entry_ids: str) -> None:
    store = open_store()
    with store.transaction():
        for entry_id in entry_ids:
            unreadable.delete(store, entry_id)
