"""Draw the My questions page: the person's own decks."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from prepkit.card_ids import deck_of
from prepkit.model import Clock
from prepkit.practice.clock import local_day
from prepkit.store import decks
from prepkit.store.decks import Deck
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.start import practise_questions
from prepkit.ui.widgets.wording import escape, plural, short_date
from prepkit.workspace import Workspace

WRITE, EDIT, BRING = "write", "edit", "bring"
"""The query parameters that say which view is open."""
REMOVED = "own_removed"


def overview(workspace: Workspace, now: Clock) -> None:
    """Draw every deck with its actions, and the buttons to write a question or bring in a file."""
    own_decks = decks.list_all(workspace.store)
    st.markdown(
        "Your own questions are asked, searched and charted like all others, and only you see them."
        if own_decks
        else "Were you asked something that is not here? Do you keep a deck in Anki or a list in a "
        "spreadsheet? Put it in: your own questions are asked, searched and charted like all others, and "
        "only you see them."
    )
    with st.container(horizontal=True):
        _way("Write a question", WRITE, ":material/edit:", primary=not own_decks)
        _way("Import a file", BRING, ":material/upload_file:")
    _say_removed(workspace)
    for deck in own_decks:
        _deck(workspace, deck, now)


def new_title(workspace: Workspace, wanted: str) -> str:
    """Return ``wanted`` as a title that no deck has yet, because people know decks by their titles."""
    return _free(
        " ".join(wanted.split())[:80] or "My deck", {deck.title for deck in decks.list_all(workspace.store)}
    )


def _free(title_wanted: str, titles: Collection[str]) -> str:
    number, title = 1, title_wanted
    while title in titles:
        number += 1
        title = f"{title_wanted} ({number})"
    return title


def _way(label: str, view: str, icon: str, *, primary: bool = False) -> None:
    st.button(
        label,
        key=f"to_{view}",
        icon=icon,
        type="primary" if primary else "secondary",
        on_click=once(go_to),
        args=("own",),
        kwargs={view: "1"},
    )


def _deck(workspace: Workspace, deck: Deck, now: Clock) -> None:
    questions = [question for question in workspace.bank.ids if deck_of(question) == deck.id]
    with st.container(border=True, key=f"deck_{deck.id}"):
        day = short_date(local_day(deck.created_at, now.tz), now.day)
        came = f"from {escape(deck.source)}, {day}" if deck.source else f"created {day}"
        st.markdown(f"**{escape(deck.title)}**  \n{plural(len(questions), 'question')}, {came}")
        with st.container(horizontal=True):
            st.button(
                "Practise",
                key=f"practise_{deck.id}",
                icon=":material/play_arrow:",
                disabled=not questions,
                on_click=once(practise_questions),
                args=(deck.title, questions),
            )
            st.button(
                "View",
                key=f"see_{deck.id}",
                icon=":material/menu_book:",
                type="tertiary",
                on_click=once(go_to),
                args=("browse",),
                kwargs={"deck": deck.title},
            )
            ask_first(
                f"remove_{deck.id}",
                "Remove",
                f"Remove “{escape(deck.title)}” with its {plural(len(questions), 'question')}? Your attempts "
                "are kept.",
                "Remove it",
                _remove,
                (deck.id,),
            )


def _say_removed(workspace: Workspace) -> None:
    """Say which deck was removed, with a button to bring it back."""
    deck, title = st.session_state.get(REMOVED, (None, ""))
    if deck is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Removed “{escape(title)}”. Your attempts are kept.", width="content")
        st.button(
            "Restore", key="bring_back", icon=":material/undo:", type="tertiary", on_click=once(_bring_back)
        )


def _remove(deck_id: str) -> None:
    store = open_workspace().store
    title = next((deck.title for deck in decks.list_all(store) if deck.id == deck_id), "")
    decks.delete(store, deck_id, clock().now)
    st.session_state[REMOVED] = (deck_id, title)


def _bring_back() -> None:
    deck_id, _ = st.session_state.pop(REMOVED)
    decks.restore(open_workspace().store, deck_id, clock().now)
