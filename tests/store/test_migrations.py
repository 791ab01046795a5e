"""One runner brings both kinds of database to today's schema, and refuses what it cannot."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from prepkit.errors import NewerDatabase, OlderDatabase
from prepkit.store import Database, open_file, open_memory, profiles
from prepkit.store.migrations import (
    BEFORE_RELEASE,
    RECORD,
    STEPS,
    create_document_table,
    migrate,
)
from tests.store.test_database import run

GOLDEN = Path(__file__).parents[1] / "golden" / "prepkit.db.gz"
RECORDS = {RECORD, *(before.table for before in BEFORE_RELEASE.values())}


def before_release() -> bytes:
    """A database as the last commit before the first schema was squashed wrote it, with two attempts."""
    return gzip.decompress(GOLDEN.read_bytes())


def structure(query: Callable[[str], Sequence[Any]]) -> dict[str, list[set[tuple[Any, ...]]]]:
    """Columns, indexes with their columns, references and kind of every table."""

    def rows(sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in query(sql)]

    tables = {name for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table'")} - RECORDS
    return {
        table: [
            set(rows(f"PRAGMA table_info({table})")),
            {
                (*index[1:], *rows(f"PRAGMA index_xinfo({index[1]})"))
                for index in rows(f"PRAGMA index_list({table})")
            },
            set(rows(f"PRAGMA foreign_key_list({table})")),
            {row for row in rows("PRAGMA table_list") if row[1] == table},
        ]
        for table in tables
    }


def test_a_database_of_before_the_release_has_the_schema_of_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "prepkit.db"
    path.write_bytes(before_release())
    earlier = open_file(path)
    assert structure(earlier.rows) == structure(open_memory().rows)
    earlier.close()


def test_a_database_of_before_the_release_goes_on_as_one_with_the_first_schema(tmp_path: Path) -> None:
    path = tmp_path / "prepkit.db"
    path.write_bytes(before_release())
    for _ in range(2):
        database = open_file(path)
        names = {row["name"] for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert names & RECORDS == {RECORD}
        assert recorded(database) == ["s001_first_schema", "s002_coaching"]
        assert profiles.list_all(database)[0].name == "Ana Öztürk"
        database.close()


@pytest.mark.parametrize(
    ("statement", "error", "words"),
    [
        ("DELETE FROM _sqlite_migrations WHERE name = 'm011_sign_outs'", OlderDatabase, "commit 70620ca"),
        ("DELETE FROM _sqlite_migrations WHERE id > 1", OlderDatabase, "Nothing was changed"),
        ("INSERT INTO _sqlite_migrations VALUES (99, 'prepkit', 'm999', 'x')", NewerDatabase, "m999"),
    ],
)
def test_an_older_or_a_newer_database_is_refused_and_left_untouched(
    tmp_path: Path, statement: str, error: type[Exception], words: str
) -> None:
    path = tmp_path / "prepkit.db"
    path.write_bytes(before_release())
    run(path, statement)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(error, match=words):
        open_file(path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def s998_plans(database: Database) -> None:
    create_document_table(database, "plans")


def s999_breaks(database: Database) -> None:
    create_document_table(database, "lists")
    raise RuntimeError("no further")


def recorded(database: Database) -> list[str]:
    return [row["name"] for row in database.rows(f"SELECT name FROM {RECORD} ORDER BY name")]


def test_a_later_step_is_carried_out_once_in_either_database(either_database: Database) -> None:
    for _ in range(2):
        migrate(either_database, "here", (*STEPS, s998_plans))
    insert = (
        "INSERT INTO plans (profile_id, id, content, created_at, updated_at) VALUES ('me', 'p', '{}', 1, 1)"
    )
    assert either_database.count_changed(insert) == 1
    assert recorded(either_database) == ["s001_first_schema", "s002_coaching", "s998_plans"]
    with pytest.raises(NewerDatabase, match="s998_plans"):
        migrate(either_database, "here")


def test_a_step_that_fails_takes_the_steps_before_it_back(either_database: Database) -> None:
    with pytest.raises(RuntimeError, match="no further"):
        migrate(either_database, "here", (*STEPS, s998_plans, s999_breaks))
    assert recorded(either_database) == ["s001_first_schema", "s002_coaching"]
    migrate(either_database, "here", (*STEPS, s998_plans))
    assert either_database.rows("SELECT * FROM plans") == []
