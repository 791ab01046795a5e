"""Draw the backups on the Settings page: make one, compare one with the current data, and restore one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from prepkit.errors import PrepkitError, UnusableBackup
from prepkit.store.backup import Backup, examine, folder_of, list_backups
from prepkit.store.contents import Contents, contents_of
from prepkit.store.restore import restore
from prepkit.ui.runtime import databases, paths
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.opening import clock
from prepkit.ui.runtime.recovery import choose, label_of, moment_of
from prepkit.ui.widgets.wording import long_date, plural

DONE, FAILED = "backups_done", "backups_failed"
UNDO_FOR = timedelta(days=2)
"""How long after a restore the page offers to undo it; the list of backups keeps that backup longer."""
COUNTED = {
    "stories": "Stories",
    "mocks": "Mocks",
    "interviews": "Interviews",
    "companies": "Companies researched",
    "own_questions": "Your own questions",
    "notes": "Notes",
}


def backups(place: str = "") -> None:
    """Draw buttons to make a backup and to restore one; draw nothing where no data are saved.

    ``place`` makes the widget keys unique where a page draws them twice.
    """
    if not databases.is_saved():
        return
    folder = folder_of(paths.database_file())
    st.header("Backups", anchor=False)
    st.markdown(
        "PrepKit copies your data by itself: when it starts, after your first ten ratings or ten minutes, "
        "then every half hour in which something changed. It keeps every copy of the last two days, then "
        "one a day, one a week, one a month."
    )
    st.button(
        "Back up now",
        key=f"{place}back_up_now",
        icon=":material/save:",
        on_click=once(_back_up),
        args=(f"{place}backup",),
    )
    if DONE in st.session_state:
        st.success(st.session_state.pop(DONE), icon=":material/check:")
    if FAILED in st.session_state:
        st.error(st.session_state.pop(FAILED), icon=":material/error:")
    existing = list_backups(folder)
    _undo(existing, place)
    # The server keeps it open: an element that appears above it would otherwise draw it anew, and closed.
    with st.expander(
        "Restore a backup",
        icon=":material/settings_backup_restore:",
        key=f"{place}backups_folder",
        on_change="rerun",
    ):
        backup = choose(existing, key=f"{place}backup")
        if backup is None:
            st.markdown("No backups yet.")
            return
        if st.button("Restore…", key=f"{place}restore"):
            _confirm(backup)


def _undo(existing: list[Backup], place: str) -> None:
    """Draw a button that restores the data from before the last restored backup."""
    before = next((backup for backup in existing if backup.before_restore), None)
    if before is None or datetime.now(UTC) - before.made > UNDO_FOR:
        return
    try:
        contents = examine(before.path)
    except UnusableBackup:
        return
    when = moment_of(before).removeprefix("Before the restore on ")
    st.markdown(f"You restored a backup on {when}. Your data before that: {_summary(contents)}.")
    st.button(
        "Undo the restore",
        key=f"{place}restore_undo",
        icon=":material/undo:",
        on_click=once(_go_back),
        args=(before,),
    )


@st.dialog("Restore this backup?")
def _confirm(backup: Backup) -> None:
    if DONE in st.session_state or FAILED in st.session_state:
        # Close the dialog: the page shows the outcome.
        st.rerun()
    try:
        backup_contents = examine(backup.path)
    except UnusableBackup as error:
        st.error(str(error), icon=":material/error:")
        return
    try:
        current_contents = contents_of(databases.local_database())
    except PrepkitError:
        current_contents = None
        st.warning("Your current data is damaged and cannot be counted.", icon=":material/warning:")
    st.markdown(f"The backup replaces your current data: **{moment_of(backup)}**.")
    st.table(
        _compared(current_contents, backup_contents),
        border="horizontal",
        alt="Your current data, and what the backup holds",
    )
    st.markdown("Your current data is backed up first, so that one click undoes this.")
    with st.container(horizontal=True):
        st.button("Restore", key="restore_now", type="primary", on_click=once(_go_back), args=(backup,))
        if st.button("Cancel", key="restore_keep"):
            st.rerun()


def _compared(current: Contents | None, backup: Contents) -> dict[str, list[str]]:
    """Return a table as lists by column: attempts and each other kind of entry, now and in the backup."""
    now, then = _counts(current), _counts(backup)
    others = [name for name in COUNTED.values() if {now[name], then[name]} != {"0"}]
    names = ["Attempts", "Last attempt on", *others]
    return {
        "What": names,
        "Here now": [now[name] for name in names],
        "In the backup": [then[name] for name in names],
    }


def _counts(contents: Contents | None) -> dict[str, str]:
    if contents is None:
        return dict.fromkeys(["Attempts", "Last attempt on", *COUNTED.values()], "not known")
    counts = {name: f"{contents.written.get(table, 0):,}" for table, name in COUNTED.items()}
    return {
        "Attempts": f"{contents.attempts:,}",
        "Last attempt on": long_date(contents.last_day or "never"),
        **counts,
    }


def _summary(contents: Contents) -> str:
    """Return what a backup holds, as ``25 attempts, the last on 30 November 2026``."""
    last = f", the last on {long_date(contents.last_day)}" if contents.last_day else ""
    return plural(contents.attempts, "attempt") + last


def _back_up(choice: str) -> None:
    try:
        outcome = databases.back_up_now()
        contents = examine(outcome.backup.path)
    except PrepkitError as error:
        st.session_state[FAILED] = str(error)
        return
    summary = _summary(contents)
    if outcome.made:
        # Select the new backup in the list instead of the one selected before.
        st.session_state[choice] = label_of(outcome.backup, contents)
    when = moment_of(outcome.backup)
    when_in_sentence = when[:1].lower() + when[1:] if outcome.backup.before_restore else when
    st.session_state[DONE] = (
        f"Backed up, {when}: {summary}."
        if outcome.made
        else f"Nothing has changed since the backup of {when_in_sentence}. It holds {summary}."
    )


def _go_back(backup: Backup) -> None:
    try:
        previous = restore(databases.local_database(), backup.path, datetime.now(UTC))
        # A backup may hold what an import would refuse.
        databases.inspect_local(clock().now)
    except PrepkitError as error:
        st.session_state[FAILED] = str(error)
        return
    fate = (
        "is the newest backup in the list"
        if previous.parent == folder_of(paths.database_file())
        else f"was damaged and is in {previous.name}, beside your data"
    )
    st.session_state[DONE] = f"Backup restored. Your earlier data {fate}."
