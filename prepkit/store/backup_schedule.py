"""Decides when to back up a database while it is in use."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from prepkit.errors import PrepkitError
from prepkit.store.backup import KeptState, folder_of, make_backup
from prepkit.store.sqlite import SqliteDatabase

EVERY = timedelta(minutes=30)
SOON = timedelta(minutes=10)
"""How long after the start the second backup is due, unless ``RATINGS`` attempts come first."""
RATINGS = 10


class BackupSchedule:
    """Makes a backup when one is due and something has changed since the last.

    One is due at the start; then after the first ten ratings or ten minutes, so that new work has a backup
    soon; then every half hour. ``problem`` says in a sentence for the screen why the last one failed; it is
    empty after a success. A failed backup never keeps anybody from practising.
    """

    def __init__(self, database: SqliteDatabase) -> None:
        self.problem = ""
        self._database = database
        self._last_run: datetime | None = None
        self._backed_up: Hashable = None
        self._scheduled_backups = 0
        self._ratings = 0
        self._busy = Lock()

    def run_if_due(self, now: datetime) -> None:
        """Make a backup if one is due. Called at every run of a page; a call when none is due is cheap."""
        if not self._busy.acquire(blocking=False):
            return
        try:
            if self._is_time(now):
                self._last_run = now
                if self._database.version() != self._backed_up:
                    self._back_up(now)
                    self._scheduled_backups += 1
        except PrepkitError as error:
            self.problem = str(error)
        finally:
            self._busy.release()

    def back_up_now(self, now: datetime) -> KeptState:
        """Make a backup at once, because somebody asked for one. Raises DamagedDatabase, DatabaseFailed."""
        with self._busy:
            self._last_run = now
            try:
                return self._back_up(now)
            except PrepkitError as error:
                self.problem = str(error)
                raise

    def _is_time(self, now: datetime) -> bool:
        # A clock that was set back must not delay backups.
        if self._last_run is None or now < self._last_run:
            return True
        if self._scheduled_backups > 1:
            return now - self._last_run >= EVERY
        return now - self._last_run >= SOON or self._last_attempt() - self._ratings >= RATINGS

    def _back_up(self, now: datetime) -> KeptState:
        self._backed_up, self._ratings = self._database.version(), self._last_attempt()
        outcome = make_backup(self._database, folder_of(Path(self._database.path)), now)
        self.problem = ""
        return outcome

    def _last_attempt(self) -> int:
        """The row number of the latest attempt, which is as cheap to read with many attempts as with few."""
        row = self._database.row("SELECT MAX(rowid) AS last FROM attempts")
        return int(row["last"] or 0) if row is not None else 0
