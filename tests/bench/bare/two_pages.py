"""Two pages, the second with one chart: the floor for switching to a page with a chart."""

import altair as alt
import pandas as pd
import streamlit as st


def first() -> None:
    st.title("First")


def second() -> None:
    frame = pd.DataFrame({"day": range(30), "attempts": [number * 7 % 11 for number in range(30)]})
    st.title("Second")
    st.altair_chart(alt.Chart(frame).mark_bar().encode(x="day", y="attempts"))


st.navigation([st.Page(first, default=True), st.Page(second)]).run()
