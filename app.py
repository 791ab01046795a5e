"""PrepKit's entry point: ``streamlit run app.py``. See docs/decisions/0001-entry-point.md."""

import streamlit as st
from starlette.middleware import Middleware

from prepkit.ui.runtime.origins import OwnOrigins
from prepkit.ui.runtime.paths import MAIN_SCRIPT
from prepkit.ui.runtime.served_page import ServedPage
from prepkit.ui.runtime.server import ResponseHeaders, say_what_broke
from prepkit.ui.runtime.uploads import UploadLimit

# Spelled out here because `streamlit run` looks for this very call in the file it is given.
app = st.App(
    MAIN_SCRIPT,
    middleware=[
        Middleware(ResponseHeaders),
        Middleware(OwnOrigins),
        Middleware(UploadLimit),
        Middleware(ServedPage),
    ],
    on_script_error=say_what_broke,
)
