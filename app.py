"""PrepKit's entry point: `streamlit run app.py`. See docs/decisions/0001-entry-point.md."""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).parent / "prepkit" / "ui" / "entry" / "main.py")
