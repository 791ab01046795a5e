"""A PostgreSQL transaction that waits for the server only where something is read, and once at its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from psycopg import Connection, Cursor, Error
from psycopg.errors import InFailedSqlTransaction, PipelineAborted
from psycopg.rows import RowFactory, tuple_row

Params = Mapping[str, Any]


class PipelinedTransaction:
    """Sends statements without waiting for their answers; an error appears at the next read or at the end.

    The connection must be in psycopg's autocommit mode: only then does psycopg send no BEGIN of its own,
    which it would wait for.
    """

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection
        self._pipeline_exit = ExitStack()
        self._pipeline = self._pipeline_exit.enter_context(connection.pipeline())
        self.send("BEGIN")

    def send(self, sql: str, params: Params | None = None) -> None:
        """Send one statement whose result nobody needs."""
        self._connection.execute(sql, params)

    def send_many(self, sql: str, params: Sequence[Params]) -> None:
        """Send one statement for each set of parameters."""
        self._connection.cursor().executemany(sql, params)

    def run(
        self, sql: str, params: Params | None = None, row_factory: RowFactory[Any] = tuple_row
    ) -> Cursor[Any]:
        """Run one statement and wait for its result."""
        cursor = self._connection.cursor(row_factory=row_factory).execute(sql, params)
        # psycopg alone would only ask for the answers; the server's limit on idle transactions needs a sync.
        self._pipeline.sync()
        return cursor

    def commit(self) -> None:
        """Send what is left together with COMMIT, and wait until it is done."""
        cursor = self._connection.execute("COMMIT")
        try:
            self._pipeline_exit.close()
        except PipelineAborted as error:
            # The statement that failed, where its answer came before the others'.
            raise error.__context__ or error from None
        if cursor.statusmessage != "COMMIT":
            raise InFailedSqlTransaction("an error before made the server roll back at COMMIT")

    def roll_back(self) -> None:
        """Take everything back; a connection that is lost has done so already."""
        with suppress(Error):
            self._pipeline_exit.close()
        with suppress(Error):
            self._connection.rollback()


@contextmanager
def pipelined_transaction(connection: Connection[Any]) -> Iterator[PipelinedTransaction]:
    """Commit everything inside the block, or nothing."""
    transaction = PipelinedTransaction(connection)
    # psycopg's own blocks would log an error with the row that it quotes, so none is left with one.
    try:
        yield transaction
        transaction.commit()
    except BaseException:
        transaction.roll_back()
        raise
