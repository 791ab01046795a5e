"""Recover from a damaged or missing database: restore a backup, or start with an empty one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from prepkit.errors import (
    DamagedDatabase,
    MissingDatabase,
    PrepkitError,
    UnreadableDatabase,
    UnusableBackup,
)
from prepkit.store.backup import Backup, examine, folder_of, list_backups
from prepkit.store.contents import Contents
from prepkit.store.restore import restore_unopened, set_aside
from prepkit.store.sqlite import open_file
from prepkit.ui.runtime import opening, paths
from prepkit.ui.runtime.callbacks import once
from prepkit.ui.runtime.databases import forget_local, inspect_local, is_saved
from prepkit.ui.widgets.wording import long_date, plural

MENDABLE = (UnreadableDatabase, MissingDatabase, DamagedDatabase)
"""The errors that restoring a backup can repair."""
OFFERED = 10
"""The most backups a choice offers."""
FAILED = "recovery_failed"


def is_possible() -> bool:
    """Return whether this visitor may replace the database, and its folder can be written to."""
    if not is_saved():
        return False
    folder = paths.data_folder()
    return folder.is_dir() and os.access(folder, os.W_OK)


def offer(error: PrepkitError) -> None:
    """Draw the error, then the buttons to recover from it."""
    st.title("Your data needs a decision", anchor=False)
    st.error(str(error), icon=":material/error:")
    if FAILED in st.session_state:
        st.error(st.session_state.pop(FAILED), icon=":material/error:")
    backup = choose(list_backups(folder_of(paths.database_file())))
    if backup is None:
        st.markdown("There is no usable backup.")
    else:
        st.button(
            "Continue with this backup",
            type="primary",
            key="recover",
            on_click=once(_use_backup),
            args=(backup,),
        )
    st.button(
        "Start with an empty database",
        key="begin_anew",
        type="tertiary",
        help="The damaged file is moved aside, not deleted.",
        on_click=once(_begin_anew),
    )


def choose(backups: Sequence[Backup], *, key: str = "backup") -> Backup | None:
    """Draw the choice among the newest usable backups and return the chosen one; None when there is none."""
    labels = {}
    for backup in backups[:OFFERED]:
        try:
            contents = examine(backup.path)
        except UnusableBackup:
            continue
        labels[label_of(backup, contents)] = backup
    if not labels:
        return None
    return labels[st.radio("Backups, newest first", list(labels), key=key)]


def label_of(backup: Backup, contents: Contents) -> str:
    """Return a backup's label in the choice: when it was made, and what it holds."""
    last = f", the last on {long_date(contents.last_day)}" if contents.last_day else ""
    return f"{moment_of(backup)} · {plural(contents.attempts, 'attempt')}{last}"


def moment_of(backup: Backup) -> str:
    """Return when a backup was made, to the second and in the browser's time zone."""
    moment = f"{backup.made.astimezone(ZoneInfo(opening.clock().tz)):%d %B %Y, %H:%M:%S}".lstrip("0")
    return f"Before the restore on {moment}" if backup.before_restore else moment


def _use_backup(backup: Backup) -> None:
    forget_local()
    try:
        restore_unopened(paths.database_file(), backup.path, datetime.now(UTC))
        # A backup may hold what an import would refuse.
        inspect_local(opening.clock().now)
    except PrepkitError as error:
        st.session_state[FAILED] = str(error)


def _begin_anew() -> None:
    path = paths.database_file()
    forget_local()
    try:
        set_aside(path, datetime.now(UTC))
        open_file(path, anew=True).close()
    except (PrepkitError, OSError) as error:
        st.session_state[FAILED] = str(error)
