"""Counts attempts by day, rating and confidence as they are added, so that no chart counts a million.

A cache like the card states: written with each attempt, and recounted from the attempts at any time.
"""

from __future__ import annotations

from typing import Any

from prepkit.model import Attempt
from prepkit.store.database import Store

COUNTED = "attempts.id NOT IN (SELECT attempt_id FROM voids WHERE profile_id = :profile_id)"
"""The SQL condition that an attempt was not taken back."""

_UPSERT = """
INSERT INTO tallies (profile_id, local_day, rating, confidence, attempts, duration_ms)
VALUES (:profile_id, :local_day, :rating, :confidence, :attempts, :duration_ms)
ON CONFLICT (profile_id, local_day, rating, confidence) DO UPDATE SET
  attempts = tallies.attempts + excluded.attempts, duration_ms = tallies.duration_ms + excluded.duration_ms
"""
_RECOUNT = f"""
INSERT INTO tallies (profile_id, local_day, rating, confidence, attempts, duration_ms)
SELECT :profile_id, local_day, rating, COALESCE(confidence, ''), COUNT(*), SUM(duration_ms) FROM attempts
WHERE profile_id = :profile_id AND {COUNTED}
GROUP BY local_day, rating, COALESCE(confidence, '')
"""


def add(store: Store, attempt: Attempt, times: int = 1) -> None:
    """Count one attempt; ``times`` is -1 to take it back."""
    store.db.execute(
        _UPSERT,
        store.params(
            local_day=attempt.local_day,
            rating=int(attempt.rating),
            confidence=attempt.confidence or "",
            attempts=times,
            duration_ms=times * attempt.duration_ms,
        ),
    )


def recount(store: Store) -> None:
    """Throw the counts away and count every attempt again."""
    with store.transaction():
        store.db.execute("DELETE FROM tallies WHERE profile_id = :profile_id", store.params())
        store.db.execute(_RECOUNT, store.params())


def total(store: Store) -> int:
    """How many attempts count."""
    row = store.db.row(
        "SELECT COALESCE(SUM(attempts), 0) AS attempts FROM tallies WHERE profile_id = :profile_id",
        store.params(),
    )
    return int(row["attempts"]) if row else 0


def by_day(store: Store, *, since: str = "") -> list[dict[str, Any]]:
    """Attempts and time a local day from ``since`` on: local_day, attempts, duration_ms."""
    return _by(store, "local_day", since)


def ratings_by_day(store: Store, *, since: str = "") -> list[dict[str, Any]]:
    """The rating mix: local_day, rating, attempts, duration_ms."""
    return _by(store, "local_day, rating", since)


def confidence_by_rating(store: Store) -> list[dict[str, Any]]:
    """Attempts by confidence and rating: confidence, rating, attempts, duration_ms."""
    return [row for row in _by(store, "confidence, rating", "") if row["confidence"]]


def _by(store: Store, columns: str, since: str) -> list[dict[str, Any]]:
    rows = store.db.rows(
        f"SELECT {columns}, CAST(SUM(attempts) AS BIGINT) AS attempts, "
        "CAST(SUM(duration_ms) AS BIGINT) AS duration_ms FROM tallies "
        "WHERE profile_id = :profile_id AND local_day >= :since "
        f"GROUP BY {columns} HAVING SUM(attempts) > 0 ORDER BY {columns}",
        store.params(since=since),
    )
    return [dict(row) for row in rows]
