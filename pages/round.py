import streamlit as st

st.title("round")
