"""Draw a coach's own anchors beside PrepKit's: the list of competencies, and one competency to edit."""

from __future__ import annotations

import streamlit as st

from prepkit.coaching import rubric
from prepkit.coaching.rubric import MAX_ANCHOR, AnchorTexts, OwnAnchor
from prepkit.question import Competency, Level
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock, open_workspace
from prepkit.ui.widgets.back_link import back_link
from prepkit.ui.widgets.components.editor import editor
from prepkit.ui.widgets.components.link_list import ListRow, link_list
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.level_select import usual_level
from prepkit.ui.widgets.reference import ANCHOR_WORDS
from prepkit.ui.widgets.unreadable_entries import show_unreadable
from prepkit.ui.widgets.wording import escape, option
from prepkit.workspace import Workspace

RUBRIC = "rubric"
"""The query parameter with the competency to edit; ``LIST`` for the list of all."""
LIST = "all"
REVISION = "rubric_revision"
"""The session key of how often boxes were emptied by a reset."""


def link() -> None:
    """Draw the way to this page, for the Coach page."""
    st.header("Anchors", anchor=False)
    st.markdown("What an answer at 1, 3 and 5 sounds like. Write your own, and they stand beside PrepKit's.")
    st.button(
        "Edit the anchors",
        key="open_rubric",
        icon=":material/straighten:",
        on_click=once(_open),
        args=(LIST,),
    )


def draw(workspace: Workspace, wanted: str) -> None:
    """Draw the competency ``wanted``, or the list where it names none."""
    competency = next((known for known in workspace.bank.competencies if known.id == wanted), None)
    if competency is None:
        _list(workspace)
    else:
        _edit(workspace, competency)


def _list(workspace: Workspace) -> None:
    back_link("All clients and assignments", key="coach_back", on_click=st.query_params.clear)
    st.title("Anchors", anchor=False)
    st.markdown("Choose a competency. Your own anchors show beside PrepKit's wherever you score an answer.")
    show_unreadable(workspace.store, "rubrics")
    own = rubric.levels_with_own(workspace.store)
    link_list(
        [
            ListRow(competency.id, competency.name, (), _note(own.get(competency.id, set())))
            for competency in workspace.bank.competencies
        ],
        on_open=_open,
        key="rubrics",
        to=f"coach?{RUBRIC}=",
    )


def _note(levels: set[str]) -> str:
    names = [level.label.lower() for level in Level if level in levels]
    return f"Your own for {', '.join(names)}." if names else "PrepKit's alone."


def _edit(workspace: Workspace, competency: Competency) -> None:
    back_link("All anchors", key="rubric_back", on_click=_open, args=(LIST,))
    st.title(escape(competency.name), anchor=False)
    level = st.segmented_control(
        "Said by a",
        list(Level),
        format_func=lambda level: option(level.label),
        default=usual_level(workspace),
        required=True,
        key="rubric_level",
        wrap=True,
    )
    anchors = {
        anchor.score: anchor
        for anchor in rubric.anchors(workspace.bank, workspace.store, competency.id, level)
    }
    for score in rubric.SCORES:
        _anchor(competency.id, level, anchors.get(score, AnchorTexts(score, "", "")))
    ask_first(
        "reset_rubric",
        "Reset to PrepKit's",
        f"Reset to PrepKit's? Your own anchors for **{escape(competency.name)}** are deleted at every level.",
        "Delete mine",
        _reset,
        (competency.id,),
        icon=":material/restart_alt:",
        disabled=competency.id not in rubric.levels_with_own(workspace.store),
    )


def _anchor(competency: str, level: str, anchor: AnchorTexts) -> None:
    st.header(f"{anchor.score}, {ANCHOR_WORDS[anchor.score]}", anchor=False)
    with st.grid(2, min_column_width=260, gap="medium"):
        with st.container(gap="small"):
            st.markdown("**PrepKit's**")
            st.markdown(escape(anchor.bank) or "*None for this level.*")
        editor(
            f"{competency} {level} {anchor.score}",
            anchor.own,
            label="Yours",
            placeholder="What you listen for…",
            on_text=_save,
            key=f"rubric_{anchor.score}",
            rows=3,
            longest=MAX_ANCHOR,
            revision=st.session_state.get(REVISION, 0),
        )


def _open(competency: str) -> None:
    st.query_params.from_dict({RUBRIC: competency})


def _save(document: str, text: str) -> None:
    competency, level, score = document.split(" ")
    own = OwnAnchor(level, int(score), text)
    rubric.save_anchor(open_workspace().store, competency, own, clock().now)


def _reset(competency: str) -> None:
    rubric.reset(open_workspace().store, competency, clock().now)
    st.session_state[REVISION] = st.session_state.get(REVISION, 0) + 1
