"""A PostgreSQL database, for a server where people sign in: see docs/decisions/0007-postgresql.md."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from threading import local
from time import monotonic
from typing import Any

import psycopg
from psycopg.rows import RowFactory, dict_row, tuple_row
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, DisconnectionError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from prepkit.errors import ServerFailed
from prepkit.store import migrations
from prepkit.store.database import DatabaseKind, Params, Row
from prepkit.store.pipeline import PipelinedTransaction, pipelined_transaction

PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")
PAUSE_SECONDS = 5
FRESH_SECONDS = 0.2
"""How long what was read may be used again, although another server may have written since."""
ENCODING = "UTF8"
WAIT = (
    "SELECT set_config('lock_timeout', '20s', true), "
    "set_config('idle_in_transaction_session_timeout', '60s', true), "
    "pg_advisory_xact_lock(hashtextextended(%(owner)s, 0))"
)
NUL, REPLACEMENT = "\x00", "�"


class PostgresDatabase:
    """A ``Database`` over a pool of connections; a thread keeps one for as long as its transaction lasts."""

    kind = DatabaseKind.POSTGRESQL

    def __init__(self, engine: Engine) -> None:
        # A single statement needs no transaction around it, which would take two more trips to the server.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._mine = local()
        self._writes = 0

    @contextmanager
    def transaction(self, owner: str = "") -> Iterator[None]:
        """Run everything inside the block or nothing; transactions of one owner wait for each other.

        Statements are sent without waiting, and the server carries them out in their order, so whatever is
        read inside is read under the owner's lock. What fails is said at the next read or at the end.
        """
        if (opened := self._opened()) is not None:
            with self._translate_errors():
                self._take_lock(opened, owner)
            yield
            return
        with (
            self._translate_errors(),
            self._connection() as connection,
            pipelined_transaction(connection) as transaction,
        ):
            self._mine.transaction, self._mine.owners = transaction, {""}
            try:
                self._take_lock(transaction, owner)
                yield
            finally:
                self._mine.transaction = None
                self._writes += 1

    def rows(self, sql: str, params: Params | None = None) -> Sequence[Row]:
        """Read all rows of one query, with named parameters."""
        with self._result(sql, params, dict_row) as cursor:
            return cursor.fetchall()

    def row(self, sql: str, params: Params | None = None) -> Row | None:
        """Read the first row of one query, or None."""
        with self._result(sql, params, dict_row) as cursor:
            row: Row | None = cursor.fetchone()
            return row

    def tuples(self, sql: str, params: Params | None = None) -> Iterator[tuple[Any, ...]]:
        """Read the rows of one query as plain tuples, one at a time."""
        with self._result(sql, params) as cursor:
            yield from cursor

    def execute(self, sql: str, params: Params | None = None) -> None:
        """Run one statement, in its own transaction if none is open; inside one it is only sent."""
        self._writes += 1
        if (opened := self._opened()) is not None:
            with self._translate_errors():
                opened.send(_driver_sql(sql), _storable(params or {}))
            return
        with self._result(sql, params):
            return

    def count_changed(self, sql: str, params: Params | None = None) -> int:
        """Run one statement as ``execute`` does, and wait for the number of rows that it changed."""
        self._writes += 1
        with self._result(sql, params) as cursor:
            return cursor.rowcount

    def execute_many(self, sql: str, params: Sequence[Params]) -> None:
        """Run one statement for each set of parameters, all or nothing."""
        if not params:
            return
        with self.transaction(), self._translate_errors():
            opened = self._opened()
            assert opened is not None
            opened.send_many(_driver_sql(sql), [_storable(row_params) for row_params in params])

    def rows_as_stored(self, sql: str, params: Params | None = None) -> list[dict[str, Any]]:
        """Read all rows of one query; PostgreSQL lets no cell hold what its type does not allow."""
        return [dict(row) for row in self.rows(sql, params)]

    def delete_row(self, table: str, cells: Mapping[str, Any]) -> None:
        """Delete the row with exactly these cells."""
        self.execute(
            f"DELETE FROM {table} WHERE {' AND '.join(f'{name} = :{name}' for name in cells)}", cells
        )

    def version(self) -> Hashable:
        """Return a value that changes with every write of this process, and by itself after a moment."""
        return self._writes, monotonic() // FRESH_SECONDS

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _take_lock(self, transaction: PipelinedTransaction, owner: str) -> None:
        """Wait for the owner's lock, which one transaction of all processes can hold, 20 seconds at most."""
        if owner not in self._mine.owners:
            transaction.send(WAIT, {"owner": owner})
            self._mine.owners.add(owner)

    def _opened(self) -> PipelinedTransaction | None:
        """Return the transaction that this thread has open."""
        transaction: PipelinedTransaction | None = getattr(self._mine, "transaction", None)
        return transaction

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        """Take a connection from the pool; where it breaks, the others are taken for broken as well."""
        with self._engine.connect() as pooled:
            connection = pooled.connection.driver_connection
            assert isinstance(connection, psycopg.Connection)
            try:
                yield connection
            except BaseException:
                if connection.closed:
                    pooled.invalidate()
                    self._engine.dispose()
                raise

    @contextmanager
    def _result(
        self, sql: str, params: Params | None, row_factory: RowFactory[Any] = tuple_row
    ) -> Iterator[psycopg.Cursor[Any]]:
        driver_sql, storable = _driver_sql(sql), _storable(params or {})
        with self._translate_errors():
            if (opened := self._opened()) is not None:
                yield opened.run(driver_sql, storable, row_factory)
                return
            with self._connection() as connection:
                yield connection.cursor(row_factory=row_factory).execute(driver_sql, storable)

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        """What the server refuses is said as ServerFailed. Nothing a person wrote may get into a log."""
        try:
            yield
        except (psycopg.Error, DBAPIError) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            # The first line: those below it may quote the row.
            raise ServerFailed(str(cause).strip().partition("\n")[0]) from None
        except SQLAlchemyError as error:
            raise ServerFailed(str(error).partition("\n")[0]) from error


def open_postgres(engine: Engine) -> PostgresDatabase:
    """Bring the schema up to date and open the database; several servers may do so at the same moment.

    Raises NewerDatabase or OlderDatabase (nothing touched), ServerFailed.
    """
    _try_after_a_pause(engine)
    database = PostgresDatabase(engine)
    ((encoding,),) = database.tuples("SHOW server_encoding")
    if encoding != ENCODING:
        raise ServerFailed(f"the database {engine.url.database} is in {encoding}, not in {ENCODING}")
    migrations.migrate(database, f"PostgreSQL ({engine.url.database})")
    return database


def _try_after_a_pause(engine: Engine) -> None:
    """Check a connection that lay idle before it is used, and replace it if it is broken.

    SQLAlchemy's own ``pool_pre_ping`` tries at every statement, which doubles what each costs.
    """

    def note(_: object, record: ConnectionPoolEntry) -> None:
        record.info["used"] = monotonic()

    def check(connection: DBAPIConnection, record: ConnectionPoolEntry, _: object) -> None:
        if monotonic() - record.info.get("used", monotonic()) < PAUSE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error

    event.listen(engine, "checkin", note)
    event.listen(engine, "checkout", check)


@lru_cache(maxsize=500)
def _driver_sql(sql: str) -> str:
    """Rewrite a statement with psycopg's parameters."""
    return PARAMETER.sub(r"%(\1)s", sql.replace("%", "%%"))


def _storable(params: Params) -> dict[str, Any]:
    """Replace the character NUL, which a text of PostgreSQL cannot hold."""
    return {
        name: cell.replace(NUL, REPLACEMENT) if isinstance(cell, str) and NUL in cell else cell
        for name, cell in params.items()
    }
