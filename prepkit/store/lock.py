"""Allows one server process per database file, and tells a second one where the first is running."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from prepkit.errors import DatabaseInUse, UnreadableDatabase


def acquire(database: Path, where: str) -> FileLock:
    """Take the file for this process until it ends; ``where`` tells others where to look.

    The operating system frees the lock when the process dies, however it dies. Raises
    DatabaseInUse with what the holder wrote, UnreadableDatabase where nothing can be written.
    """
    note = database.with_suffix(".running")
    lock = FileLock(database.with_suffix(".lock"), is_singleton=False)
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
        note.write_text(where, encoding="utf-8")
    except Timeout:
        raise DatabaseInUse(str(database), _read(note)) from None
    except OSError as error:
        lock.release()
        raise UnreadableDatabase(str(database), str(error)) from error
    return lock


def _read(note: Path) -> str:
    try:
        return note.read_text(encoding="utf-8").strip() or "on this computer"
    except OSError:
        return "on this computer"
