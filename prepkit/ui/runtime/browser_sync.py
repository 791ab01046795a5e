"""Keep a copy of a stranger's rows in their own browser, and read it back when they return.

A stranger's rows are in the server's memory only while their tab is open. The server writes new rows into
the browser's storage with each page, and asks once, when a session begins, what the browser holds. Anybody
may have changed the answer, so it is checked like an archive from a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from prepkit.errors import PrepkitError
from prepkit.exchange import archive, entries
from prepkit.exchange.archive import Archive
from prepkit.model import Clock
from prepkit.store import Store, changes, profiles
from prepkit.store.changes import SyncCursor
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.demo_mode import in_demo
from prepkit.ui.runtime.opening import clock, open_store
from prepkit.ui.runtime.routes import go_to
from prepkit.ui.runtime.visit import Mode, mode
from prepkit.ui.widgets.components.browser_storage import COOKIE, begin_write, browser_storage
from prepkit.ui.widgets.components.editor import SESSION
from prepkit.workspace import new_uuid

STATE = "kept_in_browser"
"""The session key of what this session knows of the copy."""
PAGE, CARD = "browser_storage", "browser_storage_card"
"""The keys of the component on a page and in the fragment of a card."""
MAX_CHARACTERS = 12_000_000
"""The longest copy that is read back: more than any browser holds for one site."""
REPEATED = 20
"""How many entries are sent again with the new ones: a run that was cut short may not have arrived."""


@dataclass(slots=True)
class _Copy:
    """What this session knows of the copy; it is ``waiting`` until the browser has answered ``ask``.

    ``profile`` is the id of the copied profile; after the server has dropped a stranger's rows they get a new
    profile with another id.
    """

    ask: str
    waiting: bool
    profile: str = ""
    forget: str = ""
    forget_videos: bool = False
    seen: SyncCursor = field(default_factory=SyncCursor)
    recent: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    problem: str = ""
    offered: Archive | None = None


def is_used() -> bool:
    """Return whether this visitor's browser may hold a copy: not for the local user, nor in the demo."""
    return not in_demo() and mode() is not Mode.LOCAL


def is_waiting() -> bool:
    """Return whether the page must wait for the browser's copy, and ask the browser for it if so."""
    if not is_fetching():
        return False
    copy = _copy()
    st.caption("Loading your data from this browser…")
    _mount(copy, {}, PAGE)
    st.button("Continue without it", key="go_on_without", type="tertiary", on_click=once(_give_up))
    return True


def is_fetching() -> bool:
    """Return whether the browser has not answered yet: a row missing here may be in its copy."""
    return is_used() and _copy().waiting


def syncing(key: str) -> AbstractContextManager[object]:
    """Return the container in which a page, or a fragment with its own ``key``, draws.

    New rows are sent to the browser before it draws. A “Saved” in it becomes visible once the browser has
    the rows that callbacks stored (``write_number``).
    """
    if not is_used():
        return nullcontext()
    page, below = st.container(), st.container()
    with below:
        _send_rows(key)
    return page


def _send_rows(key: str) -> None:
    copy = _copy()
    if mode() is Mode.PRIVATE:
        fresh, copy.seen = _fresh(open_store(), copy.seen, clock())
        if fresh:
            begin_write()
        copy.recent = {**dict(list(copy.recent.items())[-REPEATED:]), **fresh}
    _mount(copy, copy.recent, key)


def write_all_again() -> None:
    """Write every row again with the next page: a merge has numbered attempts anew. For callbacks."""
    _copy().seen = SyncCursor()


def problem() -> str:
    """Return why the browser's copy could not be used, as a sentence; empty if it could."""
    return _copy().problem if is_used() else ""


def offered_copy() -> Archive | None:
    """Return what this browser kept before its owner signed in, until they have added or forgotten it."""
    return _copy().offered if is_used() else None


def take_offered() -> None:
    """Add the offered copy to the rows of the signed-in person. For callbacks."""
    copy = _copy()
    if copy.offered is not None:
        archive.merge(open_store(), copy.offered)
        forget_here()


def forget_here(*, with_videos: bool = False) -> None:
    """Remove the copy from this browser, from all its windows, ``with_videos`` its recordings too.

    For callbacks.
    """
    st.session_state[STATE] = _Copy(
        ask="", waiting=False, profile=_profile(), forget=new_uuid(), forget_videos=with_videos
    )


def forget_me() -> None:
    """Remove everything the server and this browser hold. For callbacks."""
    profiles.delete(open_store())
    forget_here(with_videos=True)
    st.toast("Everything about you was deleted.", icon=":material/check:")
    go_to("today")


def _copy() -> _Copy:
    copy: _Copy | None = st.session_state.get(STATE)
    profile = _profile()
    if copy is None:
        is_kept = COOKIE in st.context.cookies and mode() is Mode.PRIVATE
        copy = _Copy(ask=new_uuid(), waiting=is_kept, profile=profile)
    elif copy.profile != profile:
        # Ask again: the server drops a stranger's rows when the connection drops, but keeps the session.
        copy = _Copy(ask=new_uuid(), waiting=True, profile=profile)
        # Make editors send their text again: it was sent to the rows that are gone.
        st.session_state.pop(SESSION, None)
    st.session_state[STATE] = copy
    return copy


def _profile() -> str:
    """Return the id of the profile on screen; empty where it is not copied to the browser."""
    return open_store().profile_id if mode() is Mode.PRIVATE else ""


def _mount(copy: _Copy, fresh: Mapping[str, Mapping[str, Any]], key: str) -> None:
    base = st.get_option("server.baseUrlPath").strip("/")
    browser_storage(
        fresh,
        prefix=f"prepkit:{base}:",
        key=key,
        speaks=key == PAGE,
        ask=copy.ask if key == PAGE else "",
        wait=copy.waiting,
        forget=copy.forget,
        forget_videos=copy.forget_videos,
        on_kept=_merge_copy,
        on_forgotten=_forgotten_elsewhere,
    )


def _fresh(store: Store, seen: SyncCursor, now: Clock) -> tuple[dict[str, Mapping[str, Any]], SyncCursor]:
    rows, seen = changes.since(store, seen, now.now)
    return {**entries.from_rows(rows), **entries.profile_entry(store)}, seen


def _merge_copy(ask: str, text: str) -> None:
    copy = _copy()
    if copy.ask and not ask:
        copy.ask = new_uuid()
    if not copy.ask or ask != copy.ask:
        return
    copy.ask, copy.waiting = "", False
    if len(text) > MAX_CHARACTERS:
        copy.problem = "The copy in this browser is larger than PrepKit can restore."
        return
    try:
        browser_copy = archive.read_browser_copy("what this browser keeps", text.encode(errors="replace"))
        if mode() is Mode.PRIVATE:
            store = open_store()
            # Find the rows stored before the browser's answer: they are not in its copy yet.
            unwritten, _ = _fresh(store, SyncCursor(), clock())
            archive.merge(store, browser_copy)
            copy.seen = SyncCursor() if unwritten else _fresh(store, SyncCursor(), clock())[1]
        elif browser_copy.count("attempts"):
            copy.offered = browser_copy
    except PrepkitError as error:
        copy.problem = str(error)
        return
    if browser_copy.problems:
        copy.problem = f"{len(browser_copy.problems):,} damaged entries in this browser’s copy were left out."


def _give_up() -> None:
    _copy().waiting = False


def _forgotten_elsewhere() -> None:
    """Delete what this window holds, after another window was told to forget everything."""
    if mode() is Mode.PRIVATE:
        profiles.delete(open_store())
        st.session_state[STATE] = _Copy(ask="", waiting=False, profile=_profile())
        go_to("today")
