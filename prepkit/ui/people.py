"""Who is practising, on every page: the choice of a profile, signing in and out, where the data live."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from prepkit.errors import SignedOut
from prepkit.exchange import archive
from prepkit.store import Store, profiles
from prepkit.store.profiles import Profile
from prepkit.ui import databases, kept_in_browser
from prepkit.ui.confirm import ask_first
from prepkit.ui.demo_mode import in_demo, leave_demo
from prepkit.ui.desk import clock, open_store
from prepkit.ui.navigate import go_to
from prepkit.ui.secrets import sign_in_providers
from prepkit.ui.visit import Mode, mode
from prepkit.ui.wording import escape, plural
from prepkit.ui.your_data import BRING

NO_NAME = "Profile without a name"
GONE = "deleted_everything"


def whose_data() -> None:
    """Say whose data is on screen whenever it is not simply the person's own, saved here."""
    # On the page itself: on a phone nobody opens the sidebar to find out.
    if in_demo():
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(
                ":material/theater_comedy: Demo: a made-up learner. Nothing here is saved.", width="content"
            )
            st.button("Leave the demo", key="leave_demo", type="tertiary", on_click=leave_demo)
        return
    kind = mode()
    if kind is Mode.LOCAL:
        if databases.backup_problem():
            st.warning(databases.backup_problem(), icon=":material/backup:")
        _choose_profile()
    elif kind is Mode.SIGNED_IN:
        _signed_in()
    else:
        _private()


def switch(profile: str) -> None:
    """Show another profile in this window. For callbacks."""
    store = Store(databases.local_database(), profile)
    # What is on screen is the other person's: nothing of it may be carried over.
    for name in list(st.session_state):
        del st.session_state[name]
    databases.show_profile(store, clock())
    go_to("today")


def _sign_in() -> None:
    """A button for each way to sign in; none where none is configured."""
    for provider in sign_in_providers():
        st.button(
            f"Sign in with {provider.capitalize()}" if provider else "Sign in",
            key=f"sign_in_{provider}",
            icon=":material/login:",
            on_click=st.login,
            args=(provider or None,),
        )


def _choose_profile() -> None:
    """The people at this computer, once there are several."""
    store = open_store()
    known = sorted(profiles.every(store.db), key=lambda profile: (profile.name.lower(), profile.id))
    if len(known) < 2:
        return
    names = _told_apart(known)
    st.session_state["profile_choice"] = store.profile_id
    st.sidebar.selectbox(
        "Practising now",
        list(names),
        format_func=names.__getitem__,
        key="profile_choice",
        on_change=_switch_to_choice,
    )


def _told_apart(known: Sequence[Profile]) -> dict[str, str]:
    """Names by profile id; of two that are equal the second has a number, for a choice goes by its text."""
    names: dict[str, str] = {}
    for profile in known:
        name = profile.name or NO_NAME
        like = sum(shown == name or shown.startswith(f"{name} (") for shown in names.values())
        names[profile.id] = f"{name} ({like + 1})" if like else name
    return names


def shown_name(name: str) -> str:
    """A profile's name as text, or what stands for one."""
    return escape(name) if name else NO_NAME


def _switch_to_choice() -> None:
    switch(st.session_state["profile_choice"])


def _signed_in() -> None:
    # A sign-in that has ended raises here, before anything says that somebody is signed in.
    open_store()
    with st.sidebar:
        st.caption(f":material/account_circle: Signed in{_called()}")
        st.button("Sign out", key="sign_out", icon=":material/logout:", on_click=_sign_out)
    found = kept_in_browser.offered()
    if found is None:
        return
    with st.container(border=True, key="offered"):
        made = plural(found.count("attempts"), "attempt")
        st.markdown(f"This browser still keeps {made} from before you signed in.")
        with st.container(horizontal=True):
            st.button(
                "Add to mine",
                key="take_offered",
                type="primary",
                on_click=kept_in_browser.take_offered,
            )
            ask_first(
                "forget_offered",
                "Forget",
                f"Forget {made} that only this browser keeps? This cannot be undone.",
                "Forget it",
                kept_in_browser.forget_here,
                icon=None,
            )


def _sign_out() -> None:
    databases.end_sign_in(clock())
    st.logout()


def sign_in_ended(error: SignedOut) -> None:
    """Say that this window's sign-in is over, and how to go on.

    Nothing is signed out by itself: another window of this browser may have signed in again meanwhile.
    """
    st.title("Signed out", anchor=False)
    st.info(str(error), icon=":material/logout:")
    with st.container(horizontal=True):
        _sign_in()
        st.button("Go on without signing in", key="leave_sign_in", type="tertiary", on_click=st.logout)


def _called() -> str:
    name = st.user.get("name") or st.user.get("email")
    return f" as {escape(name)}" if isinstance(name, str) else ""


def _private() -> None:
    """Where a stranger's data live, and what they can do about it."""
    with st.container(horizontal=True):
        with st.popover("Private to this browser", icon=":material/lock:", key="private_data"):
            _choices()
        _sign_in()
    if kept_in_browser.problem():
        st.warning(kept_in_browser.problem(), icon=":material/rule:")


def _choices() -> None:
    st.markdown(
        "Nobody else sees what you do here. The server holds it only while this tab is open; your browser "
        "keeps a copy and brings it back when you return, until you clear its data for this site. On another "
        "computer you begin anew, unless you take your data with you."
    )
    now = clock()
    st.download_button(
        "Take my data with me",
        partial(archive.write, open_store(), now),
        f"PrepKit {now.day.isoformat()}.json",
        "application/json",
        icon=":material/download:",
        key="private_take",
        on_click="ignore",
    )
    st.button(
        "Bring my data back",
        key="private_bring",
        icon=":material/upload:",
        on_click=go_to,
        args=("settings",),
        kwargs={BRING: "1"},
    )
    forget_me("private")


def forget_me(place: str) -> None:
    """The way out for a stranger, asked about once more where it stands; ``place`` tells two apart."""
    ask_first(
        f"{place}_forget",
        "Forget me",
        "Every attempt, note and question of your own is removed from this browser and from the server. "
        "This cannot be undone.",
        "Forget everything",
        kept_in_browser.forget_me,
        icon=":material/delete_forever:",
    )
