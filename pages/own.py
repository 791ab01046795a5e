"""My questions: write them, bring a deck in from a file, take one away again."""

import streamlit as st

from prepkit.ui.bring_in import bring_in
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.own import BRING, EDIT, WRITE, overview
from prepkit.ui.unreadable_entries import show_unreadable
from prepkit.ui.write import edit, write

desk = open_desk()
if BRING in st.query_params:
    bring_in(desk)
elif WRITE in st.query_params:
    write(desk)
elif EDIT in st.query_params:
    edit(desk, st.query_params[EDIT])
else:
    st.title("My questions", anchor=False)
    show_unreadable(desk.store, "decks", "own_questions")
    overview(desk, clock())
