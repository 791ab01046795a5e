"""Your data, on the Settings page: where it lies, how to take it along and how to bring it back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from prepkit.errors import UnusableArchive
from prepkit.exchange import archive
from prepkit.exchange.archive import Archive
from prepkit.exchange.question_table import attempt_table
from prepkit.exchange.sheet import MAX_FILE_BYTES
from prepkit.exchange.spreadsheet import as_csv
from prepkit.model import Clock
from prepkit.practice.session import Desk
from prepkit.store import tallies
from prepkit.ui import kept_in_browser, places
from prepkit.ui.databases import can_keep_clients, is_saved
from prepkit.ui.demo_mode import in_demo
from prepkit.ui.desk import open_desk
from prepkit.ui.visit import Mode, mode
from prepkit.ui.wording import plural

PROBLEMS_SHOWN = 100
BRING = "bring"
"""The query parameter of Settings that puts bringing back first."""
TAKEN_IN = "data_taken_in"
COUNTED = {
    "attempts": ("attempt", "attempts"),
    "notes": ("note", "notes"),
    "marks": ("marked card", "marked cards"),
    "own_questions": ("question of your own", "questions of your own"),
    "stories": ("story", "stories"),
    "mocks": ("mock", "mocks"),
    "interviews": ("interview", "interviews"),
    "companies": ("company looked up", "companies looked up"),
}


def where_it_lies(desk: Desk) -> None:
    """Say where the attempts are kept, and how many."""
    st.subheader("Your data", anchor=False)
    made = plural(tallies.total(desk.store), "attempt")
    if is_saved():
        st.markdown(f"{made}, in one file on this computer. Nothing is ever sent anywhere.")
        st.code(str(places.database_file()), language=None, wrap_lines=True)
    elif in_demo():
        st.markdown(f"{made} of a learner who does not exist. What you do in the demo is kept nowhere.")
    elif mode() is Mode.SIGNED_IN:
        st.markdown(f"{made}, kept on this server under your sign-in, for your eyes only.")
    else:
        st.markdown(
            f"{made}, in this tab and as a copy in your own browser. Nobody else can see them, and the "
            "server forgets them when the tab closes."
        )
    st.caption(f"{plural(len(desk.bank), 'question')} in the bank, version {desk.bank.version}.")
    if desk.bank.problems:
        st.warning(
            f"{plural(len(desk.bank.problems), 'row')} of the question tables could not be used as written.",
            icon=":material/rule:",
        )
        with st.expander("Show the problems"):
            for problem in desk.bank.problems[:100]:
                st.text(str(problem))


def take_along(desk: Desk, now: Clock) -> None:
    """Everything as one file."""
    st.subheader("Take it with you", anchor=False)
    st.markdown(
        "One file holds everything: attempts, notes, stories, interviews, your own questions, settings. "
        "It opens in any PrepKit, on this computer or another, and any text editor can read it."
    )
    st.download_button(
        "Take everything with me",
        partial(archive.write, desk.store, now),
        f"PrepKit {now.day.isoformat()}.json",
        "application/json",
        icon=":material/download:",
        key="take_everything",
        on_click="ignore",
    )
    store, bank = desk.store, desk.bank
    st.download_button(
        "Only the attempts, as a table",
        lambda: as_csv(attempt_table(store, bank)),
        f"PrepKit attempts {now.day.isoformat()}.csv",
        "text/csv",
        icon=":material/table:",
        key="take_attempts",
        type="tertiary",
        on_click="ignore",
    )


def bring_back(desk: Desk) -> None:
    """A file made by ``take_along``: what is in it, and only then the merge."""
    st.subheader("Bring it back", anchor=False)
    st.markdown(
        "What you did on another computer is added to what is here. Nothing is lost on either side: of two "
        "settings or notes the later one counts, and an attempt that is already here stays one attempt."
    )
    file = st.file_uploader(
        "A file from “Take everything with me”",
        type="json",
        key=f"data_file_{st.session_state.get(TAKEN_IN, 0)}",
        max_upload_size=MAX_FILE_BYTES // 1_000_000,
    )
    if file is None:
        return
    try:
        found = _read(file.file_id, file.name, file.getvalue())
    except UnusableArchive as error:
        st.error(str(error), icon=":material/error:")
        return
    held = _held(found)
    if found.clients and can_keep_clients():
        held.append(plural(len(found.clients), "client"))
    elif found.clients:
        st.caption(f"{plural(len(found.clients), 'client')} in it stay out: here no client would last.")
    st.markdown(f"It holds {', '.join(held) or 'nothing yet'}, saved {found.made_at[:10] or 'some day'}.")
    if found.problems:
        with st.expander(f"Left out: {len(found.problems):,}", icon=":material/rule:"):
            for problem in found.problems[:PROBLEMS_SHOWN]:
                st.text(str(problem))
    st.button("Add it to what is here", type="primary", key="take_in", on_click=_take_in, args=(found,))


@st.cache_resource(show_spinner="Reading the file…", scope="session", max_entries=1)
def _read(file_id: str, name: str, _content: bytes) -> Archive:
    if len(_content) > MAX_FILE_BYTES:
        raise UnusableArchive(name, f"it is larger than {MAX_FILE_BYTES // 1_000_000} MB")
    return archive.read(name, _content)


def _take_in(found: Archive) -> None:
    added = archive.take_in(open_desk().store, found, with_clients=can_keep_clients())
    kept_in_browser.keep_anew()
    # A new key empties the uploader: the same file need not be offered again.
    st.session_state[TAKEN_IN] = st.session_state.get(TAKEN_IN, 0) + 1
    others = [part for part in _held(found, "attempts") if part]
    what = f"Brought back: {', '.join(others)}" if others else "Brought back"
    st.toast(f"{what}. {plural(added, 'new attempt')}.", icon=":material/check:")


def _held(found: Archive, *apart: str) -> list[str]:
    """What an archive holds, a kind each with its number, some kinds apart."""
    return [
        plural(found.count(table), *words)
        for table, words in COUNTED.items()
        if table not in apart and found.count(table)
    ]
