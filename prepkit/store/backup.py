"""Makes, checks and thins out copies of the database file. ``restore`` brings one back."""

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

from prepkit.errors import (
    BRINGS_UP_TO_DATE,
    DamagedDatabase,
    DatabaseFailed,
    NewerDatabase,
    OlderDatabase,
    UnusableBackup,
)
from prepkit.store import migrations
from prepkit.store.contents import Contents, count
from prepkit.store.database import DatabaseKind
from prepkit.store.sqlite import BACKUPS, SqliteDatabase, open_memory

BEFORE_RESTORE = "-before-restore"
"""Marks in its name a backup that was made before an earlier one was restored."""
NAME = re.compile(rf"prepkit-(\d{{4}}-\d\d-\d\dT\d\d-\d\d-\d\d)Z({BEFORE_RESTORE})?(?:-\d+)?\.db")
STAMP = "%Y-%m-%dT%H-%M-%S"
PART = ".part"
NEEDED = {"profiles", "settings", "attempts", "voids", "card_states", "marks", "notes", "drafts"}
NEEDED |= {"sessions", "session_cards", "actions"}
RULES = re.compile(r"\b(?:CHECK|GENERATED|COLLATE)\b", re.IGNORECASE)
PLAIN_INDEX = re.compile(r"[^()]*\([^()]*\)(?:\s+WHERE (?:phase IN \(1, 3\)|ended_at IS NULL))?\s*")
KEEP_ALL = timedelta(days=2)
KEEP_DAILY = timedelta(days=14)
KEEP_WEEKLY = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Backup:
    """A checked copy; ``made`` is in UTC, ``size`` in bytes.

    ``before_restore`` marks a copy of the database from just before an earlier backup was restored.
    """

    path: Path
    made: datetime
    size: int
    before_restore: bool = False


@dataclass(frozen=True, slots=True)
class KeptState:
    """The backup that holds the present state: ``made`` just now, or an earlier one that equals it."""

    backup: Backup
    made: bool


def folder_of(database: Path) -> Path:
    """The folder of a database's backups, which lies beside it."""
    return database.with_name(BACKUPS)


def list_backups(folder: Path) -> list[Backup]:
    """List the backups in a folder, newest first; files with other names are ignored."""
    if not folder.is_dir():
        return []
    backups = []
    for path in folder.iterdir():
        moment = _moment(path.name)
        if moment is not None and path.is_file():
            backups.append(_described(path, moment))
    # “-10” comes after “-9”, and both after a name without a number.
    return sorted(backups, key=lambda backup: (backup.made, len(backup.path.name), str(backup.path)))[::-1]


def back_up(database: SqliteDatabase, folder: Path, now: datetime) -> Path | None:
    """Call ``make_backup``; returns the path of the new backup, None if an earlier one holds the same."""
    outcome = make_backup(database, folder, now)
    return outcome.backup.path if outcome.made else None


def make_backup(database: SqliteDatabase, folder: Path, now: datetime) -> KeptState:
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
        # Compare with all of them, because a newest one dated in the future would hide the others.
        for backup in list_backups(folder):
            if filecmp.cmp(backup.path, part, shallow=False):
                part.unlink()
                return KeptState(backup, made=False)
        path = part.with_suffix("")
        part.rename(path)
        sync_folder(folder)
        backups = list_backups(folder)
        for moment in to_drop([backup.made for backup in backups], now):
            for backup in backups:
                if backup.made == moment:
                    backup.path.unlink()
    except OSError as error:
        raise DatabaseFailed(database.path, f"no backup could be written to {folder} ({error})") from error
    return KeptState(_described(path, now.astimezone(UTC)), made=True)


def keep_before_restore(path: Path, folder: Path, now: datetime) -> Path:
    """Copy a closed database into the backups as it is, before another takes its place.

    Raises UnusableBackup for a database that cannot be restored, OSError where the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path_of_copy = _free_name(folder, now, BEFORE_RESTORE)
    part = path_of_copy.with_name(path_of_copy.name + PART)
    try:
        # Copied by SQLite and not byte by byte, so that two backups of the same data are the same file.
        with (
            closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as source,
            closing(sqlite3.connect(part)) as target,
        ):
            source.backup(target)
        sync_file(part)
        examine(part)
        part.rename(path_of_copy)
    except sqlite3.OperationalError as error:
        raise OSError(f"the present state could not be copied: {error}") from error
    except sqlite3.DatabaseError as error:
        raise UnusableBackup(str(path), str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    sync_folder(folder)
    return path_of_copy


def to_drop(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Choose the backups that are no longer needed, by Anki's rule.

    All of the last two days stay, then the last of each day for two weeks, of each week for two months,
    of each month for ever. The newest always stays, and so does what is dated in the future.
    """
    kept_periods: set[object] = set()
    dropped = set()
    for moment in sorted(moments, reverse=True):
        age = now - moment
        if age <= KEEP_ALL:
            kept_periods.add(moment)
            continue
        if age <= KEEP_DAILY:
            period: object = moment.date()
        elif age <= KEEP_WEEKLY:
            period = moment.isocalendar()[:2]
        else:
            period = f"{moment:%Y-%m}"
        if period in kept_periods:
            dropped.add(moment)
        kept_periods.add(period)
    return dropped


def examine(path: Path) -> Contents:
    """Check a file that is to become the database and count its contents. Raises UnusableBackup.

    Anybody may have made the file, so it is opened read-only and may hold only PrepKit's own tables.
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
    record_tables = {migrations.RECORD, migrations.BEFORE_RELEASE[DatabaseKind.SQLITE].table}
    if not names >= NEEDED or not names & record_tables:
        raise UnusableBackup(str(path), "it is no database of PrepKit")
    steps = migrations.recorded(DatabaseKind.SQLITE, connection.execute)
    try:
        migrations.refuse_other_schema(DatabaseKind.SQLITE, steps, str(path))
    except NewerDatabase as error:
        raise UnusableBackup(str(path), "a newer PrepKit wrote it") from error
    except OlderDatabase as error:
        reason = f"it is from before the first release; the PrepKit of commit {BRINGS_UP_TO_DATE} can use it"
        raise UnusableBackup(str(path), reason) from error
    if not {name for name in names if not name.startswith("sqlite_")} <= _own_tables() | record_tables:
        raise UnusableBackup(str(path), "it holds tables that are not PrepKit's")
    statements = connection.execute("SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    if any(
        RULES.search(sql) or (kind == "index" and not PLAIN_INDEX.fullmatch(sql)) for kind, sql in statements
    ):
        raise UnusableBackup(str(path), "it holds rules that no database of PrepKit has")
    # Last, because it evaluates expressions of the schema.
    faults = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    if faults != ["ok"]:
        raise UnusableBackup(str(path), f"it is damaged ({faults[0]})")


def _own_tables() -> set[str]:
    with closing(open_memory()) as empty:
        return {row["name"] for row in empty.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _copied(database: SqliteDatabase, path: Path) -> Path:
    """Write a checked copy to disk, under its name with ``.part``."""
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


def _described(path: Path, moment: datetime) -> Backup:
    return Backup(path, moment, path.stat().st_size, before_restore=BEFORE_RESTORE in path.name)


def _free_name(folder: Path, now: datetime, reason: str = "") -> Path:
    stem = f"prepkit-{now.astimezone(UTC):{STAMP}}Z{reason}"
    path, number = folder / f"{stem}.db", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.db"
    return path


def _moment(name: str) -> datetime | None:
    match = NAME.fullmatch(name)
    if match is None:
        return None
    try:
        return datetime.strptime(match[1], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def sync_file(path: Path) -> None:
    """Force what was written to a file onto the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Force a folder's new file names onto the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
