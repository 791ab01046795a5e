"""A SQLite database: one connection behind one lock, durable and checked."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any

from prepkit.errors import (
    DamagedDatabase,
    DatabaseFailed,
    MissingDatabase,
    QuotaExceeded,
    UnreadableDatabase,
    UnsafeJournal,
)
from prepkit.store import migrations
from prepkit.store.database import DatabaseKind, Params

SYNCHRONOUS_FULL = 2
CACHE_KB = 16_000
MEMORY = ":memory:"
BACKUPS = "backups"
"""The folder beside a database where its backups lie."""
TYPES = {str: "text", int: "integer", float: "real", bytes: "blob", type(None): "null"}
"""SQLite's name for the type of a cell, by the type that Python reads it as."""


class SqliteDatabase:
    """A ``Database`` of one SQLite connection that threads share by taking turns."""

    kind = DatabaseKind.SQLITE

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self.path = path
        self._connection = connection
        self._lock = RLock()
        self._kept: list[object] = []
        self._rollbacks = 0

    def __del__(self) -> None:
        # Python frees a connection only at its next collection; until then nothing can replace the file.
        self._connection.close()

    @contextmanager
    def transaction(self, owner: str = "") -> Iterator[None]:
        """Run everything inside the block or nothing, and commit it to disk when the block ends.

        There is one transaction at a time, whatever the ``owner``.
        """
        with self._lock:
            if self._connection.in_transaction:
                yield
                return
            self._run("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.commit()
            except sqlite3.DatabaseError as error:
                self._roll_back()
                raise self._named(error) from error
            except BaseException:
                self._roll_back()
                raise

    def rows(self, sql: str, params: Params | None = None) -> list[sqlite3.Row]:
        """Read all rows of one query, with named parameters."""
        with self._lock:
            try:
                return self._connection.execute(sql, params or {}).fetchall()
            except sqlite3.DatabaseError as error:
                raise self._named(error) from error

    def tuples(self, sql: str, params: Params | None = None) -> Iterator[tuple[Any, ...]]:
        """Read the rows of one query as plain tuples, one at a time, for results too long to hold at once.

        Nothing else can use the database until the last row has been read.
        """
        with self._lock:
            cursor = self._connection.cursor()
            cursor.row_factory = None
            try:
                yield from cursor.execute(sql, params or {})
            except sqlite3.DatabaseError as error:
                raise self._named(error) from error

    def row(self, sql: str, params: Params | None = None) -> sqlite3.Row | None:
        """Read the first row of one query, or None."""
        with self._lock:
            try:
                row: sqlite3.Row | None = self._connection.execute(sql, params or {}).fetchone()
            except sqlite3.DatabaseError as error:
                raise self._named(error) from error
            return row

    def execute(self, sql: str, params: Params | None = None) -> None:
        """Run one statement, in its own transaction if none is open."""
        self.count_changed(sql, params)

    def count_changed(self, sql: str, params: Params | None = None) -> int:
        """Run one statement as ``execute`` does, and return how many rows it changed."""
        with self._lock:
            if self._connection.in_transaction:
                return self._run(sql, params).rowcount
            with self.transaction():
                return self._run(sql, params).rowcount

    def execute_many(self, sql: str, params: Sequence[Params]) -> None:
        """Run one statement for each set of parameters, all or nothing."""
        with self.transaction():
            self._connection.executemany(sql, params)

    def rows_as_stored(self, sql: str, params: Params | None = None) -> list[dict[str, Any]]:
        """Read all rows of one query; a text that is not UTF-8 has half surrogates for its bad bytes."""
        with self._lock:
            self._connection.text_factory = _text_as_stored
            try:
                return [dict(row) for row in self._connection.execute(sql, params or {})]
            except sqlite3.DatabaseError as error:
                raise self._named(error) from error
            finally:
                self._connection.text_factory = str

    def delete_row(self, table: str, cells: Mapping[str, Any]) -> None:
        """Delete the row with exactly these cells, as ``rows_as_stored`` gave them."""
        # Compared by bytes and type: a column may hold what its type does not allow.
        conditions = " AND ".join(
            f"typeof({name}) = :{name}_type AND CAST({name} AS BLOB) IS CAST(:{name} AS BLOB)"
            for name in cells
        )
        params = {name: _as_bytes(cell) for name, cell in cells.items()}
        types = {f"{name}_type": TYPES[type(cell)] for name, cell in cells.items()}
        self.execute(f"DELETE FROM {table} WHERE {conditions}", {**params, **types})

    def migrate(self) -> None:
        """Bring the schema up to date in one write lock, because several threads at once would fail half-way.

        Raises NewerDatabase, OlderDatabase.
        """
        migrations.migrate(self, self.path)

    def set_pragma(self, name: str, value: str) -> None:
        """Set a pragma that returns no value."""
        with self._lock:
            self._connection.execute(f"PRAGMA {name}={value}")

    def pragma(self, name: str) -> Any:
        """Read the current value of a pragma."""
        with self._lock:
            return self._connection.execute(f"PRAGMA {name}").fetchone()[0]

    def version(self) -> Hashable:
        """Return a value that changes with every write, also one that is undone or comes from outside."""
        with self._lock:
            outside = self.row("PRAGMA data_version")
            return id(self._connection), self._connection.total_changes, self._rollbacks, outside

    def copy_to(self, target: sqlite3.Connection) -> None:
        """Copy everything committed, page by page, while other threads wait."""
        with self._lock:
            self._connection.backup(target)

    def replace_file(self, put_in_place: Callable[[], None]) -> None:
        """Close the file, call ``put_in_place`` to replace it, and open the new one in this same object.

        If ``put_in_place`` raises before it has replaced the file, the old one is open again.
        """
        with self._lock:
            if self._connection.in_transaction:
                raise RuntimeError("a transaction is open")
            self._close_clean()
            try:
                put_in_place()
            finally:
                self._connection = _connect(self.path)
                _make_durable(self)
            self.migrate()

    def _close_clean(self) -> None:
        """Close without leaving a write-ahead log, which SQLite would apply to the next file."""
        # SQLite cannot write the log of a damaged file into it; the caller puts the log aside with the file.
        with suppress(sqlite3.DatabaseError):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()

    def keep(self, companion: object) -> None:
        """Hold a reference to an object (a file lock) for as long as this database lives."""
        self._kept.append(companion)

    def _roll_back(self) -> None:
        self._rollbacks += 1
        # A full disk makes SQLite roll back by itself.
        if self._connection.in_transaction:
            self._connection.rollback()

    def _run(self, sql: str, params: Params | None = None) -> sqlite3.Cursor:
        """Execute one statement. Raises DatabaseFailed or DamagedDatabase for what the disk refuses."""
        try:
            return self._connection.execute(sql, params or {})
        except sqlite3.DatabaseError as error:
            raise self._named(error) from error

    def _named(self, error: sqlite3.DatabaseError) -> Exception:
        """Translate an error into one that a person may see; a broken rule of the schema stays as it is."""
        if self.path == MEMORY and getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return QuotaExceeded()
        if isinstance(error, sqlite3.OperationalError):
            return DatabaseFailed(self.path, str(error))
        # SQLite has no class of its own for "malformed" and "not a database".
        return DamagedDatabase(self.path, str(error)) if type(error) is sqlite3.DatabaseError else error

    def close(self) -> None:
        """Close the connection and release what was kept with it."""
        with self._lock:
            self._connection.close()
            self._kept.clear()


def open_file(path: Path, *, anew: bool = False) -> SqliteDatabase:
    """Open or create the database at ``path`` with every write durable.

    Raises NewerDatabase or OlderDatabase (file untouched), UnsafeJournal or UnreadableDatabase;
    MissingDatabase where there is no file, or an empty one, although there are backups, unless it is to
    begin ``anew``.
    """
    # Resolve a link, because a restore must replace the file it points to and never the link itself.
    path = Path(os.path.realpath(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not anew and not (path.exists() and path.stat().st_size):
            _refuse_lost(path)
        if path.exists() and path.stat().st_size:
            _refuse_other_schema(path)
        database = SqliteDatabase(_connect(str(path)), str(path))
        try:
            _make_durable(database)
            database.migrate()
        except BaseException:
            database.close()
            raise
    except (sqlite3.Error, DatabaseFailed, DamagedDatabase, OSError) as error:
        raise UnreadableDatabase(str(path), str(error.__cause__ or error)) from error
    return database


def open_memory(most_bytes: int | None = None) -> SqliteDatabase:
    """Open a private database in memory, of at most ``most_bytes``, that lives as long as its connection."""
    database = SqliteDatabase(_connect(MEMORY), MEMORY)
    database.migrate()
    if most_bytes is not None:
        database.pragma(f"max_page_count={most_bytes // database.pragma('page_size')}")
    return database


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=5)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def _make_durable(database: SqliteDatabase) -> None:
    """Set the journal so that a commit survives a power failure. Raises UnsafeJournal."""
    database.pragma("journal_mode=WAL")
    database.set_pragma("synchronous", "FULL")
    # The default of 2 MB holds some months of attempts; pages beyond it are read again at each rating.
    database.set_pragma("cache_size", f"-{CACHE_KB}")
    journal, synchronous = database.pragma("journal_mode"), database.pragma("synchronous")
    if (journal, synchronous) != ("wal", SYNCHRONOUS_FULL):
        database.close()
        raise UnsafeJournal(database.path, journal, synchronous)


def _refuse_lost(path: Path) -> None:
    """Refuse to create an empty database where backups show that there was one. Raises MissingDatabase."""
    backups = list(path.with_name(BACKUPS).glob("prepkit-*.db"))
    if backups:
        raise MissingDatabase(str(path), len(backups))


def _text_as_stored(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _as_bytes(cell: Any) -> Any:
    return cell.encode("utf-8", "surrogateescape") if isinstance(cell, str) else cell


def _refuse_other_schema(path: Path) -> None:
    """Check the schema over a read-only connection, which neither checkpoints nor converts the file."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        names = migrations.recorded(DatabaseKind.SQLITE, connection.execute)
    migrations.refuse_other_schema(DatabaseKind.SQLITE, names, str(path))
