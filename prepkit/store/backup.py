"""Copies of the database file: made, checked, thinned out. ``restore`` brings one back."""

from __future__ import annotations

import filecmp
import os
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prepkit.errors import DamagedDatabase, DatabaseFailed, UnusableBackup
from prepkit.store.contents import Contents, count
from prepkit.store.sqlite import BACKUPS, SqliteDatabase, known_migrations, open_memory

BEFORE_RESTORE = "-before-restore"
"""In the name of a backup: it was made as somebody went back to an earlier one."""
NAME = re.compile(rf"prepkit-(\d{{4}}-\d\d-\d\dT\d\d-\d\d-\d\d)Z({BEFORE_RESTORE})?(?:-\d+)?\.db")
STAMP = "%Y-%m-%dT%H-%M-%S"
PART = ".part"
NEEDED = {"profiles", "settings", "attempts", "voids", "card_states", "marks", "notes", "drafts"}
NEEDED |= {"sessions", "session_cards", "actions", "_sqlite_migrations"}
RULES = re.compile(r"\b(?:CHECK|GENERATED|COLLATE)\b", re.IGNORECASE)
PLAIN_INDEX = re.compile(r"[^()]*\([^()]*\)(?:\s+WHERE (?:phase IN \(1, 3\)|ended_at IS NULL))?\s*")
KEEP_ALL = timedelta(days=2)
KEEP_DAILY = timedelta(days=14)
KEEP_WEEKLY = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Backup:
    """A checked copy; ``made`` is in UTC, ``size`` in bytes.

    ``before_restore`` for one that holds what was there before somebody went back to an earlier backup.
    """

    path: Path
    made: datetime
    size: int
    before_restore: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The backup that holds what is there now: ``made`` just now, or one from before that equals it."""

    backup: Backup
    made: bool


def folder_of(database: Path) -> Path:
    """Where the backups of a database lie: beside it."""
    return database.with_name(BACKUPS)


def listed(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first. What has another name is none of ours."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        made = _moment(path.name)
        if made is not None and path.is_file():
            found.append(_described(path, made))
    # “-10” comes after “-9”, and both after a name without a number.
    return sorted(found, key=lambda backup: (backup.made, len(backup.path.name), str(backup.path)))[::-1]


def back_up(database: SqliteDatabase, folder: Path, now: datetime) -> Path | None:
    """As ``make_backup``; where the new backup lies, None when nothing has changed since an earlier one."""
    outcome = make_backup(database, folder, now)
    return outcome.backup.path if outcome.made else None


def make_backup(database: SqliteDatabase, folder: Path, now: datetime) -> Outcome:
    """Copy the database by SQLite's online backup, check the copy, and thin out what is older.

    No copy is kept when nothing has changed: SQLite copies page by page, so an unchanged database gives
    the very bytes of an earlier backup, also in another process. A name without ``.part`` is always a
    whole, checked copy. Raises DamagedDatabase for a database that fails its check, DatabaseFailed where
    the disk refuses; earlier backups are kept then.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left_over in folder.glob(f"*{PART}"):
            if _moment(left_over.name.removesuffix(PART)) is not None:
                left_over.unlink()
        part = _copied(database, _free_name(folder, now))
        # Any of them, not the newest alone: one dated in the future would hide the others.
        for backup in listed(folder):
            if filecmp.cmp(backup.path, part, shallow=False):
                part.unlink()
                return Outcome(backup, made=False)
        made = part.with_suffix("")
        part.rename(made)
        sync_folder(folder)
        backups = listed(folder)
        for moment in to_drop([backup.made for backup in backups], now):
            for backup in backups:
                if backup.made == moment:
                    backup.path.unlink()
    except OSError as error:
        raise DatabaseFailed(database.path, f"no backup could be written to {folder} ({error})") from error
    return Outcome(_described(made, now.astimezone(UTC)), made=True)


def keep_before_restore(path: Path, folder: Path, now: datetime) -> Path:
    """Copy a closed database into the backups as it is, before another takes its place.

    Raises UnusableBackup for a database that is none to go back to, OSError where the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = _free_name(folder, now, BEFORE_RESTORE)
    part = kept.with_name(kept.name + PART)
    try:
        # By SQLite and not byte by byte: two backups of the same data are the same file then.
        with (
            closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as source,
            closing(sqlite3.connect(part)) as target,
        ):
            source.backup(target)
        sync_file(part)
        examine(part)
        part.rename(kept)
    except sqlite3.OperationalError as error:
        raise OSError(f"the present state could not be copied: {error}") from error
    except sqlite3.DatabaseError as error:
        raise UnusableBackup(str(path), str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    sync_folder(folder)
    return kept


def to_drop(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups are no longer needed, as Anki thins them.

    All of the last two days stay, then the last of each day for two weeks, of each week for two months,
    of each month for ever. The newest always stays, and so does what is dated in the future.
    """
    kept: set[object] = set()
    dropped = set()
    for moment in sorted(moments, reverse=True):
        age = now - moment
        if age <= KEEP_ALL:
            kept.add(moment)
            continue
        if age <= KEEP_DAILY:
            period: object = moment.date()
        elif age <= KEEP_WEEKLY:
            period = moment.isocalendar()[:2]
        else:
            period = f"{moment:%Y-%m}"
        if period in kept:
            dropped.add(moment)
        kept.add(period)
    return dropped


def examine(path: Path) -> Contents:
    """Look into a file that is to become the database; raises UnusableBackup for one that must not.

    It may be anybody's: it is opened read-only, and holds nothing but our own tables.
    """
    try:
        # The path is named as it is on disk; ``immutable`` leaves no files beside it.
        uri = f"{path.resolve(strict=True).as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            _check(path, connection)
            return count(lambda sql: connection.execute(sql).fetchall())
    except (sqlite3.Error, OSError, UnicodeError) as error:
        raise UnusableBackup(str(path), str(error)) from error


def _check(path: Path, connection: sqlite3.Connection) -> None:
    kinds = {row[0] for row in connection.execute("SELECT type FROM sqlite_master")}
    if not kinds <= {"table", "index"}:
        raise UnusableBackup(str(path), "it holds views or triggers, which no database of PrepKit does")
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not names >= NEEDED:
        raise UnusableBackup(str(path), "it is no database of PrepKit")
    applied = {row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations")}
    if applied - known_migrations():
        raise UnusableBackup(str(path), "a newer PrepKit wrote it")
    if not {name for name in names if not name.startswith("sqlite_")} <= _own_tables():
        raise UnusableBackup(str(path), "it holds tables that are not PrepKit's")
    written = connection.execute("SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    if any(
        RULES.search(sql) or (kind == "index" and not PLAIN_INDEX.fullmatch(sql)) for kind, sql in written
    ):
        raise UnusableBackup(str(path), "it holds rules that no database of PrepKit has")
    # Last, for it works out what the schema says.
    said = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    if said != ["ok"]:
        raise UnusableBackup(str(path), f"it is damaged ({said[0]})")


def _own_tables() -> set[str]:
    with closing(open_memory()) as empty:
        return {row["name"] for row in empty.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _copied(database: SqliteDatabase, path: Path) -> Path:
    """A checked copy on disk, under its name with ``.part``."""
    part = path.with_name(path.name + PART)
    try:
        with closing(sqlite3.connect(part)) as target:
            database.copy_to(target)
        sync_file(part)
        examine(part)
    except UnusableBackup as error:
        part.unlink(missing_ok=True)
        raise DamagedDatabase(database.path, str(error.__cause__ or error)) from error
    except sqlite3.OperationalError as error:
        part.unlink(missing_ok=True)
        raise DatabaseFailed(database.path, f"no backup could be written ({error})") from error
    except sqlite3.DatabaseError as error:
        part.unlink(missing_ok=True)
        raise DamagedDatabase(database.path, str(error)) from error
    return part


def _described(path: Path, made: datetime) -> Backup:
    return Backup(path, made, path.stat().st_size, before_restore=BEFORE_RESTORE in path.name)


def _free_name(folder: Path, now: datetime, reason: str = "") -> Path:
    stem = f"prepkit-{now.astimezone(UTC):{STAMP}}Z{reason}"
    path, number = folder / f"{stem}.db", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.db"
    return path


def _moment(name: str) -> datetime | None:
    found = NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def sync_file(path: Path) -> None:
    """What was written to a file is on the disk when this returns."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """A new name is on disk only when its folder is. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
