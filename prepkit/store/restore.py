"""Putting a backup in the place of the database, the old file kept aside."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from prepkit.errors import DatabaseFailed, UnreadableDatabase, UnusableBackup
from prepkit.store.backup import STAMP, examine, sync_folder
from prepkit.store.sqlite import SqliteDatabase, open_file

LOG, INDEX = "-wal", "-shm"
"""What SQLite keeps beside a database while it is open."""


def restore(database: SqliteDatabase, backup: Path, now: datetime) -> Path:
    """Replace an open database by a backup; where the old file lies now.

    Everybody who holds the database goes on with the restored one. At whatever moment the process is
    killed, the database is the whole old or the whole new one. Raises UnusableBackup, DatabaseFailed;
    the old database is open again then.
    """
    path = Path(database.path)
    aside = _free(path.with_name(f"prepkit-before-restore-{now.astimezone(UTC):{STAMP}}Z.db"))
    fresh = _beside(path, backup)
    try:
        database.replace_file(partial(_swap, path, fresh, aside))
    except OSError as error:
        raise DatabaseFailed(str(path), f"the backup could not be put in its place ({error})") from error
    finally:
        fresh.unlink(missing_ok=True)
    return aside


def restore_unopened(path: Path, backup: Path, now: datetime) -> Path | None:
    """The same for a database that cannot be opened or is gone; None where there was no file to keep."""
    path = Path(os.path.realpath(path))
    fresh = _beside(path, backup)
    try:
        aside = set_aside(path, now)
        os.replace(fresh, path)
        sync_folder(path.parent)
    except OSError as error:
        raise DatabaseFailed(str(path), f"the backup could not be put in its place ({error})") from error
    finally:
        fresh.unlink(missing_ok=True)
    return aside


def set_aside(path: Path, now: datetime) -> Path | None:
    """Move a damaged database away, with its log if it has one; None where there is no file."""
    aside = _free(path.with_name(f"prepkit-damaged-{now.astimezone(UTC):{STAMP}}Z.db"))
    for ending in (LOG, INDEX):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + ending))
    if not path.exists() and not path.is_symlink():
        return None
    path.rename(aside)
    sync_folder(path.parent)
    return aside


def _beside(path: Path, backup: Path) -> Path:
    """A checked copy of the backup on the database's own disk, ready to be renamed."""
    examine(backup)
    fresh = path.with_name(f"{path.name}.restoring")
    try:
        shutil.copyfile(backup, fresh)
        _sync(fresh)
        examine(fresh)
        # Brought up to date here and not in its place: what cannot be is no database to go on with.
        open_file(fresh).close()
        examine(fresh)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise DatabaseFailed(str(path), f"the backup could not be copied ({error})") from error
    except UnreadableDatabase as error:
        for ending in ("", LOG, INDEX):
            fresh.with_name(fresh.name + ending).unlink(missing_ok=True)
        raise UnusableBackup(str(backup), f"it cannot be brought up to date ({error})") from error
    except UnusableBackup:
        fresh.unlink(missing_ok=True)
        raise
    return fresh


def _swap(path: Path, fresh: Path, aside: Path) -> None:
    """The old file gets a second name first, so that there is never a moment without a database."""
    log = path.with_name(path.name + LOG)
    if log.exists():
        # Only a damaged database leaves its log behind; it must not be taken for the new one's.
        log.rename(aside.with_name(aside.name + LOG))
    path.with_name(path.name + INDEX).unlink(missing_ok=True)
    try:
        os.link(path, aside)
    except OSError:
        # Some disks have no second names.
        shutil.copyfile(path, aside)
        _sync(aside)
    os.replace(fresh, path)
    sync_folder(path.parent)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
