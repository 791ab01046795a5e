"""My questions: write them, bring a deck in from a file, take one away again."""

import streamlit as st

from prepkit.ui.runtime.navigation import sections
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.views.own.bring_in import bring_in
from prepkit.ui.views.own.page import BRING, EDIT, WRITE, overview
from prepkit.ui.views.own.write import edit, write
from prepkit.ui.widgets.unreadable_entries import show_unreadable

workspace = open_workspace()
if BRING in st.query_params:
    bring_in(workspace)
elif WRITE in st.query_params:
    write(workspace)
elif EDIT in st.query_params:
    edit(workspace, st.query_params[EDIT])
else:
    sections("questions")
    st.title("My questions", anchor=False)
    show_unreadable(workspace.store, "decks", "own_questions")
    overview(workspace, clock())
