"""Backs a database up while it is in use."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from prepkit.errors import PrepkitError
from prepkit.store.backup import Outcome, folder_of, make_backup
from prepkit.store.sqlite import SqliteDatabase

EVERY = timedelta(minutes=30)
SOON = timedelta(minutes=10)
"""How long the first work after a start waits for a backup of its own; ``RATINGS`` may be quicker."""
RATINGS = 10


class Keeper:
    """Makes a backup when it is time and something has changed since the last.

    It is time at the start; then after the first ten ratings or ten minutes, so that not only what was
    there before can be gone back to; then every half hour. ``problem`` is why the last one failed, as a
    sentence to show; empty while all is well. A failed backup never keeps anybody from practising.
    """

    def __init__(self, database: SqliteDatabase) -> None:
        self.problem = ""
        self._database = database
        self._looked: datetime | None = None
        self._changes = -1
        self._by_itself = 0
        self._ratings = 0
        self._busy = Lock()

    def look(self, now: datetime) -> None:
        """Make a backup if it is time. For every run of a page: it costs next to nothing in between."""
        if not self._busy.acquire(blocking=False):
            return
        try:
            if self._is_time(now):
                self._looked = now
                if self._database.changes() != self._changes:
                    self._back_up(now)
                    self._by_itself += 1
        except PrepkitError as error:
            self.problem = str(error)
        finally:
            self._busy.release()

    def back_up_now(self, now: datetime) -> Outcome:
        """Make a backup because somebody wants one. Raises DamagedDatabase, DatabaseFailed."""
        with self._busy:
            self._looked = now
            try:
                return self._back_up(now)
            except PrepkitError as error:
                self.problem = str(error)
                raise

    def _is_time(self, now: datetime) -> bool:
        # A clock that was set back must not put backups off.
        if self._looked is None or now < self._looked:
            return True
        if self._by_itself > 1:
            return now - self._looked >= EVERY
        return now - self._looked >= SOON or self._rated() - self._ratings >= RATINGS

    def _back_up(self, now: datetime) -> Outcome:
        changes, self._ratings = self._database.changes(), self._rated()
        self._changes = changes
        outcome = make_backup(self._database, folder_of(Path(self._database.path)), now)
        self.problem = ""
        return outcome

    def _rated(self) -> int:
        """A number that grows by one with each attempt. Its largest row costs the same however many."""
        row = self._database.row("SELECT MAX(rowid) AS last FROM attempts")
        return int(row["last"] or 0) if row is not None else 0
