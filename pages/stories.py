"""Stories: write one's own in four parts, and see which questions they answer."""

import streamlit as st

from prepkit.store import stories
from prepkit.store.documents import TypedDocument
from prepkit.ui.runtime import routes as navigate
from prepkit.ui.runtime import turns
from prepkit.ui.runtime.browser_sync import CARD, syncing
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.stories.page import PASTE, STORY, new_story, overview, say_removed
from prepkit.ui.views.stories.paste import paste
from prepkit.ui.views.stories.story import builder
from prepkit.ui.widgets.unreadable_entries import show_unreadable


@turns.page
def tell() -> None:
    """Draw the page as a fragment: typing redraws it, not the shell around it."""
    navigate.leave()
    workspace, now = open_workspace(), clock()
    with syncing(CARD):
        wanted = st.query_params.get(STORY)
        row = stories.get(workspace.store, wanted) if wanted else None
        new = new_story(workspace) if row is None else None
        if row is not None:
            builder(workspace, row, now)
        elif wanted and new is not None:
            builder(workspace, TypedDocument(wanted, new, now.now, now.now), now, new=new)
        elif st.query_params.get(PASTE):
            paste(workspace)
        else:
            st.title("Stories" if wanted is None else "No such story", anchor=False)
            if wanted is not None:
                st.info("The link names a story that is not among yours. It may have been removed.")
            say_removed()
            show_unreadable(workspace.store, "stories", "story_versions")
            overview(workspace, now)


tell()
