"""Draw the import of a client's file: what it holds, what speaks against keeping it here, and the button."""

from __future__ import annotations

import streamlit as st

from prepkit.errors import UnusableArchive
from prepkit.exchange import result_check, results
from prepkit.exchange.archive import Archive
from prepkit.exchange.imports.grid import MAX_FILE_BYTES
from prepkit.store import Store, profiles
from prepkit.store.profiles import Profile
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import open_workspace
from prepkit.ui.views.coach.whose import CLIENT
from prepkit.ui.widgets.wording import escape, plural

TAKEN, ADDED = "client_taken", "client_added"

_COUNTED = {
    "attempts": ("attempt", "attempts"),
    "mocks": ("interview", "interviews"),
    "stories": ("story", "stories"),
}
_ONCE = ("it counts once, and their words are added.", "each counts once, and their words are added.")


def import_results(coach: Store, store: Store) -> None:
    """Draw the upload of a client's file; nothing of it is kept before the button is clicked."""
    st.header("Import what they sent", anchor=False)
    file = st.file_uploader(
        "A result file, or their exported data",
        type="json",
        key=f"client_file_{store.profile_id}_{st.session_state.get(TAKEN, 0)}",
        max_upload_size=MAX_FILE_BYTES // 1_000_000,
    )
    if file is None:
        said = st.session_state.pop(ADDED, "")
        if said:
            st.info(said)
        return
    try:
        result_file = results.read(file.name, file.getvalue())
    except UnusableArchive as error:
        st.error(str(error), icon=":material/error:")
        return
    _contents(store, result_file)
    warnings = result_check.warnings(coach, store, result_file)
    if warnings:
        st.warning("\n\n".join(map(escape, warnings)), icon=":material/warning:")
    with st.container(horizontal=True):
        other = result_check.client_named(coach, store, result_file)
        if other is not None:
            _to_page_of(other)
        st.button(
            "Add it anyway" if warnings else "Add it to this client",
            type="secondary" if warnings else "primary",
            key="once_take_results",
            on_click=once(_take_in),
            args=(store.profile_id, result_file),
        )


def _contents(store: Store, result_file: Archive) -> None:
    sender = f" from **{escape(result_file.name)}**" if result_file.name else ""
    counts = [
        plural(result_file.count(table), *words)
        for table, words in _COUNTED.items()
        if result_file.count(table)
    ]
    st.markdown(f"It holds {', '.join(counts) or 'nothing'}{sender}.")
    scored_count = results.count_scored_by_code(store, result_file)
    if scored_count:
        st.markdown(
            f"{plural(scored_count, 'answer')} of it you scored by code already: {_ONCE[scored_count > 1]}"
        )
    if result_file.problems:
        left_out = plural(len(result_file.problems), "entry", "entries")
        st.caption(f"{left_out} could not be read and will be left out.")


def _to_page_of(other: Profile) -> None:
    st.button(
        f"Open {escape(other.name)}'s page",
        type="primary",
        key="once_open_other",
        icon=":material/person:",
        on_click=once(_open),
        args=(other.id,),
    )


def _open(client_id: str) -> None:
    st.query_params.from_dict({CLIENT: client_id})


def _take_in(client_id: str, result_file: Archive) -> None:
    store = profiles.client(open_workspace().store, client_id)
    if store is None:
        return
    added = results.merge(store, result_file)
    st.session_state[TAKEN] = st.session_state.get(TAKEN, 0) + 1
    st.session_state[ADDED] = f"{plural(added, 'new attempt')} added."
