"""A PostgreSQL database, for a server where people sign in: see docs/decisions/0007-postgresql.md."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from threading import local
from time import monotonic
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, DisconnectionError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from prepkit.errors import ServerFailed
from prepkit.store import migrations
from prepkit.store.database import DatabaseKind, Params, Row

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
        self._engine = engine
        # A single statement needs no transaction around it, which would take two more trips to the server.
        self._single = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._mine = local()
        self._writes = 0

    @contextmanager
    def transaction(self, owner: str = "") -> Iterator[None]:
        """Run everything inside the block or nothing; transactions of one owner wait for each other."""
        if (connection := self._open()) is not None:
            with self._translate_errors():
                self._wait_for(connection, owner)
            yield
            return
        with self._translate_errors(), self._engine.begin() as connection:
            self._mine.connection, self._mine.owners = connection, {""}
            try:
                self._wait_for(connection, owner)
                yield
            finally:
                self._mine.connection = None
                self._writes += 1

    def rows(self, sql: str, params: Params | None = None) -> Sequence[Row]:
        """Read all rows of one query, with named parameters."""
        with self._result(sql, params) as result:
            return [dict(row) for row in result.mappings()]

    def row(self, sql: str, params: Params | None = None) -> Row | None:
        """Read the first row of one query, or None."""
        with self._result(sql, params) as result:
            row = result.mappings().first()
            return None if row is None else dict(row)

    def tuples(self, sql: str, params: Params | None = None) -> Iterator[tuple[Any, ...]]:
        """Read the rows of one query as plain tuples, one at a time."""
        with self._result(sql, params) as result:
            for row in result:
                yield tuple(row)

    def execute(self, sql: str, params: Params | None = None) -> int:
        """Run one statement, in its own transaction if none is open; returns the number of rows changed."""
        self._writes += 1
        with self._result(sql, params) as result:
            return result.rowcount

    def execute_many(self, sql: str, params: Sequence[Params]) -> None:
        """Run one statement for each set of parameters, all or nothing."""
        if not params:
            return
        with self.transaction(), self._translate_errors():
            connection = self._open()
            assert connection is not None
            connection.exec_driver_sql(_driver_sql(sql), [_storable(row_params) for row_params in params])

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

    def _wait_for(self, connection: Connection, owner: str) -> None:
        if owner not in self._mine.owners:
            _wait_for(connection, owner)
            self._mine.owners.add(owner)

    def _open(self) -> Connection | None:
        connection: Connection | None = getattr(self._mine, "connection", None)
        return connection

    @contextmanager
    def _result(self, sql: str, params: Params | None) -> Iterator[CursorResult[Any]]:
        with self._translate_errors():
            if (connection := self._open()) is not None:
                yield connection.exec_driver_sql(_driver_sql(sql), _storable(params or {}))
                return
            with self._single.connect() as connection:
                yield connection.exec_driver_sql(_driver_sql(sql), _storable(params or {}))

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        """What the server refuses is said as ServerFailed. Nothing a person wrote may get into a log."""
        try:
            yield
        except DBAPIError as error:
            # The first line: those below it may quote the row.
            raise ServerFailed(str(error.orig).strip().partition("\n")[0]) from None
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


def _wait_for(connection: Connection, owner: str) -> None:
    """Wait for the owner's lock, which one transaction of all processes can hold, for 20 seconds at most."""
    connection.exec_driver_sql(WAIT, {"owner": owner})


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
