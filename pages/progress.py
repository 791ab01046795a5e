import streamlit as st

st.title("Progress")
