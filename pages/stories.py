"""Stories: write one's own in four parts, and see which questions they answer."""

import streamlit as st

from prepkit.store import stories
from prepkit.ui import navigate
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.kept_in_browser import CARD, keeping
from prepkit.ui.paste_story import paste
from prepkit.ui.stories import PASTE, STORY, overview, say_removed
from prepkit.ui.story import builder
from prepkit.ui.unreadable_entries import show_unreadable


@st.fragment
def tell() -> None:
    """A fragment: a sentence typed redraws this page, not the shell around it."""
    navigate.leave()
    desk, now = open_desk(), clock()
    with keeping(CARD):
        wanted = st.query_params.get(STORY)
        row = stories.get(desk.store, wanted) if wanted else None
        if row is not None:
            builder(desk, row, now)
        elif st.query_params.get(PASTE):
            paste(desk)
        else:
            st.title("Stories" if wanted is None else "No such story", anchor=False)
            if wanted is not None:
                st.info("The link names a story that is not among yours. It may have been removed.")
            say_removed()
            show_unreadable(desk.store, "stories", "story_versions")
            overview(desk, now)


tell()
