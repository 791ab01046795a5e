"""Draw what happens to recordings: whether they are transcribed and kept, and how many are."""

from __future__ import annotations

import streamlit as st

from prepkit.errors import PrepkitError
from prepkit.store import settings
from prepkit.ui.runtime import paths
from prepkit.ui.runtime.callbacks import uninterrupted
from prepkit.ui.runtime.databases import is_saved
from prepkit.ui.runtime.kept_recordings import folder_of
from prepkit.ui.runtime.opening import clock, open_store, open_workspace
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.stored_value import show_stored
from prepkit.ui.widgets.wording import plural
from prepkit.voice import transcribe
from prepkit.workspace import Workspace

PROBLEM = "recordings_problem"


def recordings(workspace: Workspace) -> None:
    """Draw the section; nothing where recordings can be neither transcribed nor kept."""
    can_transcribe = bool(transcribe.engines(paths.model_folder()))
    if not can_transcribe and not is_saved():
        return
    st.header("Recordings", anchor=False)
    if can_transcribe:
        show_stored("set_transcribes", workspace.settings.transcribes)
        st.toggle(
            "Transcribe a recording when it ends",
            key="set_transcribes",
            help="The words are added to your answer, below what you typed. Without it a button does that.",
            on_change=uninterrupted(_save),
            args=("transcribes",),
        )
    if is_saved():
        show_stored("set_keeps_recordings", workspace.settings.keeps_recordings)
        st.toggle(
            "Keep my recordings on this computer",
            key="set_keeps_recordings",
            help="The recording of an answer is kept when you rate the answer, and can be played beside "
            "later ones. A minute takes 1.9 MB. Recordings are in no backup and no export.",
            on_change=uninterrupted(_save),
            args=("keeps_recordings",),
        )
        _kept(workspace)


def _kept(workspace: Workspace) -> None:
    """Draw how many recordings are kept, and the button that deletes them all."""
    if PROBLEM in st.session_state:
        st.error(st.session_state.pop(PROBLEM), icon=":material/error:")
    folder = folder_of(workspace.store)
    kept = folder.holding() if folder is not None else None
    if kept is None or not kept.count:
        return
    st.markdown(f"{plural(kept.count, 'recording')} kept, {kept.size / 1_000_000:,.1f} MB.")
    ask_first(
        "delete_recordings",
        "Delete all recordings",
        f"{plural(kept.count, 'recording')} will be deleted for good. Your answers and ratings stay.",
        "Delete them",
        _delete_all,
        keep="Keep them",
    )


def _save(name: str) -> None:
    settings.save(open_workspace().store, clock().now, **{name: st.session_state[f"set_{name}"]})
    st.toast("Saved", icon=":material/check:")


def _delete_all() -> None:
    folder = folder_of(open_store())
    try:
        if folder is not None:
            folder.delete_all()
    except PrepkitError as error:
        st.session_state[PROBLEM] = str(error)
