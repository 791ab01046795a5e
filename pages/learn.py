"""Learn: guides, metrics, tools, and what answers sound like at each level."""

import streamlit as st

from prepkit.ui.runtime import routes as navigate
from prepkit.ui.runtime import turns
from prepkit.ui.runtime.browser_sync import CARD, syncing
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.learn.page import back_to, index, show_item
from prepkit.ui.widgets.reference import OPEN_ITEM, look_up


@turns.page
def learn() -> None:
    """Draw the page as a fragment: typing or opening an item redraws it, not the shell around it."""
    navigate.leave()
    workspace, now = open_workspace(), clock()
    with syncing(CARD):
        wanted = st.query_params.get(OPEN_ITEM)
        item = look_up(workspace.bank, wanted) if wanted else None
        if item is not None:
            show_item(workspace, item, now)
        elif wanted is None:
            st.title("Learn", anchor=False)
            index(workspace, now)
        else:
            st.title("No such page", anchor=False)
            st.info("The link names something that is not here. It may be misspelt.")
            st.button("See all guides", type="primary", on_click=back_to, args=("Guides",))


learn()
