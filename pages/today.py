import streamlit as st

from prepkit.practice import queue
from prepkit.ui.desk import clock, open_desk
from prepkit.ui.start import practise, target_cards

desk, now = open_desk(), clock()
st.title("Today")
found = queue.due_and_new(desk.store, target_cards(desk, now), desk.settings, now)
st.button("Start practising", type="primary", on_click=practise, args=("Today", found.cards), key="start")
