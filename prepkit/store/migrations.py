"""Brings a database of either kind to today's schema: ordered steps, each carried out once and recorded.

A released step is never edited: add another below it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prepkit.errors import NewerDatabase, OlderDatabase
from prepkit.store import first_schema
from prepkit.store.database import Database, DatabaseKind

Step = Callable[[Database], None]
"""Changes the schema. It is recorded under its function's name."""
Query = Callable[[str], Iterable[Sequence[Any]]]
"""Runs one query and gives its rows, their cells by place."""

RECORD = "prepkit_migrations"
"""The table of the steps that were carried out."""
MIGRATING = "prepkit migrations"
"""The owner of the transaction, so that two processes never change the schema at once."""
TYPES: Mapping[DatabaseKind, Mapping[str, str]] = {
    DatabaseKind.SQLITE: {
        "key": "TEXT",
        "long": "INTEGER",
        "real": "REAL",
        "serial": "INTEGER PRIMARY KEY",
        "one_tree": "WITHOUT ROWID",
    },
    DatabaseKind.POSTGRESQL: {
        "key": 'TEXT COLLATE "C"',
        "long": "BIGINT",
        "real": "DOUBLE PRECISION",
        "serial": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        "one_tree": "",
    },
}
"""Each database's names for the types of ``first_schema``."""
_TABLES = {
    DatabaseKind.SQLITE: "SELECT name FROM sqlite_master WHERE type = 'table'",
    DatabaseKind.POSTGRESQL: (
        "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
    ),
}


@dataclass(frozen=True, slots=True)
class _BeforeRelease:
    """The steps from before the first release that led to the first schema, and the table they are in."""

    table: str
    steps: frozenset[str]


BEFORE_RELEASE: Mapping[DatabaseKind, _BeforeRelease] = {
    DatabaseKind.SQLITE: _BeforeRelease(
        "_sqlite_migrations",
        frozenset(
            {
                *("m001_first_schema", "m002_fewer_pages_a_rating", "m003_tallies", "m004_when_it_was_set"),
                *("m005_own_questions", "m006_several_people", "m007_stories", "m008_mocks_and_coaching"),
                *("m009_interviews", "m010_unreadable", "m011_sign_outs"),
            }
        ),
    ),
    DatabaseKind.POSTGRESQL: _BeforeRelease(
        RECORD,
        frozenset(
            {
                *("p001_as_of_m006", "p002_stories", "p003_mocks_and_coaching", "p004_interviews"),
                *("p005_unreadable", "p006_sign_outs"),
            }
        ),
    ),
}


def s001_first_schema(database: Database) -> None:
    """Create every table of the first release."""
    for statement in first_schema.STATEMENTS:
        execute(database, statement)
    for name in first_schema.DOCUMENTS:
        create_document_table(database, name)
    for statement in first_schema.OF_ONE_KIND[database.kind]:
        database.execute(statement)


def s002_coaching(database: Database) -> None:
    """Create the tables of coaching sessions, of a coach's feedback and of a coach's own anchors."""
    for name in ("coaching_sessions", "feedback", "rubrics"):
        create_document_table(database, name)


STEPS: tuple[Step, ...] = (s001_first_schema, s002_coaching)
"""All steps, in order."""


def execute(database: Database, statement: str) -> None:
    """Run a statement whose types are written as in ``first_schema``."""
    database.execute(statement.format_map(TYPES[database.kind]))


def create_document_table(database: Database, name: str) -> None:
    """Create a table of whole documents, as ``tables.document_table`` registers one."""
    execute(
        database,
        f"CREATE TABLE {name} (profile_id {{key}} NOT NULL, id {{key}} NOT NULL, content TEXT NOT NULL, "
        "created_at {long} NOT NULL, updated_at {long} NOT NULL, PRIMARY KEY (profile_id, id))",
    )


def migrate(database: Database, place: str, steps: Sequence[Step] = STEPS) -> None:
    """Carry out the missing steps, all or nothing; several processes may do so at the same moment.

    Raises NewerDatabase or OlderDatabase, with nothing touched.
    """
    with database.transaction(MIGRATING):
        names = recorded(database.kind, database.tuples)
        refuse_other_schema(database.kind, names, place, steps)
        database.execute(
            f"CREATE TABLE IF NOT EXISTS {RECORD} "
            "(name TEXT PRIMARY KEY, applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)"
        )
        if names & BEFORE_RELEASE[database.kind].steps:
            _adopt(database, steps[0])
            names = {steps[0].__name__}
        for step in steps:
            if step.__name__ not in names:
                step(database)
                _record(database, step)


def recorded(kind: DatabaseKind, query: Query) -> set[str]:
    """Read the names of the steps that a database went through; none for an empty one."""
    tables = {name for (name,) in query(_TABLES[kind])} & {RECORD, BEFORE_RELEASE[kind].table}
    return {str(name) for table in sorted(tables) for (name,) in query(f"SELECT name FROM {table}")}


def refuse_other_schema(
    kind: DatabaseKind, names: set[str], place: str, steps: Sequence[Step] = STEPS
) -> None:
    """Raise NewerDatabase for a step this PrepKit does not know, OlderDatabase for one it knows no longer."""
    before = BEFORE_RELEASE[kind].steps
    if unknown := names - before - {step.__name__ for step in steps}:
        raise NewerDatabase(place, sorted(unknown))
    if names & before and not names >= before:
        raise OlderDatabase(place)


def _adopt(database: Database, first: Step) -> None:
    """Record a database that went through all steps before the release as one with the first schema."""
    before = BEFORE_RELEASE[database.kind]
    if before.table == RECORD:
        database.execute(f"DELETE FROM {RECORD}")
    else:
        database.execute(f"DROP TABLE {before.table}")
    _record(database, first)


def _record(database: Database, step: Step) -> None:
    database.execute(f"INSERT INTO {RECORD} (name) VALUES (:name)", {"name": step.__name__})
