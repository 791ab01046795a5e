"""Learn: guides, metrics, tools, and what answers sound like at each level."""

import streamlit as st

from prepkit.ui import navigate
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.kept_in_browser import CARD, keeping
from prepkit.ui.learn import back_to, index, one
from prepkit.ui.reference import OPEN_ITEM, look_up


@st.fragment
def learn() -> None:
    """A fragment: a letter typed or an item opened redraws this page, not the shell around it."""
    navigate.leave()
    desk, now = open_desk(), clock()
    with keeping(CARD):
        wanted = st.query_params.get(OPEN_ITEM)
        item = look_up(desk.bank, wanted) if wanted else None
        if item is not None:
            one(desk, item, now)
        elif wanted is None:
            st.title("Learn", anchor=False)
            index(desk, now)
        else:
            st.title("No such page", anchor=False)
            st.info("The link names something that is not here. It may be misspelt.")
            st.button("See all guides", type="primary", on_click=back_to, args=("Guides",))


learn()
