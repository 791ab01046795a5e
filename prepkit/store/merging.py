"""Everything a profile owns as plain rows, and rows from elsewhere taken in.

The rule of each table gives the same result whichever of two files is taken in first, and taking one
in twice changes nothing: attempts and what took them back are a union, of anything that can be set
anew the later value wins, and a session is taken whole from where it had got furthest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from prepkit.store import tallies
from prepkit.store.database import Store

Row = Mapping[str, Any]

COLUMNS: Mapping[str, Sequence[str]] = {
    "settings": ("name", "value", "updated_at"),
    "attempts": (
        *("id", "card_id", "variant_id", "mode", "rating", "confidence", "answered_at", "local_day"),
        *("tz", "duration_ms", "answer", "ticks", "session_id", "bank_version"),
    ),
    "voids": ("attempt_id", "voided_at"),
    "marks": ("card_id", "flagged", "suspended", "buried_until", "updated_at"),
    "notes": ("card_id", "text", "updated_at"),
    "drafts": ("name", "text", "updated_at"),
    "sessions": (
        *("id", "title", "started_at", "ended_at", "total", "position", "card_id", "variant_id"),
        *("attempt_id", "drawn_at", "revealed_at", "confidence", "ticks"),
    ),
    "session_cards": ("session_id", "position", "card_id"),
    "decks": ("id", "title", "source", "created_at", "updated_at", "removed"),
    "own_questions": ("id", "deck_id", "position", "content", "updated_at"),
    "stories": ("id", "content", "created_at", "updated_at"),
    "story_versions": ("id", "story_id", "content", "made_at", "updated_at"),
    "mocks": ("id", "content", "created_at", "updated_at"),
    "assignments": ("id", "content", "created_at", "updated_at"),
    "scores": ("id", "attempt_id", "rater", "level", "score", "evidence", "updated_at"),
    "interviews": ("id", "content", "created_at", "updated_at"),
    "companies": ("id", "content", "created_at", "updated_at"),
}
"""The columns of each table that belong to a profile, its id apart. What is not here can be worked out
again (card states, tallies) or belongs to one machine (what can be undone)."""

_KEYS = {"settings": "name", "marks": "card_id", "notes": "card_id", "drafts": "name"}
_KEYS |= dict.fromkeys(
    (
        *("decks", "own_questions", "stories", "story_versions", "mocks", "assignments", "scores"),
        *("interviews", "companies"),
    ),
    "id",
)
FAR = 10**12
"""More attempts than anybody makes."""


def dump(store: Store) -> dict[str, list[Row]]:
    """Every row of the profile by table, in a fixed order, with the columns above."""
    return {table: rows_of(store, table) for table in COLUMNS}


def rows_of(store: Store, table: str) -> list[Row]:
    """Every row of the profile in one table, in a fixed order, with the columns above."""
    columns = COLUMNS[table]
    if table == "session_cards":
        where = "session_id IN (SELECT id FROM sessions WHERE profile_id = :profile_id)"
    else:
        where = "profile_id = :profile_id"
    order = "seq" if table == "attempts" else ", ".join(columns[:2])
    # As stored: whoever takes their data along must not be stopped by one damaged cell.
    query = f"SELECT {', '.join(columns)} FROM {table} WHERE {where} ORDER BY {order}"
    return list(store.db.rows_as_stored(query, store.params()))


def take_in(store: Store, tables: Mapping[str, Sequence[Row]]) -> int:
    """Add rows as ``dump`` gives them, all or nothing; how many attempts were new.

    An attempt whose id another profile of this database holds stays there alone. The counts are
    renewed; card states are not: rebuild them in the same transaction.
    """
    tables = _with_dated_interviews(tables)
    with store.transaction():
        for table, key in _KEYS.items():
            _take_in_greater(store, table, key, tables.get(table, ()), _later)
        added = _attempts(store, tables.get("attempts", ()))
        _voids(store, tables.get("voids", ()))
        _take_in_greater(store, "sessions", "id", tables.get("sessions", ()), _further)
        _session_cards(store, tables.get("session_cards", ()))
        tallies.recount(store)
    return added


def last_change(tables: Mapping[str, Sequence[Row]]) -> int:
    """The latest moment at which any of the rows was written; 0 when there are none."""
    moments = ("updated_at", "voided_at", "answered_at", "started_at", "ended_at")
    return max(
        (row.get(name) or 0 for rows in tables.values() for row in rows for name in moments), default=0
    )


def _with_dated_interviews(tables: Mapping[str, Sequence[Row]]) -> Mapping[str, Sequence[Row]]:
    """The interview date was a setting before there were interviews; it becomes one, as in migration m009."""
    chosen = tables.get("settings", ())
    dated = [row for row in chosen if row["name"] == "interview_date"]
    if not dated:
        return tables
    made = [
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
        "settings": [row for row in chosen if row["name"] != "interview_date"],
        "interviews": [*tables.get("interviews", ()), *made],
    }


def _later(row: Row) -> tuple[Any, ...]:
    """Of two values the one set later; of two set at once any order of files must pick the same."""
    return row["updated_at"], json.dumps(row, sort_keys=True)


def _further(row: Row) -> tuple[Any, ...]:
    return row["ended_at"] is not None, row["position"], json.dumps(row, sort_keys=True)


def _take_in_greater(
    store: Store, table: str, key: str, rows: Sequence[Row], rank: Callable[[Row], tuple[Any, ...]]
) -> None:
    """Keep of each thing the row that ranks higher, the one here or the one from elsewhere."""
    columns = COLUMNS[table]
    own = store.db.rows(
        f"SELECT {', '.join(columns)} FROM {table} WHERE profile_id = :profile_id", store.params()
    )
    best = {row[key]: dict(row) for row in own}
    changed = {}
    for row in rows:
        if row[key] not in best or rank(row) > rank(best[row[key]]):
            best[row[key]] = changed[row[key]] = dict(row)
    target = "(id)" if table == "sessions" else f"(profile_id, {key})"
    updates = ", ".join(f"{column} = excluded.{column}" for column in columns if column != key)
    store.db.execute_many(
        f"{_insert(table, columns)} ON CONFLICT {target} DO UPDATE SET {updates} "
        f"WHERE {table}.profile_id = excluded.profile_id",
        [store.params(**row) for row in changed.values()],
    )


def _attempts(store: Store, rows: Sequence[Row]) -> int:
    before = _count(store)
    store.db.execute_many(
        f"{_insert('attempts', ('seq', *COLUMNS['attempts']))} ON CONFLICT DO NOTHING",
        [store.params(seq=-number, **row) for number, row in enumerate(rows, start=1)],
    )
    _number(store)
    return _count(store) - before


def _count(store: Store) -> int:
    found = store.db.row(
        "SELECT COUNT(*) AS attempts FROM attempts WHERE profile_id = :profile_id", store.params()
    )
    return int(found["attempts"]) if found else 0


def _number(store: Store) -> None:
    """Sequence numbers by time, then id, so that two machines with the same attempts agree."""
    query = "SELECT seq, id FROM attempts WHERE profile_id = :profile_id ORDER BY answered_at, id"
    wanted = list(enumerate(store.db.rows(query, store.params()), start=1))
    moved = [{"seq": FAR + seq, "id": row["id"]} for seq, row in wanted if seq != row["seq"]]
    # Through numbers nobody has, for two attempts may never share one.
    store.db.execute_many("UPDATE attempts SET seq = :seq WHERE id = :id", moved)
    store.db.execute(
        "UPDATE attempts SET seq = seq - :far WHERE profile_id = :profile_id AND seq > :far",
        store.params(far=FAR),
    )


def _voids(store: Store, rows: Sequence[Row]) -> None:
    """What was taken back stays taken back, and the earliest moment stands."""
    store.db.execute_many(
        "INSERT INTO voids (attempt_id, profile_id, voided_at) SELECT id, profile_id, :voided_at "
        "FROM attempts WHERE id = :attempt_id AND profile_id = :profile_id "
        "ON CONFLICT (attempt_id) DO UPDATE SET voided_at = excluded.voided_at "
        "WHERE voids.voided_at > excluded.voided_at",
        [store.params(**row) for row in rows],
    )


def _session_cards(store: Store, rows: Sequence[Row]) -> None:
    """Which cards a session plans never changes."""
    store.db.execute_many(
        "INSERT INTO session_cards (session_id, position, card_id) SELECT id, :position, :card_id "
        "FROM sessions WHERE id = :session_id AND profile_id = :profile_id ON CONFLICT DO NOTHING",
        [store.params(**row) for row in rows],
    )


def _insert(table: str, columns: Sequence[str]) -> str:
    names, values = ", ".join(columns), ", ".join(f":{column}" for column in columns)
    return f"INSERT INTO {table} (profile_id, {names}) VALUES (:profile_id, {values})"
