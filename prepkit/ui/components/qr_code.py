"""A QR code, drawn in the browser from its squares."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "prepkit_qr_code",
    html=(_FOLDER / "qr_code.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "qr_code.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "qr_code.js").read_text(encoding="utf-8"),
)


def qr_code(code: Mapping[str, str | int], label: str, *, key: str) -> None:
    """Show a ``code`` (``size``, and ``path`` as SVG has it); ``label`` is read out in its place."""
    _COMPONENT(key=key, data={"size": code["size"], "path": code["path"], "label": label})
