"""The map of pages: what stands in the sidebar, and what is reached from inside another page."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import Page

from prepkit.ui.runtime import browser_sync, people
from prepkit.ui.runtime.demo_mode import in_demo
from prepkit.ui.runtime.opening import own_settings
from prepkit.ui.runtime.paths import PAGES

log = logging.getLogger("prepkit")

BARE = ("present", "round")
"""Pages without the list of pages beside them: they fill a projector."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page as the sidebar shows it: its file's name, which is its address, and its words."""

    name: str
    title: str
    icon: str
    help: str = ""


MAIN = (
    PageEntry("today", "Today", "today", "The next step, and how ready you are."),
    PageEntry("practise", "Practise", "record_voice_over", "Flashcards from memory, and mock interviews."),
    PageEntry("browse", "Questions", "menu_book", "Every question, your own questions, and the roles."),
    PageEntry("stories", "Stories", "auto_stories", "Your own experiences, and the questions they answer."),
    PageEntry("prepare", "Interviews", "event", "Your interviews, and the plan to each."),
    PageEntry("learn", "Learn", "school", "Guides, metrics, tools, and what answers sound like."),
    PageEntry("progress", "Progress", "monitoring", "Charts of what you have done and will remember."),
)
COACHING = (
    PageEntry("coach", "Coach", "groups", "Clients, assignments, and what to talk about next."),
    PageEntry("present", "Present", "slideshow", "One question over the whole screen."),
)
INSIDE = (
    PageEntry("mock", "Mock interview", "timer"),
    PageEntry("own", "My questions", "edit_note"),
    PageEntry("roles", "Roles", "badge"),
    PageEntry("round", "Round", "scoreboard"),
)
SETTINGS = PageEntry("settings", "Settings", "settings", "Your role, how much a day, and your data.")

SECTIONS: Mapping[str, Sequence[tuple[str, str]]] = {
    "practise": (("practise", "Flashcards"), ("mock", "Mock interview")),
    "questions": (("browse", "All questions"), ("own", "My questions"), ("roles", "Roles")),
}
"""The pages that share one entry of the sidebar, each with what its link says."""


def navigation() -> Page:
    """Draw the sidebar's list of pages and return the page that the address asks for.

    The list has no sections, whose headings would stand in it as items that screen readers cannot count:
    ``page.css`` sets Coach and Settings apart.
    """
    listed = listed_pages(coaches=in_demo() or _coaches())
    pages = [_page(entry, hidden=entry not in listed) for entry in (*MAIN, *COACHING, SETTINGS, *INSIDE)]
    # Unfolded, because below a switch of profiles the last pages would hide behind “View more”.
    page = st.navigation(pages, expanded=True)
    return st.navigation(pages, position="hidden") if page.url_path in BARE else page


def listed_pages(*, coaches: bool) -> tuple[PageEntry, ...]:
    """Return what stands in the sidebar, in order."""
    return (*MAIN, *(COACHING if coaches else ()), SETTINGS)


def sections(group: str) -> None:
    """Draw links between the pages that share one entry of the sidebar; the page on screen is marked."""
    with st.container(horizontal=True, gap="xsmall", key=f"sections_{group}"):
        for name, label in SECTIONS[group]:
            st.page_link(PAGES / f"{name}.py", label=label, width="content")


def _page(entry: PageEntry, *, hidden: bool = False) -> Page:
    return st.Page(
        PAGES / f"{entry.name}.py",
        title=entry.title,
        icon=f":material/{entry.icon}:",
        default=entry is MAIN[0],
        visibility="hidden" if hidden else "visible",
        help=entry.help or None,
    )


def _coaches() -> bool:
    """Whether this person has said that they coach others; unknown until their data can be read."""
    # Somebody who has just deleted everything must not get a new profile by being looked up.
    if browser_sync.is_fetching() or st.session_state.get(people.GONE):
        return False
    try:
        return own_settings().coaches
    except Exception:
        # The page reads the same data next and says what is wrong; the list of pages has to stand by then.
        log.debug("The settings could not be read for the list of pages", exc_info=True)
        return False
