"""A PostgreSQL database, for a server where people sign in: see docs/decisions/0007-postgresql.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from threading import local
from time import monotonic
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, DisconnectionError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from prepkit.errors import NewerDatabase, ServerFailed
from prepkit.store.database import Params, Row
from prepkit.store.postgres_schema import STEPS

PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")
MIGRATING = "prepkit migrations"
PAUSE_SECONDS = 5
ENCODING = "UTF8"
WAIT = (
    "SELECT set_config('lock_timeout', '20s', true), "
    "set_config('idle_in_transaction_session_timeout', '60s', true), "
    "pg_advisory_xact_lock(hashtextextended(%(owner)s, 0))"
)
NUL, REPLACEMENT = "\x00", "�"


class PostgresDatabase:
    """A ``Database`` over a pool of connections; a thread keeps one for as long as its transaction lasts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # A single statement needs no transaction around it, which would take two more trips to the server.
        self._single = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._mine = local()

    @contextmanager
    def transaction(self, owner: str = "") -> Iterator[None]:
        """Everything inside happens, or nothing; one owner's transactions wait for each other."""
        if (connection := self._open()) is not None:
            with self._heard():
                self._wait_for(connection, owner)
            yield
            return
        with self._heard(), self._engine.begin() as connection:
            self._mine.connection, self._mine.owners = connection, {""}
            try:
                self._wait_for(connection, owner)
                yield
            finally:
                self._mine.connection = None

    def rows(self, sql: str, params: Params | None = None) -> Sequence[Row]:
        """All rows of one query, with named parameters."""
        with self._result(sql, params) as result:
            return [dict(row) for row in result.mappings()]

    def row(self, sql: str, params: Params | None = None) -> Row | None:
        """The first row of one query, or None."""
        with self._result(sql, params) as result:
            found = result.mappings().first()
            return None if found is None else dict(found)

    def tuples(self, sql: str, params: Params | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows of one query as plain tuples, one at a time."""
        with self._result(sql, params) as result:
            for row in result:
                yield tuple(row)

    def execute(self, sql: str, params: Params | None = None) -> int:
        """Run one statement in a transaction of its own if none is open; rows changed."""
        with self._result(sql, params) as result:
            return result.rowcount

    def execute_many(self, sql: str, params: Sequence[Params]) -> None:
        """Run one statement for each set of parameters, all or nothing."""
        if not params:
            return
        with self.transaction(), self._heard():
            connection = self._open()
            assert connection is not None
            connection.exec_driver_sql(_driver_sql(sql), [_storable(one) for one in params])

    def rows_as_stored(self, sql: str, params: Params | None = None) -> list[dict[str, Any]]:
        """The same as ``rows``: PostgreSQL lets no cell hold what its type does not allow."""
        return [dict(row) for row in self.rows(sql, params)]

    def delete_row(self, table: str, cells: Mapping[str, Any]) -> None:
        """Delete the row with exactly these cells."""
        self.execute(
            f"DELETE FROM {table} WHERE {' AND '.join(f'{name} = :{name}' for name in cells)}", cells
        )

    def close(self) -> None:
        """Let go of every connection."""
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
        with self._heard():
            if (connection := self._open()) is not None:
                yield connection.exec_driver_sql(_driver_sql(sql), _storable(params or {}))
                return
            with self._single.connect() as connection:
                yield connection.exec_driver_sql(_driver_sql(sql), _storable(params or {}))

    @contextmanager
    def _heard(self) -> Iterator[None]:
        """What the server refuses is said as ServerFailed. Nothing a person wrote may get into a log."""
        try:
            yield
        except DBAPIError as error:
            # The first line: those below it may quote the row.
            raise ServerFailed(str(error.orig).strip().partition("\n")[0]) from None
        except SQLAlchemyError as error:
            raise ServerFailed(str(error).partition("\n")[0]) from error


def open_postgres(engine: Engine) -> PostgresDatabase:
    """Bring the schema up to date and use it, whoever else does so at the same moment.

    Raises NewerDatabase (nothing touched), ServerFailed.
    """
    _try_after_a_pause(engine)
    database = PostgresDatabase(engine)
    with database._heard(), engine.begin() as connection:
        _wait_for(connection, MIGRATING)
        (encoding,) = connection.exec_driver_sql("SHOW server_encoding").one()
        if encoding != ENCODING:
            raise ServerFailed(f"the database {engine.url.database} is in {encoding}, not in {ENCODING}")
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS prepkit_migrations "
            "(name TEXT PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())"
        )
        applied = {name for (name,) in connection.exec_driver_sql("SELECT name FROM prepkit_migrations")}
        if applied - STEPS.keys():
            raise NewerDatabase(f"PostgreSQL ({engine.url.database})", sorted(applied - STEPS.keys()))
        for name, statements in STEPS.items():
            if name not in applied:
                for statement in statements:
                    connection.exec_driver_sql(statement)
                connection.exec_driver_sql(
                    "INSERT INTO prepkit_migrations (name) VALUES (%(name)s)", {"name": name}
                )
    return database


def _wait_for(connection: Connection, owner: str) -> None:
    """Hold what one transaction of all processes can hold at a time. Nobody waits for ever."""
    connection.exec_driver_sql(WAIT, {"owner": owner})


def _try_after_a_pause(engine: Engine) -> None:
    """Have a connection that lay idle tried before it is used, and replaced if it is broken.

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
    """The same statement with psycopg's parameters."""
    return PARAMETER.sub(r"%(\1)s", sql.replace("%", "%%"))


def _storable(params: Params) -> dict[str, Any]:
    """PostgreSQL's texts cannot hold the character NUL."""
    return {
        name: cell.replace(NUL, REPLACEMENT) if isinstance(cell, str) and NUL in cell else cell
        for name, cell in params.items()
    }
