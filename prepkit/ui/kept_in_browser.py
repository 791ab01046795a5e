"""A stranger's rows live in memory with their tab; this keeps a copy in their own browser and brings it back.

The server writes what is new into the browser's storage with each page, and asks once, when a session
begins, what the browser holds. What comes back is anybody's: it is checked like an archive from a file.
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
from prepkit.practice.session import new_uuid
from prepkit.store import Store, changes, profiles
from prepkit.store.changes import Seen
from prepkit.ui.components.browser_storage import COOKIE, begin_write, browser_storage
from prepkit.ui.components.editor import SESSION
from prepkit.ui.demo_mode import in_demo
from prepkit.ui.desk import clock, open_store
from prepkit.ui.navigate import go_to
from prepkit.ui.visit import Mode, mode

STATE = "kept_in_browser"
PAGE, CARD = "browser_storage", "browser_storage_card"
MAX_CHARACTERS = 12_000_000
"""More than any browser holds for one site."""
REPEATED = 20
"""How many entries are sent again with what is new: a run that was cut short may not have arrived."""


@dataclass(slots=True)
class _Copy:
    """What this session knows of the copy. ``waiting`` until the browser has answered ``ask``.

    ``profile`` is whose rows it is a copy of: a stranger's have another id once the server let go of them.
    """

    ask: str
    waiting: bool
    profile: str = ""
    forget: str = ""
    seen: Seen = field(default_factory=Seen)
    recent: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    problem: str = ""
    offered: Archive | None = None


def is_used() -> bool:
    """Whether this visitor's browser has to do with what is kept of them."""
    return not in_demo() and mode() is not Mode.LOCAL


def is_waiting() -> bool:
    """Whether the page must wait for what the browser holds; it is asked for then."""
    if not is_fetching():
        return False
    copy = _copy()
    st.caption("Fetching what this browser keeps…")
    _mount(copy, {}, PAGE)
    st.button("Go on without it", key="go_on_without", type="tertiary", on_click=_give_up)
    return True


def is_fetching() -> bool:
    """Whether this session does not know yet what the browser holds: what is missing here may be there."""
    return is_used() and _copy().waiting


def keeping(key: str) -> AbstractContextManager[object]:
    """Where a page, or a fragment under a key of its own, draws; what is new goes to the browser before that.

    What says “Saved” in it is seen once the browser has what callbacks stored (``once_written``).
    """
    if not is_used():
        return nullcontext()
    shown, below = st.container(), st.container()
    with below:
        _keep(key)
    return shown


def _keep(key: str) -> None:
    copy = _copy()
    if mode() is Mode.PRIVATE:
        fresh, copy.seen = _fresh(open_store(), copy.seen, clock())
        if fresh:
            begin_write()
        copy.recent = {**dict(list(copy.recent.items())[-REPEATED:]), **fresh}
    _mount(copy, copy.recent, key)


def keep_anew() -> None:
    """Write everything at the next chance: after a merge, which numbers attempts anew. For callbacks."""
    _copy().seen = Seen()


def problem() -> str:
    """Why what the browser held could not be used, as a sentence; empty if it could."""
    return _copy().problem if is_used() else ""


def offered() -> Archive | None:
    """What this browser kept before its owner signed in, until they have decided about it."""
    return _copy().offered if is_used() else None


def take_offered() -> None:
    """Add it to what is kept under the identity. For callbacks."""
    copy = _copy()
    if copy.offered is not None:
        archive.take_in(open_store(), copy.offered)
        forget_here()


def forget_here() -> None:
    """Remove the copy from this browser, from all its windows. For callbacks."""
    st.session_state[STATE] = _Copy(ask="", waiting=False, profile=_profile(), forget=new_uuid())


def forget_me() -> None:
    """Remove everything the server and this browser hold. For callbacks."""
    profiles.delete(open_store())
    forget_here()
    st.toast("Everything about you is forgotten.", icon=":material/check:")
    go_to("today")


def _copy() -> _Copy:
    copy: _Copy | None = st.session_state.get(STATE)
    profile = _profile()
    if copy is None:
        held = COOKIE in st.context.cookies and mode() is Mode.PRIVATE
        copy = _Copy(ask=new_uuid(), waiting=held, profile=profile)
    elif copy.profile != profile:
        # The server lets go of a stranger's rows when the connection drops, but keeps the session.
        copy = _Copy(ask=new_uuid(), waiting=True, profile=profile)
        # What was sent to the rows that are gone has to be sent again.
        st.session_state.pop(SESSION, None)
    st.session_state[STATE] = copy
    return copy


def _profile() -> str:
    """Whose rows this session shows; empty where they are not kept in the browser."""
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
        on_kept=_take_in,
        on_forgotten=_forgotten_elsewhere,
    )


def _fresh(store: Store, seen: Seen, now: Clock) -> tuple[dict[str, Mapping[str, Any]], Seen]:
    rows, seen = changes.since(store, seen, now.now)
    return {**entries.of_rows(rows), **entries.of_profile(store)}, seen


def _take_in(ask: str, text: str) -> None:
    copy = _copy()
    if not copy.ask or ask != copy.ask:
        return
    copy.ask, copy.waiting = "", False
    if len(text) > MAX_CHARACTERS:
        copy.problem = "This browser keeps more than PrepKit takes back at once."
        return
    try:
        found = archive.read_browser_copy("what this browser keeps", text.encode(errors="replace"))
        if mode() is Mode.PRIVATE:
            store = open_store()
            # What arrived before the browser's answer, it does not have yet.
            unwritten, _ = _fresh(store, Seen(), clock())
            archive.take_in(store, found)
            copy.seen = Seen() if unwritten else _fresh(store, Seen(), clock())[1]
        elif found.count("attempts"):
            copy.offered = found
    except PrepkitError as error:
        copy.problem = str(error)
        return
    if found.problems:
        copy.problem = f"{len(found.problems):,} entries that this browser keeps were damaged and left out."


def _give_up() -> None:
    _copy().waiting = False


def _forgotten_elsewhere() -> None:
    """Another window was told to forget: what this one holds goes as well."""
    if mode() is Mode.PRIVATE:
        profiles.delete(open_store())
        st.session_state[STATE] = _Copy(ask="", waiting=False, profile=_profile())
        go_to("today")
