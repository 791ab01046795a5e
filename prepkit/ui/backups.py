"""Backups, on the Settings page: made at once, compared with what is here, and gone back to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from prepkit.errors import PrepkitError, UnusableBackup
from prepkit.store.backup import Backup, examine, folder_of, listed
from prepkit.store.contents import Contents, contents_of
from prepkit.store.restore import restore
from prepkit.ui import databases, places
from prepkit.ui.desk import clock
from prepkit.ui.recovery import choose, moment_of
from prepkit.ui.wording import plural

DONE, FAILED = "backups_done", "backups_failed"
UNDO_FOR = timedelta(days=2)
"""How long after going back the way forward again is offered by itself; the list keeps it longer."""
COUNTED = {
    "stories": "Stories",
    "mocks": "Mocks",
    "interviews": "Interviews",
    "companies": "Companies looked up",
    "own_questions": "Questions of your own",
    "notes": "Notes",
}


def backups(place: str = "") -> None:
    """Make a backup, see which there are, go back to one. Nothing where nothing is kept.

    ``place`` tells the widgets apart where a page draws them twice.
    """
    if not databases.is_saved():
        return
    folder = folder_of(places.database_file())
    st.subheader("Backups", anchor=False)
    st.markdown(
        "PrepKit copies your data by itself: when it starts, after your first ten ratings or ten minutes, "
        "then every half hour in which something changed. It keeps every copy of the last two days, then "
        "one a day, one a week, one a month."
    )
    st.button("Back up now", key=f"{place}back_up_now", icon=":material/save:", on_click=_back_up)
    if DONE in st.session_state:
        st.success(st.session_state.pop(DONE), icon=":material/check:")
    if FAILED in st.session_state:
        st.error(st.session_state.pop(FAILED), icon=":material/error:")
    there = listed(folder)
    _undo(there, place)
    with st.expander("Go back to a backup", icon=":material/settings_backup_restore:"):
        chosen = choose(there, key=f"{place}backup")
        if chosen is None:
            st.markdown("There is none yet.")
            return
        if st.button("Go back to this one…", key=f"{place}restore"):
            _confirm(chosen)
        st.code(str(folder), language=None, wrap_lines=True)


def _undo(there: list[Backup], place: str) -> None:
    """One click back to what was there before somebody went back to a backup; it is kept as well."""
    before = next((backup for backup in there if backup.before_restore), None)
    if before is None or datetime.now(UTC) - before.made > UNDO_FOR:
        return
    try:
        held = examine(before.path)
    except UnusableBackup:
        return
    when = moment_of(before).removeprefix("Before going back on ")
    st.markdown(f"On {when} you went back to a backup. Until then there were {_summary(held)}.")
    st.button(
        "Bring back what was there before",
        key=f"{place}restore_undo",
        icon=":material/undo:",
        on_click=_go_back,
        args=(before,),
    )


@st.dialog("Go back to this backup?")
def _confirm(backup: Backup) -> None:
    if DONE in st.session_state or FAILED in st.session_state:
        # Closes the dialog; the page says how it went.
        st.rerun()
    try:
        held = examine(backup.path)
    except UnusableBackup as error:
        st.error(str(error), icon=":material/error:")
        return
    try:
        here = contents_of(databases.local_database())
    except PrepkitError:
        here = None
        st.warning("What is here now is damaged and cannot be counted.", icon=":material/warning:")
    st.markdown(f"What is here now is replaced by the backup: **{moment_of(backup)}**.")
    st.table(_compared(here, held), border="horizontal", alt="What is here now, and what the backup holds")
    st.markdown("What is here now is kept as a backup of its own; one click brings it back.")
    with st.container(horizontal=True):
        st.button("Go back", key="restore_now", type="primary", on_click=_go_back, args=(backup,))
        if st.button("Keep what is here", key="restore_keep"):
            st.rerun()


def _compared(here: Contents | None, held: Contents) -> dict[str, list[str]]:
    """What both hold: the attempts, and a line for each other thing that either has."""
    now, then = _counts(here), _counts(held)
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
    return {"Attempts": f"{contents.attempts:,}", "Last attempt on": contents.last_day or "never", **counts}


def _summary(contents: Contents) -> str:
    """``25 attempts, the last on 2026-11-30``."""
    last = f", the last on {contents.last_day}" if contents.last_day else ""
    return plural(contents.attempts, "attempt") + last


def _back_up() -> None:
    try:
        outcome = databases.back_up_now()
        held = _summary(examine(outcome.backup.path))
    except PrepkitError as error:
        st.session_state[FAILED] = str(error)
        return
    when = moment_of(outcome.backup)
    same = when[:1].lower() + when[1:] if outcome.backup.before_restore else when
    st.session_state[DONE] = (
        f"Backed up, {when}: {held}."
        if outcome.made
        else f"Nothing has changed since the backup of {same}. It holds {held}."
    )


def _go_back(backup: Backup) -> None:
    try:
        kept = restore(databases.local_database(), backup.path, datetime.now(UTC))
        # A backup may hold what an import would refuse.
        databases.inspect_local(clock().now)
    except PrepkitError as error:
        st.session_state[FAILED] = str(error)
        return
    where = (
        "is the newest backup in the list"
        if kept.parent == folder_of(places.database_file())
        else f"was damaged and is in {kept.name}, beside your data"
    )
    st.session_state[DONE] = f"You are back at the backup. What was here before {where}."
