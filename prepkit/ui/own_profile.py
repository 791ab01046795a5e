"""Whose profile this is, on the Settings page: other people at this computer, and leaving for good."""

from __future__ import annotations

import streamlit as st

from prepkit.practice.session import Desk, new_uuid
from prepkit.store import Store, profiles
from prepkit.ui import kept_in_browser, people
from prepkit.ui.demo_mode import in_demo
from prepkit.ui.desk import clock, open_desk, open_store
from prepkit.ui.navigate import leave
from prepkit.ui.visit import Mode, identity, mode

MAX_NAME = 60


def who_practises(desk: Desk) -> None:
    """Add a profile, or remove this one; the demo has none to change."""
    if in_demo():
        return
    kind = mode()
    st.subheader("Leave for good" if kind is not Mode.LOCAL else "Profiles", anchor=False)
    if kind is Mode.PRIVATE:
        st.markdown("Everything you did here is removed from this browser and from the server.")
        people.forget_me("settings")
    elif kind is Mode.SIGNED_IN:
        st.markdown("Everything the server keeps about you is deleted, and you are signed out.")
        if st.button("Delete everything about me", key="delete_me", icon=":material/delete_forever:"):
            _confirm_deleting_me()
    else:
        _profiles(desk)


def _profiles(desk: Desk) -> None:
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
        st.form_submit_button("Add a profile", icon=":material/person_add:", on_click=_add)
    others = len(profiles.every(desk.store.db)) > 1
    if others and st.button("Delete this profile", key="delete_profile", icon=":material/delete_forever:"):
        _confirm_deleting_profile()


def _add() -> None:
    name = st.session_state["new_profile_name"].strip()[:MAX_NAME]
    if not name:
        st.toast("A profile needs a name.", icon=":material/edit:")
        return
    created = profiles.create(open_desk().store.db, name, new_id=new_uuid(), now=clock().now)
    people.switch(created.id)


@st.dialog("Delete this profile?")
def _confirm_deleting_profile() -> None:
    leave()
    desk = open_desk()
    name = people.shown_name(desk.settings.profile_name)
    st.markdown(
        f"All attempts, notes and questions of **{name}** are deleted. "
        "“Take everything with me” saves them first. Backups made until now still hold them."
    )
    st.button(
        "Delete this profile", key="delete_profile_now", type="primary", on_click=_delete, args=(desk.store,)
    )


def _delete(store: Store) -> None:
    profiles.delete(store)
    people.switch(profiles.latest(store.db, new_id=new_uuid(), now=clock().now).profile_id)


@st.dialog("Delete everything about you?")
def _confirm_deleting_me() -> None:
    if st.session_state.get(people.GONE):
        # The shell signs out: what a dialog sends to the browser would be lost by this run's end.
        st.rerun()
    st.markdown("Every attempt, note and question of your own is deleted. This cannot be undone.")
    st.button("Delete everything", key="delete_me_now", type="primary", on_click=_delete_me)


def _delete_me() -> None:
    profiles.delete_identity(open_store(), identity(), clock().now)
    # Nothing may look the identity up again, which would begin a new profile for it.
    st.session_state[people.GONE] = True
    kept_in_browser.forget_here()
