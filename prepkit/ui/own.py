"""The My questions page: one's own decks."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from prepkit.model import Clock, deck_of
from prepkit.practice.clock import local_day
from prepkit.practice.session import Desk
from prepkit.store import decks
from prepkit.store.decks import Deck
from prepkit.ui.confirm import ask_first
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.navigate import go_to
from prepkit.ui.start import practise_questions
from prepkit.ui.wording import escape, plural, short_date

WRITE, EDIT, BRING = "write", "edit", "bring"
"""What the address says about which view is open."""
REMOVED = "own_removed"


def overview(desk: Desk, now: Clock) -> None:
    """Every deck with what can be done to it, and the two ways to a new one."""
    found = decks.every(desk.store)
    st.markdown(
        "Your own questions are asked, searched and charted like all others, and only you see them."
        if found
        else "Were you asked something that is not here? Do you keep a deck in Anki or a list in a "
        "spreadsheet? Put it in: your own questions are asked, searched and charted like all others, and "
        "only you see them."
    )
    with st.container(horizontal=True):
        _way("Write a question", WRITE, ":material/edit:", primary=not found)
        _way("Bring in a file", BRING, ":material/upload_file:")
    _say_removed(desk)
    for deck in found:
        _one(desk, deck, now)


def new_title(desk: Desk, wanted: str) -> str:
    """A title that no deck has yet: decks are told apart by it."""
    return _free(" ".join(wanted.split())[:80] or "My deck", {deck.title for deck in decks.every(desk.store)})


def _free(wanted: str, taken: Collection[str]) -> str:
    number, title = 1, wanted
    while title in taken:
        number += 1
        title = f"{wanted} ({number})"
    return title


def _way(label: str, view: str, icon: str, *, primary: bool = False) -> None:
    st.button(
        label,
        key=f"to_{view}",
        icon=icon,
        type="primary" if primary else "secondary",
        on_click=go_to,
        args=("own",),
        kwargs={view: "1"},
    )


def _one(desk: Desk, deck: Deck, now: Clock) -> None:
    questions = [question for question in desk.bank.ids if deck_of(question) == deck.id]
    with st.container(border=True, key=f"deck_{deck.id}"):
        day = short_date(local_day(deck.created_at, now.tz), now.day)
        came = f"from {escape(deck.source)}, {day}" if deck.source else f"begun {day}"
        st.markdown(f"**{escape(deck.title)}**  \n{plural(len(questions), 'question')}, {came}")
        with st.container(horizontal=True):
            st.button(
                "Practise",
                key=f"practise_{deck.id}",
                icon=":material/play_arrow:",
                disabled=not questions,
                on_click=practise_questions,
                args=(deck.title, questions),
            )
            st.button(
                "See them",
                key=f"see_{deck.id}",
                icon=":material/menu_book:",
                type="tertiary",
                on_click=go_to,
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


def _say_removed(desk: Desk) -> None:
    """A removal is taken back more easily than it is asked about."""
    deck, title = st.session_state.get(REMOVED, (None, ""))
    if deck is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Removed “{escape(title)}”. Your attempts are kept.", width="content")
        st.button(
            "Bring it back", key="bring_back", icon=":material/undo:", type="tertiary", on_click=_bring_back
        )


def _remove(deck_id: str) -> None:
    store = open_desk().store
    title = next((deck.title for deck in decks.every(store) if deck.id == deck_id), "")
    decks.remove(store, deck_id, clock().now)
    st.session_state[REMOVED] = (deck_id, title)


def _bring_back() -> None:
    deck_id, _ = st.session_state.pop(REMOVED)
    decks.restore(open_desk().store, deck_id, clock().now)
