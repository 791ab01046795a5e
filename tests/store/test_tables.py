"""The registry of tables says what the databases have, and nothing personal is missing from it."""

from __future__ import annotations

import pytest

from prepkit.exchange import archive
from prepkit.exchange.fields import FIELDS
from prepkit.store import open_memory
from prepkit.store.tables import OF_THIS_MACHINE, TABLES, WORKED_OUT

DATABASE = open_memory()


def columns(table: str) -> list[str]:
    return [row["name"] for row in DATABASE.rows(f"SELECT name FROM pragma_table_info('{table}')")]


def test_every_table_with_rows_of_a_profile_is_registered() -> None:
    personal = {
        row["name"]
        for row in DATABASE.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        if {"profile_id", "session_id"} & set(columns(row["name"]))
    }
    assert personal == {*TABLES, *WORKED_OUT, *OF_THIS_MACHINE}


@pytest.mark.parametrize("name", TABLES)
def test_a_registered_table_has_the_columns_and_the_key_of_the_database(name: str) -> None:
    table = TABLES[name]
    assert {*table.columns} == set(columns(name)) - {"profile_id", "seq"}
    info = DATABASE.rows(f"SELECT name, pk FROM pragma_table_info('{name}') WHERE pk > 0 ORDER BY pk")
    assert tuple(row["name"] for row in info) == table.primary_key
    assert {*table.json_columns, *table.moments, *table.key} <= {*table.columns}


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_a_rule_of_what_it_may_hold(name: str) -> None:
    assert tuple(FIELDS[name]) == TABLES[name].columns


def test_there_are_rules_for_no_other_table() -> None:
    assert FIELDS.keys() == TABLES.keys()


@pytest.mark.parametrize("name", TABLES)
def test_what_is_stored_comes_back_from_json_the_same(name: str) -> None:
    table = TABLES[name]
    row = {column: '"x"' if column in table.json_columns else 1 for column in table.columns}
    assert table.as_row(table.as_json(row)) == row
    if "content" in table.columns:
        removed = row | {"content": ""}
        assert table.as_row(table.as_json(removed)) == removed


def test_an_archive_lists_the_tables_in_their_order() -> None:
    read = archive.read("PrepKit.json", b'{"format": "prepkit", "version": 1}')
    assert list(read.tables) == list(TABLES)
