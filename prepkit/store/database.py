"""The interface that the store needs of a database, and ``Store``: one profile's view of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

Params = Mapping[str, Any]


class DatabaseKind(StrEnum):
    """The kinds of database, for the few statements that only one of them needs."""

    SQLITE = "SQLite"
    POSTGRESQL = "PostgreSQL"


class Row(Protocol):
    """One row of a result, its cells by name; ``dict(row)`` is all of them."""

    def __getitem__(self, name: str, /) -> Any: ...

    def keys(self) -> Iterable[str]: ...


class Database(Protocol):
    """Portable SQL with named parameters (``:name``), texts, and whole numbers of 64 bits.

    Every method raises a PrepkitError that says what is wrong when the database cannot go on.
    """

    kind: DatabaseKind

    def transaction(self, owner: str = "") -> AbstractContextManager[None]:
        """Run everything inside the block or nothing, and commit it when the block ends.

        May be nested; only the outermost block commits. Of one ``owner``'s transactions there is only ever
        one at a time, in all processes. Never call Streamlit inside: any call, and any access to the
        session state, may raise to stop the script, and the work would be rolled back.
        """

    def rows(self, sql: str, params: Params | None = None) -> Sequence[Row]:
        """Read all rows of one query."""

    def row(self, sql: str, params: Params | None = None) -> Row | None:
        """Read the first row of one query, or None."""

    def tuples(self, sql: str, params: Params | None = None) -> Iterator[tuple[Any, ...]]:
        """Read the rows of one query as plain tuples, one at a time, for results too long to hold at once.

        Read them all before using the database for anything else.
        """

    def execute(self, sql: str, params: Params | None = None) -> None:
        """Run one statement, in its own transaction if none is open.

        Inside one, an error may be raised only by the next read or by the end of the transaction.
        """

    def count_changed(self, sql: str, params: Params | None = None) -> int:
        """Run one statement as ``execute`` does, and return how many rows it changed.

        A database far away must be waited for, so ask only where the number is needed.
        """

    def execute_many(self, sql: str, params: Sequence[Params]) -> None:
        """Run one statement for each set of parameters, all or nothing."""

    def rows_as_stored(self, sql: str, params: Params | None = None) -> list[dict[str, Any]]:
        """Read all rows of one query that may be damaged: a text that is not UTF-8 has half surrogates in
        place of its bad bytes.
        """

    def delete_row(self, table: str, cells: Mapping[str, Any]) -> None:
        """Delete the row with exactly these cells, of whatever type, as ``rows_as_stored`` gave them."""

    def version(self) -> Hashable:
        """Return a value that changes with every write: what was read under one still holds under the same.

        Where other servers write as well, it changes by itself after a moment.
        """

    def close(self) -> None:
        """Close every connection."""


@dataclass(frozen=True, slots=True)
class Store:
    """One profile's rows in one database."""

    db: Database
    profile_id: str

    def transaction(self) -> AbstractContextManager[None]:
        """Begin a transaction that this profile owns."""
        return self.db.transaction(self.profile_id)

    def params(self, **more: Any) -> dict[str, Any]:
        """Named parameters of a query, with the profile's id among them."""
        return {"profile_id": self.profile_id, **more}
