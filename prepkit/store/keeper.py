"""Backs a database up while it is in use."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from prepkit.errors import PrepkitError
from prepkit.store.backup import back_up, folder_of
from prepkit.store.sqlite import SqliteDatabase

EVERY = timedelta(minutes=30)


class Keeper:
    """Makes a backup when the last look is half an hour ago and something has changed since.

    ``problem`` is why the last one failed, as a sentence to show; empty while all is well. A failed backup
    never keeps anybody from practising.
    """

    def __init__(self, database: SqliteDatabase) -> None:
        self.problem = ""
        self._database = database
        self._looked: datetime | None = None
        self._changes = -1
        self._busy = Lock()

    def look(self, now: datetime) -> None:
        """Make a backup if it is time. For every run of a page: it costs nothing in between."""
        # A clock that was set back must not put backups off.
        if self._looked is not None and timedelta(0) <= now - self._looked < EVERY:
            return
        if not self._busy.acquire(blocking=False):
            return
        try:
            self._looked = now
            changes = self._database.changes()
            if changes != self._changes:
                self._back_up(now)
                self._changes = changes
        finally:
            self._busy.release()

    def _back_up(self, now: datetime) -> None:
        try:
            back_up(self._database, folder_of(Path(self._database.path)), now)
            self.problem = ""
        except PrepkitError as error:
            self.problem = str(error)
