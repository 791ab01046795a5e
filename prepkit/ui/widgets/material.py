"""Draw the material of a question, and hand it to the browser's own elements."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import streamlit as st

from prepkit.material import Material
from prepkit.ui.widgets.wording import escape

TITLE = "Material"
WINDOW_ROWS = 12
"""The most rows of a table that show at once; a longer one scrolls, so that the answer box stays near."""
WINDOW_HEIGHT = 460


def draw_material(material: Material) -> None:
    """Draw the text and the table that a candidate is handed with a question; nothing where there is none."""
    if not material:
        return
    with st.expander(TITLE, expanded=True, icon=":material/description:"):
        for line in material.text:
            st.markdown(escape(line))
        if material.rows:
            columns = zip(material.header, zip(*material.rows, strict=True), strict=True)
            st.table(
                {escape(name): [escape(cell) for cell in cells] for name, cells in columns},
                border="horizontal",
                hide_index=True,
                hide_header=False,
                height=WINDOW_HEIGHT if len(material.rows) > WINDOW_ROWS else "content",
                alt="The material of the question",
            )


def material_data(material: Material) -> dict[str, Any] | None:
    """Return material as an element of our own gets it; None where there is none."""
    return asdict(material) if material else None
