"""One frame and one Altair chart: the floor for a first page and for memory."""

import altair as alt
import pandas as pd
import streamlit as st

frame = pd.DataFrame({"day": range(30), "attempts": [number * 7 % 11 for number in range(30)]})
st.title("Bare")
st.dataframe(frame)
st.altair_chart(alt.Chart(frame).mark_bar().encode(x="day", y="attempts"))
