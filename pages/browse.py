"""Browse: find a question, read it, mark it, practise it."""

import streamlit as st

from prepkit.ui import navigate
from prepkit.ui.browse import detail, find, open_question, results
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.kept_in_browser import CARD, keeping
from prepkit.ui.question import OPEN


@st.fragment
def browse() -> None:
    """A fragment: a letter typed or a question opened redraws this page, not the shell around it."""
    navigate.leave()
    desk, now = open_desk(), clock()
    with keeping(CARD):
        wanted = st.query_params.get(OPEN)
        if wanted is None:
            st.title("Browse", anchor=False)
            results(desk, find(desk, now), now)
        elif wanted in desk.bank:
            detail(desk, desk.bank.question(wanted), find(desk, now, hidden=True), now)
        else:
            st.title("No such question", anchor=False)
            st.info("The link names a question that is not in this bank. It may be misspelt.")
            st.button("See all questions", type="primary", on_click=open_question, args=(None,))


browse()
