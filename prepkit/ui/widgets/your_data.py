"""Draw the data section of the Settings page: where the data are, their export and their import."""

from __future__ import annotations

from functools import partial

import streamlit as st

from prepkit.errors import UnusableArchive
from prepkit.exchange import archive
from prepkit.exchange.archive import Archive
from prepkit.exchange.imports.grid import MAX_FILE_BYTES
from prepkit.exchange.question_table import attempt_table
from prepkit.exchange.spreadsheet import as_csv
from prepkit.feedback.reader.servers import is_local
from prepkit.model import Clock
from prepkit.store import tallies
from prepkit.store.backup import folder_of
from prepkit.ui.runtime import browser_sync, paths, second_reader
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.databases import can_keep_clients, is_saved
from prepkit.ui.runtime.demo_mode import in_demo
from prepkit.ui.runtime.opening import open_workspace
from prepkit.ui.runtime.visit import Mode, mode
from prepkit.ui.widgets.wording import long_date, plural
from prepkit.workspace import Workspace

PROBLEMS_SHOWN = 100
BRING = "bring"
"""The query parameter of Settings that puts the import first."""
TAKEN_IN = "data_taken_in"
"""The session key of how many files were imported; a new number empties the uploader."""
COUNTED = {
    "attempts": ("attempt", "attempts"),
    "notes": ("note", "notes"),
    "marks": ("marked card", "marked cards"),
    "own_questions": ("question of your own", "questions of your own"),
    "stories": ("story", "stories"),
    "mocks": ("mock", "mocks"),
    "interviews": ("interview", "interviews"),
    "companies": ("company researched", "companies researched"),
}


def where_it_lies(workspace: Workspace) -> None:
    """Draw where the attempts are kept, and how many there are."""
    st.header("Your data", anchor=False)
    attempts = plural(tallies.total(workspace.store), "attempt")
    if is_saved():
        choice = second_reader.chosen()
        sent = (
            "Answers you reveal, and what you have read, go to the second reader above; nothing else is sent "
            "anywhere."
            if choice is not None and choice.is_agreed and not is_local(choice.address)
            else "Nothing is sent anywhere."
        )
        st.markdown(f"{attempts}, in one file on this computer. {sent}")
    elif in_demo():
        st.markdown(f"{attempts} of a learner who does not exist. What you do in the demo is kept nowhere.")
    elif mode() is Mode.SIGNED_IN:
        st.markdown(f"{attempts}, kept on this server under your sign-in, for your eyes only.")
    else:
        st.markdown(
            f"{attempts}, in this tab and as a copy in your own browser. Nobody else can see them, and the "
            "server forgets them when the tab closes."
        )
    with st.expander("Technical details", icon=":material/info:", key="technical_details"):
        # st.code would have the browser load its highlighter of languages, a second more for this page.
        if is_saved():
            st.markdown("Your data, and the folder of its backups:")
            st.markdown(f"`` {paths.database_file()} ``")
            st.markdown(f"`` {folder_of(paths.database_file())} ``")
        st.markdown(
            f"{plural(len(workspace.bank), 'question')} in the bank, version {workspace.bank.version}."
        )
    if workspace.bank.problems:
        st.warning(
            f"{plural(len(workspace.bank.problems), 'row')} of the question tables "
            "could not be used as written.",
            icon=":material/rule:",
        )
        with st.expander("Show the problems"):
            for problem in workspace.bank.problems[:100]:
                st.text(str(problem))


def show_export(workspace: Workspace, now: Clock) -> None:
    """Draw the downloads: everything as one file, and the attempts as a table."""
    st.header("Export", anchor=False)
    st.markdown(
        "One file holds everything: attempts, notes, stories, interviews, your own questions, settings. "
        "It opens in any PrepKit, on this computer or another, and any text editor can read it."
    )
    st.download_button(
        "Export all data",
        partial(archive.write, workspace.store, now),
        f"PrepKit {now.day.isoformat()}.json",
        "application/json",
        icon=":material/download:",
        key="take_everything",
        on_click="ignore",
    )
    store, bank = workspace.store, workspace.bank
    st.download_button(
        "Export attempts only (CSV)",
        lambda: as_csv(attempt_table(store, bank)),
        f"PrepKit attempts {now.day.isoformat()}.csv",
        "text/csv",
        icon=":material/table:",
        key="take_attempts",
        type="tertiary",
        on_click="ignore",
    )


def show_import(workspace: Workspace) -> None:
    """Draw the upload of an exported file: first what is in it, then the button that merges it."""
    st.header("Import", anchor=False)
    st.markdown(
        "What you did on another computer is added to your data here. Nothing is lost: of two "
        "settings or notes the later one counts, and an attempt you already have is not counted twice."
    )
    file = st.file_uploader(
        "A file saved with “Export all data”",
        type="json",
        key=f"data_file_{st.session_state.get(TAKEN_IN, 0)}",
        max_upload_size=MAX_FILE_BYTES // 1_000_000,
    )
    if file is None:
        return
    try:
        contents = _read(file.file_id, file.name, file.getvalue())
    except UnusableArchive as error:
        st.error(str(error), icon=":material/error:")
        return
    counts = _counts(contents)
    if contents.clients and can_keep_clients():
        counts.append(plural(len(contents.clients), "client"))
    elif contents.clients:
        st.caption(
            f"{plural(len(contents.clients), 'client')} in it are left out: clients cannot be kept here."
        )
    saved = long_date(contents.made_at[:10]) or "day unknown"
    st.markdown(f"It holds {', '.join(counts) or 'nothing yet'}, saved {saved}.")
    if contents.problems:
        with st.expander(f"Left out: {len(contents.problems):,}", icon=":material/rule:"):
            for problem in contents.problems[:PROBLEMS_SHOWN]:
                st.text(str(problem))
    st.button("Add to my data", type="primary", key="take_in", on_click=once(_take_in), args=(contents,))


@st.cache_resource(show_spinner="Reading the file…", scope="session", max_entries=1)
def _read(file_id: str, name: str, _content: bytes) -> Archive:
    if len(_content) > MAX_FILE_BYTES:
        raise UnusableArchive(name, f"it is larger than {MAX_FILE_BYTES // 1_000_000} MB")
    return archive.read(name, _content)


def _take_in(contents: Archive) -> None:
    added = archive.merge(open_workspace().store, contents, with_clients=can_keep_clients())
    browser_sync.write_all_again()
    # Empty the uploader by a new key: the same file need not be offered again.
    st.session_state[TAKEN_IN] = st.session_state.get(TAKEN_IN, 0) + 1
    others = [count for count in _counts(contents, without="attempts") if count]
    summary = f"Imported: {', '.join(others)}" if others else "Imported"
    st.toast(f"{summary}. {plural(added, 'new attempt')}.", icon=":material/check:")


def _counts(contents: Archive, without: str = "") -> list[str]:
    """Return each kind of entry in an archive with its number, leaving out the table ``without``."""
    return [
        plural(contents.count(table), *words)
        for table, words in COUNTED.items()
        if table != without and contents.count(table)
    ]
