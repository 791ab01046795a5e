import streamlit as st

st.title("coach")
