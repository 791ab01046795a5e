"""One text input that answers while one types: the floor for searching while typing."""

import streamlit as st

text = st.text_input("Search", key="q", live=True)
st.title(f"Found {text}")
