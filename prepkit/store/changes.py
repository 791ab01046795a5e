"""What a profile has gained since somebody last looked, for a copy kept elsewhere row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from prepkit.store import actions
from prepkit.store.database import Store
from prepkit.store.merging import COLUMNS, Row

MOMENTS = {
    **dict.fromkeys(
        (
            *("settings", "marks", "notes", "drafts", "decks", "own_questions", "stories", "story_versions"),
            *("mocks", "assignments", "scores", "interviews", "companies"),
        ),
        "updated_at",
    ),
    "voids": "voided_at",
}
"""The column of each table that says when a row was written."""
SESSIONS = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """How far somebody has looked: the last sequence number, the latest moment in each table, and the
    sessions whose cards they know.
    """

    seq: int = 0
    moments: Mapping[str, int] = field(default_factory=dict)
    sessions: frozenset[str] = frozenset()


def since(store: Store, seen: Seen, now: int) -> tuple[dict[str, list[Row]], Seen]:
    """Rows written after ``seen``, by table as ``merging.dump`` gives them, and how far that is.

    The latest sessions are always among them: they change without leaving a date. Their cards never do.
    What can be undone is there as well, bounded to the latest steps.
    """
    found: dict[str, list[Row]] = {}
    moments = dict(seen.moments)
    for table, column in MOMENTS.items():
        rows = store.db.rows(
            f"SELECT {', '.join(COLUMNS[table])} FROM {table} "
            f"WHERE profile_id = :profile_id AND {column} > :moment ORDER BY {column}",
            store.params(moment=moments.get(table, -1)),
        )
        found[table] = [dict(row) for row in rows]
        # A row from a machine whose clock is ahead must not hide what is written here until then.
        moments[table] = max([moments.get(table, -1), *(min(row[column], now) for row in found[table])])
    found["actions"] = list(actions.latest_rows(store, moments.get("actions", -1)))
    changed = (min(actions.changed_at(row), now) for row in found["actions"])
    moments["actions"] = max([moments.get("actions", -1), *changed])
    found["attempts"], seq = _attempts(store, seen.seq)
    found["sessions"] = _sessions(store)
    begun = [row["id"] for row in found["sessions"] if row["id"] not in seen.sessions]
    found["session_cards"] = [card for session in begun for card in _cards(store, session)]
    return found, Seen(seq, moments, seen.sessions | set(begun))


def _attempts(store: Store, seq: int) -> tuple[list[Row], int]:
    rows = store.db.rows(
        f"SELECT seq, {', '.join(COLUMNS['attempts'])} FROM attempts "
        "WHERE profile_id = :profile_id AND seq > :seq ORDER BY seq",
        store.params(seq=seq),
    )
    found: list[Row] = [{name: row[name] for name in COLUMNS["attempts"]} for row in rows]
    return found, int(rows[-1]["seq"]) if rows else seq


def _sessions(store: Store) -> list[Row]:
    latest = store.db.rows(
        f"SELECT {', '.join(COLUMNS['sessions'])} FROM sessions WHERE profile_id = :profile_id "
        "ORDER BY started_at DESC, id LIMIT :most",
        store.params(most=SESSIONS),
    )
    return [dict(row) for row in latest]


def _cards(store: Store, session: str) -> list[Row]:
    rows = store.db.rows(
        f"SELECT {', '.join(COLUMNS['session_cards'])} FROM session_cards "
        "WHERE session_id = :session_id ORDER BY position",
        {"session_id": session},
    )
    return [dict(row) for row in rows]
