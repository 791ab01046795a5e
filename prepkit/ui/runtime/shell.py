"""Draw what surrounds every page: page configuration, navigation and sidebar."""

from __future__ import annotations

import streamlit as st

from prepkit.errors import PrepkitError
from prepkit.ui.runtime import browser_sync, came_from, people, recovery
from prepkit.ui.runtime.demo_mode import keep_demo_in_url
from prepkit.ui.runtime.navigation import BARE, navigation
from prepkit.ui.runtime.page_error import show_page_error
from prepkit.ui.runtime.paths import ICON
from prepkit.ui.runtime.routes import follow
from prepkit.ui.runtime.turns import in_turn
from prepkit.ui.views.practise.keys import FINISHED

OWN_WIDTH = {"", "coach", "mock", "progress", "round"}
"""The pages that choose their width themselves; a browser keeps the last one it was told."""


@in_turn
def run() -> None:
    """Configure the page, draw the navigation and run the page the URL asks for."""
    st.set_page_config(page_title="PrepKit", page_icon=ICON)
    st.logo(ICON, size="large")
    page = navigation()
    if page.url_path not in OWN_WIDTH:
        st.set_page_config(layout="centered")
    came_from.note(None if page.url_path in BARE else page.url_path or came_from.HOME)
    follow()
    keep_demo_in_url()
    if page.url_path != "practise":
        st.session_state.pop(FINISHED, None)
    if st.session_state.get(people.GONE):
        st.info("Everything about you has been deleted, and you are being signed out.")
        st.logout()
        return
    try:
        if browser_sync.is_waiting():
            return
        if page.url_path not in BARE:
            people.data_notice()
        with browser_sync.syncing(browser_sync.PAGE):
            page.run()
    except PrepkitError as error:
        if isinstance(error, recovery.MENDABLE) and recovery.is_possible():
            recovery.offer(error)
            return
        show_page_error(error)
