"""Dumps everything a profile owns as plain rows, and merges rows from elsewhere into a profile.

The rule of each table (``MergeRule``) gives the same result whichever of two files is merged first, and
merging one twice changes nothing: attempts and voids are a union, the later value of anything that can be
set again wins, and a session is taken whole from the machine where it got furthest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from prepkit.store import tallies
from prepkit.store.database import Store
from prepkit.store.tables import TABLES, MergeRule, Row, StoredTable

FAR = 10**12
"""An offset for sequence numbers, larger than the number of attempts of any person."""


def dump(store: Store) -> dict[str, list[Row]]:
    """Read every row of the profile by table, in a fixed order, with the columns that the table registers."""
    return {table: rows_of(store, table) for table in TABLES}


def rows_of(store: Store, table: str) -> list[Row]:
    """Read every row of the profile in one table, in a fixed order, with the columns that it registers."""
    registered = TABLES[table]
    # Read as stored, because one damaged cell must not stop a person from exporting their data.
    query = f"SELECT {', '.join(registered.columns)} FROM {table} "
    query += f"WHERE {registered.is_own} ORDER BY {registered.in_order}"
    return list(store.db.rows_as_stored(query, store.params()))


def merge(store: Store, tables: Mapping[str, Sequence[Row]]) -> int:
    """Add rows as ``dump`` gives them, all or nothing; returns how many attempts were new.

    An attempt whose id another profile of this database holds is not added. The tallies are counted
    again; card states are not: rebuild them in the same transaction.
    """
    tables = _with_dated_interviews(tables)
    with store.transaction():
        before = _count(store)
        # In the order of the registry: voids come after attempts, and cards of a session after sessions.
        for name, table in TABLES.items():
            _MERGERS[table.merge_rule](store, table, tables.get(name, ()))
        tallies.recount(store)
        return _count(store) - before


def last_change(tables: Mapping[str, Sequence[Row]]) -> int:
    """The latest moment at which any of the rows was written; 0 when there are none."""
    return max(
        (row.get(moment) or 0 for name in tables for row in tables[name] for moment in TABLES[name].moments),
        default=0,
    )


def _with_dated_interviews(tables: Mapping[str, Sequence[Row]]) -> Mapping[str, Sequence[Row]]:
    """Turn the interview date of an older archive, where it was a setting, into an interview."""
    settings = tables.get("settings", ())
    dated = [row for row in settings if row["name"] == "interview_date"]
    if not dated:
        return tables
    interviews = [
        {
            "id": f"date-{day}",
            "content": json.dumps({"day": day}),
            "created_at": row["updated_at"],
            "updated_at": 0,
        }
        for row in dated
        if (day := json.loads(row["value"]))
    ]
    return {
        **tables,
        "settings": [row for row in settings if row["name"] != "interview_date"],
        "interviews": [*tables.get("interviews", ()), *interviews],
    }


def _later(row: Row) -> tuple[Any, ...]:
    """Rank a row by when it was set, then by its text, so that any order of files picks the same row."""
    return row["updated_at"], json.dumps(row, sort_keys=True)


def _further(row: Row) -> tuple[Any, ...]:
    return row["ended_at"] is not None, row["position"], json.dumps(row, sort_keys=True)


def _take_later(store: Store, table: StoredTable, rows: Sequence[Row]) -> None:
    _take_greater(store, table, rows, _later)


def _take_further(store: Store, table: StoredTable, rows: Sequence[Row]) -> None:
    _take_greater(store, table, rows, _further)


def _take_greater(
    store: Store, table: StoredTable, rows: Sequence[Row], rank: Callable[[Row], tuple[Any, ...]]
) -> None:
    """Keep of each key the row that ranks higher, the stored one or the one from elsewhere."""
    own = store.db.rows(
        f"SELECT {', '.join(table.columns)} FROM {table.name} WHERE {table.is_own}", store.params()
    )
    best = {_key(table, row): dict(row) for row in own}
    changed = {}
    for row in rows:
        key = _key(table, row)
        if key not in best or rank(row) > rank(best[key]):
            best[key] = changed[key] = dict(row)
    updates = ", ".join(f"{name} = excluded.{name}" for name in table.columns if name not in table.key)
    store.db.execute_many(
        f"{_insert(table.name, table.columns)} ON CONFLICT ({', '.join(table.primary_key)}) "
        f"DO UPDATE SET {updates} WHERE {table.name}.profile_id = excluded.profile_id",
        [store.params(**row) for row in changed.values()],
    )


def _key(table: StoredTable, row: Any) -> tuple[Any, ...]:
    return tuple(row[name] for name in table.key)


def _add_attempts(store: Store, table: StoredTable, rows: Sequence[Row]) -> None:
    store.db.execute_many(
        f"{_insert(table.name, ('seq', *table.columns))} ON CONFLICT DO NOTHING",
        [store.params(seq=-number, **row) for number, row in enumerate(rows, start=1)],
    )
    number_attempts(store)


def _count(store: Store) -> int:
    row = store.db.row(
        "SELECT COUNT(*) AS attempts FROM attempts WHERE profile_id = :profile_id", store.params()
    )
    return int(row["attempts"]) if row else 0


def number_attempts(store: Store) -> None:
    """Number the attempts by time, then id, so that two machines with the same attempts agree."""
    query = "SELECT seq, id FROM attempts WHERE profile_id = :profile_id ORDER BY answered_at, id"
    wanted = list(enumerate(store.db.rows(query, store.params()), start=1))
    moved = [{"seq": FAR + seq, "id": row["id"]} for seq, row in wanted if seq != row["seq"]]
    # By way of unused numbers, because two attempts may never share one.
    store.db.execute_many("UPDATE attempts SET seq = :seq WHERE id = :id", moved)
    store.db.execute(
        "UPDATE attempts SET seq = seq - :far WHERE profile_id = :profile_id AND seq > :far",
        store.params(far=FAR),
    )


def _add_voids(store: Store, _: StoredTable, rows: Sequence[Row]) -> None:
    """Add voids; of two for one attempt the earliest moment stays."""
    store.db.execute_many(
        "INSERT INTO voids (attempt_id, profile_id, voided_at) SELECT id, profile_id, :voided_at "
        "FROM attempts WHERE id = :attempt_id AND profile_id = :profile_id "
        "ON CONFLICT (attempt_id) DO UPDATE SET voided_at = excluded.voided_at "
        "WHERE voids.voided_at > excluded.voided_at",
        [store.params(**row) for row in rows],
    )


def _add_session_cards(store: Store, _: StoredTable, rows: Sequence[Row]) -> None:
    """Add the planned cards of sessions; cards that are stored already never change."""
    store.db.execute_many(
        "INSERT INTO session_cards (session_id, position, card_id) SELECT id, :position, :card_id "
        "FROM sessions WHERE id = :session_id AND profile_id = :profile_id ON CONFLICT DO NOTHING",
        [store.params(**row) for row in rows],
    )


def _insert(table: str, columns: Sequence[str]) -> str:
    names, values = ", ".join(columns), ", ".join(f":{column}" for column in columns)
    return f"INSERT INTO {table} (profile_id, {names}) VALUES (:profile_id, {values})"


_MERGERS: Mapping[MergeRule, Callable[[Store, StoredTable, Sequence[Row]], None]] = {
    MergeRule.LATER_WINS: _take_later,
    MergeRule.FURTHEST_WINS: _take_further,
    MergeRule.UNION: _add_attempts,
    MergeRule.EARLIEST_WINS: _add_voids,
    MergeRule.NEVER_CHANGES: _add_session_cards,
}
