"""Puts a backup in the place of the database, and keeps the previous database as a backup."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from prepkit.errors import DatabaseFailed, UnreadableDatabase, UnusableBackup
from prepkit.store.backup import (
    STAMP,
    examine,
    folder_of,
    keep_before_restore,
    sync_file,
    sync_folder,
)
from prepkit.store.sqlite import SqliteDatabase, open_file

LOG, INDEX = "-wal", "-shm"
"""What SQLite keeps beside a database while it is open."""


def restore(database: SqliteDatabase, backup: Path, now: datetime) -> Path:
    """Replace an open database by a backup; returns the path at which the previous database is kept.

    That is a new backup, or a file beside the database if it is too damaged for a backup. ``database``
    goes on with the restored file. At whatever moment the process is killed, the file is the whole old or
    the whole new one. Raises UnusableBackup, DatabaseFailed; the old database is open again then.
    """
    path = Path(database.path)
    fresh = _beside(path, backup)
    kept_paths: list[Path] = []
    try:
        # Copied while nobody can write: a rating between the copy and the swap would be in neither.
        database.replace_file(lambda: kept_paths.append(_swap(path, fresh, now)))
    except OSError as error:
        raise DatabaseFailed(str(path), f"the backup could not be put in its place ({error})") from error
    finally:
        fresh.unlink(missing_ok=True)
    return kept_paths[0]


def restore_unopened(path: Path, backup: Path, now: datetime) -> Path | None:
    """Replace a database that cannot be opened or is gone by a backup.

    Returns the path at which the previous file is kept, None where there was none. Raises UnusableBackup,
    DatabaseFailed.
    """
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
        sync_file(fresh)
        examine(fresh)
        # Migrate the copy before it replaces the database, because one that cannot be migrated is of no use.
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


def _swap(path: Path, fresh: Path, now: datetime) -> Path:
    """Keep the closed database, then put the fresh one in its place; returns the path of the old one."""
    try:
        kept_path = _keep_backup(path, now)
    except UnusableBackup:
        kept_path = _put_aside(path, now)
    path.with_name(path.name + INDEX).unlink(missing_ok=True)
    os.replace(fresh, path)
    sync_folder(path.parent)
    return kept_path


def _keep_backup(path: Path, now: datetime) -> Path:
    if path.with_name(path.name + LOG).exists():
        raise UnusableBackup(str(path), "its log could not be taken in")
    return keep_before_restore(path, folder_of(path), now)


def _put_aside(path: Path, now: datetime) -> Path:
    """Give a damaged file a second name first, so that there is never a moment without a database."""
    aside = _free(path.with_name(f"prepkit-before-restore-{now.astimezone(UTC):{STAMP}}Z.db"))
    log = path.with_name(path.name + LOG)
    if log.exists():
        # Only a damaged database leaves its log behind; it must not be taken for the new one's.
        log.rename(aside.with_name(aside.name + LOG))
    try:
        os.link(path, aside)
    except OSError:
        # Some disks have no second names.
        shutil.copyfile(path, aside)
        sync_file(aside)
    return aside


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
