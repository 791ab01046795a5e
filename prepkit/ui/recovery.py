"""What a person can do when their database is damaged or gone: go back to a backup, or begin anew."""

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
from prepkit.store.backup import Backup, examine, folder_of, listed
from prepkit.store.restore import restore_unopened, set_aside
from prepkit.store.sqlite import open_file
from prepkit.ui import desk, places
from prepkit.ui.databases import forget_local, inspect_local, is_saved
from prepkit.ui.wording import plural

MENDABLE = (UnreadableDatabase, MissingDatabase, DamagedDatabase)
"""What going back to a backup mends."""
OFFERED = 10
FAILED = "recovery_failed"


def is_possible() -> bool:
    """Whether this visitor may, and can, put anything where the database lies."""
    if not is_saved():
        return False
    folder = places.data_folder()
    return folder.is_dir() and os.access(folder, os.W_OK)


def offer(error: PrepkitError) -> None:
    """The error, then the ways out of it."""
    st.title("Your data needs a decision", anchor=False)
    st.error(str(error), icon=":material/error:")
    if FAILED in st.session_state:
        st.error(st.session_state.pop(FAILED), icon=":material/error:")
    chosen = choose(listed(folder_of(places.database_file())))
    if chosen is None:
        st.markdown("There is no backup that could be used.")
    else:
        st.button(
            "Go on with this backup", type="primary", key="recover", on_click=_use_backup, args=(chosen,)
        )
    st.button(
        "Begin with an empty database",
        key="begin_anew",
        type="tertiary",
        help="The damaged file is moved aside, not deleted.",
        on_click=_begin_anew,
    )


def choose(backups: Sequence[Backup], *, key: str = "backup") -> Backup | None:
    """A choice among the newest usable backups, each with what it holds; None when there is none."""
    labels = {}
    for backup in backups[:OFFERED]:
        try:
            contents = examine(backup.path)
        except UnusableBackup:
            continue
        last = f", the last on {contents.last_day}" if contents.last_day else ""
        labels[f"{moment_of(backup)} · {plural(contents.attempts, 'attempt')}{last}"] = backup
    if not labels:
        return None
    return labels[st.radio("Backups, newest first", list(labels), key=key)]


def moment_of(backup: Backup) -> str:
    """When a backup was made, to the second and in the browser's time zone, as a list names it."""
    made = f"{backup.made.astimezone(ZoneInfo(desk.clock().tz)):%d %B %Y, %H:%M:%S}"
    return f"Before going back on {made}" if backup.before_restore else made


def _use_backup(backup: Backup) -> None:
    forget_local()
    try:
        restore_unopened(places.database_file(), backup.path, datetime.now(UTC))
        # A backup may hold what an import would refuse.
        inspect_local(desk.clock().now)
    except PrepkitError as error:
        st.session_state[FAILED] = str(error)


def _begin_anew() -> None:
    path = places.database_file()
    forget_local()
    try:
        set_aside(path, datetime.now(UTC))
        open_file(path, anew=True).close()
    except (PrepkitError, OSError) as error:
        st.session_state[FAILED] = str(error)
