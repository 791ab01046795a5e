"""Draw on every page who is practising: the choice of a profile, signing in and out, where the data are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from prepkit.errors import SignedOut
from prepkit.exchange import archive
from prepkit.store import Store, profiles
from prepkit.store.profiles import Profile
from prepkit.ui.runtime import browser_sync, databases
from prepkit.ui.runtime.callbacks import once, uninterrupted
from prepkit.ui.runtime.demo_mode import in_demo, leave_demo
from prepkit.ui.runtime.opening import clock, open_store
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.runtime.secrets import sign_in_providers
from prepkit.ui.runtime.visit import Mode, mode
from prepkit.ui.widgets.confirm import ask_first
from prepkit.ui.widgets.wording import escape, plural
from prepkit.ui.widgets.your_data import BRING

NO_NAME = "Profile without a name"
GONE = "deleted_everything"
"""The session key that says that the visitor has deleted everything about them."""


def data_notice() -> None:
    """Draw whose data are on screen, unless they are the only person's own, saved on this computer."""
    # Draw it on the page itself: on a phone the sidebar is closed.
    if in_demo():
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(
                ":material/theater_comedy: Demo: a made-up learner. Nothing here is saved.", width="content"
            )
            st.button("Leave the demo", key="leave_demo", type="tertiary", on_click=once(leave_demo))
        return
    visit_mode = mode()
    if visit_mode is Mode.LOCAL:
        if databases.backup_problem():
            st.warning(databases.backup_problem(), icon=":material/backup:")
        _choose_profile()
    elif visit_mode is Mode.SIGNED_IN:
        _signed_in()
    else:
        _private()


def switch(profile: str) -> None:
    """Show another profile in this window. For callbacks."""
    store = Store(databases.local_database(), profile)
    # Clear the session: nothing on screen may be carried over to another person.
    for name in list(st.session_state):
        del st.session_state[name]
    databases.show_profile(store, clock())
    go_to("today")


def _sign_in() -> None:
    """Draw a button for each way to sign in; none where none is configured."""
    for provider in sign_in_providers():
        st.button(
            f"Sign in with {provider.capitalize()}" if provider else "Sign in",
            key=f"sign_in_{provider}",
            icon=":material/login:",
            on_click=once(st.login),
            args=(provider or None,),
        )


def _choose_profile() -> None:
    """Draw the choice of a profile, once there are several at this computer."""
    store = open_store()
    people = sorted(profiles.list_all(store.db), key=lambda profile: (profile.name.lower(), profile.id))
    if len(people) < 2:
        return
    names = _unique_names(people)
    st.session_state["profile_choice"] = store.profile_id
    st.sidebar.selectbox(
        "Practising now",
        list(names),
        format_func=names.__getitem__,
        key="profile_choice",
        on_change=uninterrupted(_switch_to_choice),
    )


def _unique_names(people: Sequence[Profile]) -> dict[str, str]:
    """Return names by profile id; equal names get a number, because a choice goes by its text."""
    names: dict[str, str] = {}
    for profile in people:
        name = profile.name or NO_NAME
        namesakes = sum(shown == name or shown.startswith(f"{name} (") for shown in names.values())
        names[profile.id] = f"{name} ({namesakes + 1})" if namesakes else name
    return names


def shown_name(name: str) -> str:
    """Return a profile's name as Markdown, or a text for a profile without one."""
    return escape(name) if name else NO_NAME


def _switch_to_choice() -> None:
    switch(st.session_state["profile_choice"])


def _signed_in() -> None:
    # Open the store first: it raises SignedOut for a sign-in that has ended.
    open_store()
    with st.sidebar:
        st.caption(f":material/account_circle: Signed in{_as_name()}")
        st.button("Sign out", key="sign_out", icon=":material/logout:", on_click=once(_sign_out))
    browser_copy = browser_sync.offered_copy()
    if browser_copy is None:
        return
    with st.container(border=True, key="offered"):
        attempts_in_words = plural(browser_copy.count("attempts"), "attempt")
        st.markdown(f"This browser still keeps {attempts_in_words} from before you signed in.")
        with st.container(horizontal=True):
            st.button(
                "Add to mine",
                key="take_offered",
                type="primary",
                on_click=once(browser_sync.take_offered),
            )
            ask_first(
                "forget_offered",
                "Delete",
                f"Delete {attempts_in_words} that only this browser keeps? This cannot be undone.",
                "Delete it",
                browser_sync.forget_here,
                icon=None,
            )


def _sign_out() -> None:
    databases.end_sign_in(clock())
    st.logout()


def sign_in_ended(error: SignedOut) -> None:
    """Draw that this window's sign-in is over, and how to go on.

    It does not sign out by itself: another window of this browser may have signed in again meanwhile.
    """
    st.title("Signed out", anchor=False)
    st.info(str(error), icon=":material/logout:")
    with st.container(horizontal=True):
        _sign_in()
        st.button(
            "Continue without signing in", key="leave_sign_in", type="tertiary", on_click=once(st.logout)
        )


def _as_name() -> str:
    name = st.user.get("name") or st.user.get("email")
    return f" as {escape(name)}" if isinstance(name, str) else ""


def _private() -> None:
    """Draw where a stranger's data are kept, and what they can do with them."""
    with st.container(horizontal=True):
        with st.popover("Private to this browser", icon=":material/lock:", key="private_data"):
            _choices()
        _sign_in()
    if browser_sync.problem():
        st.warning(browser_sync.problem(), icon=":material/rule:")


def _choices() -> None:
    st.markdown(
        "Nobody else sees what you do here. The server holds it only while this tab is open; your browser "
        "keeps a copy and restores it when you return, until you clear its data for this site. On another "
        "computer you start fresh, unless you export your data here and import it there."
    )
    now = clock()
    st.download_button(
        "Export my data",
        partial(archive.write, open_store(), now),
        f"PrepKit {now.day.isoformat()}.json",
        "application/json",
        icon=":material/download:",
        key="private_take",
        on_click="ignore",
    )
    st.button(
        "Import my data",
        key="private_bring",
        icon=":material/upload:",
        on_click=once(go_to),
        args=("settings",),
        kwargs={BRING: "1"},
    )
    forget_me("private")


def forget_me(place: str) -> None:
    """Draw the button that deletes a stranger's data, which asks first; ``place`` makes its key unique."""
    ask_first(
        f"{place}_forget",
        "Delete my data",
        "Every attempt, note and question of your own is removed from this browser and from the server. "
        "This cannot be undone.",
        "Delete everything",
        browser_sync.forget_me,
        icon=":material/delete_forever:",
    )
