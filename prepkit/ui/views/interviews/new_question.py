"""Draw the box for a new question of an interview's lists: to ask them, or asked by them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from prepkit.interviews import repository
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import open_workspace
from prepkit.ui.views.interviews.fields import MAX_LINE
from prepkit.ui.widgets.draft_box import draft_box, draft_text, finish_drafts
from prepkit.workspace import Workspace


def new_question(
    workspace: Workspace, interview_id: str, *, of: str, label: str, on_add: Callable[[str, str], None]
) -> None:
    """Draw a box of several lines, and a button that adds its text to the list called ``of``.

    ``on_add`` gets the id of the interview and the text. The text is a draft until then.
    """
    key = f"new_{of}"
    draft_box(workspace.store, _draft(interview_id, of), key=key, label=label, rows=2, longest=MAX_LINE)
    st.button(
        "Add it", icon=":material/add:", key=f"add_{of}", on_click=once(_add), args=(interview_id, of, on_add)
    )


def _draft(interview_id: str, of: str) -> str:
    return f"{repository.drafts_of(interview_id)}new {of}"


def _add(interview_id: str, of: str, on_add: Callable[[str, str], None]) -> None:
    store, draft = open_workspace().store, _draft(interview_id, of)
    on_add(interview_id, draft_text(store, draft, f"new_{of}", MAX_LINE))
    finish_drafts(store, draft)
