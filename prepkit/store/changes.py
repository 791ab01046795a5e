"""Rows that a profile gained or changed since a cursor, for a copy that is kept elsewhere row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from prepkit.store import actions
from prepkit.store.database import Store
from prepkit.store.tables import TABLES, MergeRule, Row

DATED = (MergeRule.LATER_WINS, MergeRule.EARLIEST_WINS)
"""The merge rules of tables whose every change has a moment; ``since`` reads each other table its own way."""
SESSIONS = 2
_DATED_TABLES = tuple(name for name, table in TABLES.items() if table.merge_rule in DATED)
_LATEST = " UNION ALL ".join(
    f"SELECT '{name}' AS name, COALESCE(MAX({TABLES[name].moments[0]}), -1) AS latest "
    f"FROM {name} WHERE {TABLES[name].is_own}"
    for name in _DATED_TABLES
)


@dataclass(frozen=True, slots=True)
class SyncCursor:
    """How far a copy has come: the last sequence number, the latest moment in each table, and the ids of
    the sessions whose cards it has.
    """

    seq: int = 0
    moments: Mapping[str, int] = field(default_factory=dict)
    sessions: frozenset[str] = frozenset()


def since(store: Store, cursor: SyncCursor, now: int) -> tuple[dict[str, list[Row]], SyncCursor]:
    """Read the rows written after ``cursor``, by table as ``merging.dump`` gives them, and the next cursor.

    The latest sessions are always among them, because they change without leaving a date; the cards of a
    session never change. The latest actions that can be undone are included.
    """
    rows_by_table: dict[str, list[Row]] = {name: [] for name in _DATED_TABLES}
    moments = dict(cursor.moments)
    for name in _changed(store, moments):
        table = TABLES[name]
        (moment,) = table.moments
        rows = store.db.rows(
            f"SELECT {', '.join(table.columns)} FROM {name} "
            f"WHERE {table.is_own} AND {moment} > :moment ORDER BY {moment}",
            store.params(moment=moments.get(name, -1)),
        )
        rows_by_table[name] = [dict(row) for row in rows]
        # A row from a machine whose clock is ahead must not hide rows written on this one until that moment.
        moments[name] = max([moments.get(name, -1), *(min(row[moment], now) for row in rows_by_table[name])])
    rows_by_table["actions"] = list(actions.latest_rows(store, moments.get("actions", -1)))
    changed = (min(actions.changed_at(row), now) for row in rows_by_table["actions"])
    moments["actions"] = max([moments.get("actions", -1), *changed])
    rows_by_table["attempts"], seq = _attempts(store, cursor.seq)
    rows_by_table["sessions"] = _sessions(store)
    begun = [row["id"] for row in rows_by_table["sessions"] if row["id"] not in cursor.sessions]
    rows_by_table["session_cards"] = [card for session in begun for card in _cards(store, session)]
    return rows_by_table, SyncCursor(seq, moments, cursor.sessions | set(begun))


def _changed(store: Store, moments: Mapping[str, int]) -> list[str]:
    """Name the dated tables with news, in one query: with every query a server's visitors change places."""
    latest = {row["name"]: row["latest"] for row in store.db.rows(_LATEST, store.params())}
    return [name for name in _DATED_TABLES if latest[name] > moments.get(name, -1)]


def _attempts(store: Store, seq: int) -> tuple[list[Row], int]:
    rows = store.db.rows(
        f"SELECT seq, {', '.join(TABLES['attempts'].columns)} FROM attempts "
        "WHERE profile_id = :profile_id AND seq > :seq ORDER BY seq",
        store.params(seq=seq),
    )
    attempts: list[Row] = [{name: row[name] for name in TABLES["attempts"].columns} for row in rows]
    return attempts, int(rows[-1]["seq"]) if rows else seq


def _sessions(store: Store) -> list[Row]:
    latest = store.db.rows(
        f"SELECT {', '.join(TABLES['sessions'].columns)} FROM sessions WHERE profile_id = :profile_id "
        "ORDER BY started_at DESC, id LIMIT :most",
        store.params(most=SESSIONS),
    )
    return [dict(row) for row in latest]


def _cards(store: Store, session: str) -> list[Row]:
    rows = store.db.rows(
        f"SELECT {', '.join(TABLES['session_cards'].columns)} FROM session_cards "
        "WHERE session_id = :session_id ORDER BY position",
        {"session_id": session},
    )
    return [dict(row) for row in rows]
