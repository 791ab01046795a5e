"""Page configuration, navigation and sidebar: what every page has around it."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

from prepkit.errors import PrepkitError
from prepkit.ui import kept_in_browser, people, recovery
from prepkit.ui.demo_mode import keep_demo_in_url
from prepkit.ui.navigate import follow
from prepkit.ui.page_error import show_page_error
from prepkit.ui.places import ICON, PAGES
from prepkit.ui.practise_keys import FINISHED

BARE = ("present", "round")
"""Pages without the list of pages beside them."""


def run() -> None:
    """Configure the page, draw the navigation and run the page the URL asks for."""
    st.set_page_config(page_title="PrepKit", page_icon=ICON)
    st.logo(ICON, size="large")
    page = _navigation()
    follow()
    keep_demo_in_url()
    if page.url_path != "practise":
        st.session_state.pop(FINISHED, None)
    if st.session_state.get(people.GONE):
        st.info("Everything about you has been deleted, and you are being signed out.")
        st.logout()
        return
    try:
        if kept_in_browser.is_waiting():
            return
        if page.url_path not in BARE:
            people.whose_data()
        with kept_in_browser.keeping(kept_in_browser.PAGE):
            page.run()
    except PrepkitError as error:
        if isinstance(error, recovery.MENDABLE) and recovery.is_possible():
            recovery.offer(error)
            return
        show_page_error(error)


def _navigation() -> Page:
    """The pages; those that fill a projector stand there without the list of the others."""
    pages = [
        st.Page(
            PAGES / "today.py",
            title="Today",
            icon=":material/today:",
            default=True,
            help="What is due, how ready you are, and the one next step.",
        ),
        st.Page(
            PAGES / "browse.py",
            title="Browse",
            icon=":material/menu_book:",
            help="Search and read every question.",
        ),
        st.Page(
            PAGES / "roles.py",
            title="Roles",
            icon=":material/badge:",
            help="What each of the five roles is, and the questions to expect first.",
        ),
        st.Page(
            PAGES / "learn.py",
            title="Learn",
            icon=":material/school:",
            help="Guides, metrics, tools, and what answers sound like at each level.",
        ),
        st.Page(
            PAGES / "own.py",
            title="My questions",
            icon=":material/edit_note:",
            help="Write your own, or bring a deck in from a file.",
        ),
        st.Page(
            PAGES / "stories.py",
            title="Stories",
            icon=":material/auto_stories:",
            help="Your own experiences, told in four parts, and the questions they answer.",
        ),
        st.Page(
            PAGES / "practise.py",
            title="Practise",
            icon=":material/record_voice_over:",
            help="Answer from memory, reveal, rate.",
        ),
        st.Page(
            PAGES / "mock.py",
            title="Mock",
            icon=":material/timer:",
            help="A whole interview against the clock, scored afterwards, with a report.",
        ),
        st.Page(
            PAGES / "prepare.py",
            title="Prepare",
            icon=":material/event:",
            help="Your interviews: the plan to the day, the company, what to ask, the day itself.",
        ),
        st.Page(
            PAGES / "progress.py",
            title="Progress",
            icon=":material/monitoring:",
            help="Charts of what you have done and what you will remember.",
        ),
        st.Page(
            PAGES / "coach.py",
            title="Coach",
            icon=":material/groups:",
            help="Clients, assignments, and what to talk about next.",
        ),
        st.Page(
            PAGES / "present.py",
            title="Present",
            icon=":material/slideshow:",
            help="One question over the whole screen, a key for each step.",
        ),
        st.Page(PAGES / "round.py", title="Round", visibility="hidden"),
        st.Page(
            PAGES / "settings.py",
            title="Settings",
            icon=":material/settings:",
            help="Target role, daily limits, where your data lies.",
        ),
    ]
    page = st.navigation(pages)
    return st.navigation(pages, position="hidden") if page.url_path in BARE else page
