"""Draw a kept recording where its answer stands: play it, delete it."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from prepkit.errors import PrepkitError
from prepkit.store import Store
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.kept_recordings import folder_of, follow_up_id
from prepkit.ui.runtime.opening import open_store
from prepkit.ui.widgets.confirm import ask_first

PLAYED = "kept_recordings_played"
"""The session key of the recordings that are played, as (place, attempt id); no other is read."""
PROBLEM = "kept_recordings_problem"
"""The session key of why a recording could not be deleted."""


def show_recordings(store: Store, attempt_id: str, recorded: Collection[str], place: str) -> None:
    """Draw what is kept of an attempt: the recording of its answer, and of that to a mock's follow-up.

    ``recorded`` are the ids of ``recorded_among``. ``place`` makes the widget keys unique where a page draws
    the same recording twice.
    """
    named = (
        (attempt_id, "Play the recording"),
        (follow_up_id(attempt_id), "Play the answer to the follow-up"),
    )
    for recording_id, label in named:
        if recording_id in recorded:
            _kept_recording(store, recording_id, label, place)


def _kept_recording(store: Store, attempt_id: str, label: str, place: str) -> None:
    """Draw a button that plays a recording, then the player with a button to delete it."""
    if (place, attempt_id) not in st.session_state.get(PLAYED, ()):
        st.button(
            label,
            key=f"{place}_play_{attempt_id}",
            icon=":material/play_arrow:",
            type="tertiary",
            on_click=once(_play),
            args=(place, attempt_id),
        )
        return
    folder = folder_of(store)
    try:
        sound = folder.load(attempt_id) if folder is not None else None
    except PrepkitError as error:
        sound = None
        st.warning(str(error), icon=":material/volume_off:")
    if sound is not None:
        # Streamlit begins it once for each element, not at every run.
        st.audio(sound, format="audio/wav", autoplay=True)
    if PROBLEM in st.session_state:
        st.error(st.session_state.pop(PROBLEM), icon=":material/error:")
    ask_first(
        f"{place}_delete_{attempt_id}",
        "Delete the recording",
        "The recording is deleted for good. Your answer and its rating stay.",
        "Delete it",
        _delete,
        (attempt_id,),
    )


def _play(place: str, attempt_id: str) -> None:
    played: frozenset[tuple[str, str]] = st.session_state.get(PLAYED, frozenset())
    # Play one at a place: choosing another answer there must not bring back the one before.
    others = {shown for shown in played if shown[0] != place}
    st.session_state[PLAYED] = frozenset({*others, (place, attempt_id)})


def _delete(attempt_id: str) -> None:
    folder = folder_of(open_store())
    try:
        if folder is not None:
            folder.delete(attempt_id)
    except PrepkitError as error:
        st.session_state[PROBLEM] = str(error)
