"""Draw the profiles on the Settings page: add one, or delete one and everything in it."""

from __future__ import annotations

import streamlit as st

from prepkit.errors import PrepkitError
from prepkit.store import Store, profiles
from prepkit.ui.runtime import browser_sync, people
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.demo_mode import in_demo
from prepkit.ui.runtime.kept_recordings import folder_of
from prepkit.ui.runtime.opening import clock, open_store, open_workspace
from prepkit.ui.runtime.visit import Mode, identity, mode
from prepkit.ui.widgets.confirm import ask_first
from prepkit.workspace import Workspace, new_uuid

MAX_NAME = 60


def who_practises(workspace: Workspace) -> None:
    """Draw the ways to add a profile or to delete this one; draw nothing in the demo."""
    if in_demo():
        return
    visit_mode = mode()
    st.header("Delete my data" if visit_mode is not Mode.LOCAL else "Profiles", anchor=False)
    if visit_mode is Mode.PRIVATE:
        st.markdown("Everything you did here is removed from this browser and from the server.")
        people.forget_me("settings")
    elif visit_mode is Mode.SIGNED_IN:
        st.markdown("Everything the server keeps about you is deleted, and you are signed out.")
        ask_first(
            "delete_me",
            "Delete all my data",
            "Every attempt, note and question of your own is deleted. This cannot be undone.",
            "Delete everything",
            _delete_me,
            icon=":material/delete_forever:",
        )
    else:
        _profiles(workspace)


def _profiles(workspace: Workspace) -> None:
    st.markdown(
        "Several people can practise at this computer, each with their own attempts, notes and settings. "
        "Once there are two, the sidebar switches between them. A profile is no lock: whoever uses this "
        "computer can open all of them."
    )
    with (
        st.form("new_profile", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input("Somebody else's name", max_chars=MAX_NAME, key="new_profile_name")
        st.form_submit_button("Add a profile", icon=":material/person_add:", on_click=once(_add))
    if len(profiles.list_all(workspace.store.db)) > 1:
        name = people.shown_name(workspace.settings.profile_name)
        ask_first(
            "delete_profile",
            "Delete this profile",
            f"All attempts, notes, questions and recordings of **{name}** are deleted. "
            "“Export all data” first saves everything but the recordings, and so did each backup until now.",
            "Delete this profile",
            _delete,
            (workspace.store.profile_id,),
            icon=":material/delete_forever:",
        )


def _add() -> None:
    name = st.session_state["new_profile_name"].strip()[:MAX_NAME]
    if not name:
        st.toast("A profile needs a name.", icon=":material/edit:")
        return
    created = profiles.create(open_workspace().store.db, name, new_id=new_uuid(), now=clock().now)
    people.switch(created.id)


def _delete(profile_id: str) -> None:
    store = Store(open_store().db, profile_id)
    recordings = folder_of(store)
    if recordings is not None:
        try:
            recordings.delete_all()
        except PrepkitError as error:
            # The profile stays, and with it the way to try again.
            st.toast(str(error), icon=":material/error:")
            return
    profiles.delete(store)
    people.switch(profiles.latest(store.db, new_id=new_uuid(), now=clock().now).profile_id)


def _delete_me() -> None:
    profiles.delete_identity(open_store(), identity(), clock().now)
    # Mark the visit as ended: looking the identity up again would create a new profile for it.
    st.session_state[people.GONE] = True
    browser_sync.forget_here(with_videos=True)
