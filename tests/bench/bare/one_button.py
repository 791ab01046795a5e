"""The least a Streamlit app can do on a click: the floor for every click in PrepKit."""

import streamlit as st


def _count() -> None:
    st.session_state.clicks += 1


st.session_state.setdefault("clicks", 0)
st.title(f"Card {st.session_state.clicks}")
st.button("Next", key="next", on_click=_count)
