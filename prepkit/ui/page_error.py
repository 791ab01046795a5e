"""What a person sees when a page cannot go on: one sentence, and the ways out that need no page."""

from __future__ import annotations

import logging
from functools import partial

import streamlit as st

from prepkit.errors import PrepkitError, SignedOut
from prepkit.exchange import archive
from prepkit.store import Store
from prepkit.ui import databases, people, visit
from prepkit.ui.backups import backups
from prepkit.ui.components.bring_into_view import bring_into_view
from prepkit.ui.demo_mode import in_demo
from prepkit.ui.desk import clock, open_store
from prepkit.ui.unreadable_entries import show_unreadable

log = logging.getLogger("prepkit")


def show_page_error(error: Exception) -> None:
    """Say what happened, and offer to export everything, to try again, and to remove what cannot be read."""
    if isinstance(error, SignedOut):
        people.sign_in_ended(error)
        return
    expected = isinstance(error, PrepkitError)
    # Half of the page may stand above: whoever does not see the sentence does not know what happened.
    bring_into_view("page_error")
    if expected:
        log.warning("A page could not go on", exc_info=error)
        st.error(str(error), title="PrepKit cannot go on", icon=":material/error:")
    else:
        log.error("A page stopped", exc_info=error)
        st.error(
            "Something in PrepKit itself went wrong, so this page stopped here. What said “Saved” is saved.",
            title="This page stopped",
            icon=":material/error:",
        )
    store = _store()
    moved = 0 if store is None or expected else _look_for_damage(store)
    with st.container(horizontal=True):
        st.button("Try again", key="try_again", type="primary", icon=":material/refresh:")
        if store is not None:
            st.download_button(
                "Export everything",
                partial(_export, store),
                f"PrepKit {clock().day.isoformat()}.json",
                "application/json",
                icon=":material/download:",
                key="export_after_error",
                on_click="ignore",
            )
    if store is not None:
        if moved:
            st.markdown("What could not be read was moved out of the way. Try again.")
        show_unreadable(store, place="page_error")
    backups("page_error_")
    if visit.mode() is visit.Mode.PRIVATE and not in_demo():
        people.forget_me("page_error")
    if not expected:
        st.caption("If it happens again, the details are where PrepKit was started.")


def _store() -> Store | None:
    """The visitor's rows, opened without the questions; None where the database itself cannot be opened."""
    try:
        return open_store()
    except PrepkitError as error:
        log.warning("The database cannot be opened either", exc_info=error)
        return None


def _look_for_damage(store: Store) -> int:
    """How many entries could not be read and were moved; 0 as well where looking for them failed."""
    try:
        return databases.inspect_all(store, clock().now)
    except Exception as error:
        # A person who has just met one error must still get the buttons.
        log.error("Looking for damaged entries failed", exc_info=error)
        return 0


def _export(store: Store) -> bytes:
    return archive.write(store, clock())
