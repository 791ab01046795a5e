"""Draw an error that stops a page: one sentence, and the ways out that need no page."""

from __future__ import annotations

import logging
from functools import partial

import streamlit as st

from prepkit.errors import PrepkitError, SignedOut
from prepkit.exchange import archive
from prepkit.store import Store
from prepkit.ui.runtime import databases, people, visit
from prepkit.ui.runtime.demo_mode import in_demo
from prepkit.ui.runtime.opening import clock, open_store
from prepkit.ui.widgets.backups import backups
from prepkit.ui.widgets.components.bring_into_view import bring_into_view
from prepkit.ui.widgets.unreadable_entries import show_unreadable

log = logging.getLogger("prepkit")


def show_page_error(error: Exception) -> None:
    """Draw what happened, and buttons to try again, to export everything and to remove unreadable entries."""
    if isinstance(error, SignedOut):
        people.sign_in_ended(error)
        return
    expected = isinstance(error, PrepkitError)
    # Scroll to the sentence: half of the page may be drawn above it.
    bring_into_view("page_error")
    if expected:
        log.warning("A page could not continue", exc_info=error)
        st.error(str(error), title="PrepKit cannot continue", icon=":material/error:")
    else:
        log.error("A page stopped", exc_info=error)
        st.error(
            "Something went wrong in PrepKit, so this page stopped. Everything that said “Saved” is saved.",
            title="This page stopped",
            icon=":material/error:",
        )
    store = _store()
    moved = 0 if store is None or expected else _look_for_damage(store)
    with st.container(horizontal=True):
        st.button("Try again", key="try_again", type="primary", icon=":material/refresh:")
        if store is not None:
            st.download_button(
                "Export all data",
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
        st.caption("If it happens again, the details are in the terminal where PrepKit was started.")


def _store() -> Store | None:
    """Return the visitor's store; None where the database itself cannot be opened."""
    try:
        return open_store()
    except PrepkitError as error:
        log.warning("The database cannot be opened either", exc_info=error)
        return None


def _look_for_damage(store: Store) -> int:
    """Move unreadable entries out of the way and return their number; 0 where looking for them failed."""
    try:
        return databases.inspect_all(store, clock().now)
    except Exception as error:
        # Ignore a second error here: the person must still get the buttons.
        log.error("Looking for damaged entries failed", exc_info=error)
        return 0


def _export(store: Store) -> bytes:
    return archive.write(store, clock())
