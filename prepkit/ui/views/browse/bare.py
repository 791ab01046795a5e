"""Draw a question's wording alone, for whoever scans its code; what helps to answer it comes on a tap."""

from __future__ import annotations

import streamlit as st

from prepkit.question import Question
from prepkit.ui.views.browse.page import answer_side
from prepkit.ui.widgets import question as view
from prepkit.ui.widgets.material import draw_material
from prepkit.ui.widgets.wording import escape
from prepkit.workspace import Workspace


def draw_bare(workspace: Workspace, question: Question) -> None:
    """Draw the wording with its material, and a switch for each thing that it is kept apart from."""
    view.heading(question.prompt)
    draw_material(question.material)
    # Each question has switches of its own: a second code opens as bare as the first.
    if question.assesses and st.toggle("What it assesses", key=f"bare_assesses_{question.id}"):
        st.markdown(escape(question.assesses))
    if st.toggle("Show the answer side", key=f"bare_answer_{question.id}"):
        answer_side(workspace, question)
