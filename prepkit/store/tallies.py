"""Counts over attempts, made by SQL so that a million attempts never leave the database."""

from __future__ import annotations

from typing import Any

from prepkit.store.attempts import COUNTED
from prepkit.store.database import Store


def by_day(store: Store, *, since: str = "") -> list[dict[str, Any]]:
    """Attempts and time a local day from ``since`` on: local_day, attempts, duration_ms."""
    return _tally(
        store,
        "SELECT local_day, COUNT(*) AS attempts, SUM(duration_ms) AS duration_ms FROM attempts "
        f"WHERE profile_id = :profile_id AND local_day >= :since AND {COUNTED} "
        "GROUP BY local_day ORDER BY local_day",
        since=since,
    )


def ratings_by_day(store: Store, *, since: str = "") -> list[dict[str, Any]]:
    """The rating mix: local_day, rating, attempts."""
    return _tally(
        store,
        "SELECT local_day, rating, COUNT(*) AS attempts FROM attempts "
        f"WHERE profile_id = :profile_id AND local_day >= :since AND {COUNTED} "
        "GROUP BY local_day, rating ORDER BY local_day, rating",
        since=since,
    )


def confidence_by_rating(store: Store) -> list[dict[str, Any]]:
    """How sure people were against how it went: confidence, rating, attempts."""
    return _tally(
        store,
        "SELECT confidence, rating, COUNT(*) AS attempts FROM attempts "
        f"WHERE profile_id = :profile_id AND confidence IS NOT NULL AND {COUNTED} "
        "GROUP BY confidence, rating ORDER BY confidence, rating",
    )


def of_day(store: Store, local_day: str) -> list[dict[str, Any]]:
    """One day's attempts: card_id, rating, duration_ms, answered_at."""
    return _tally(
        store,
        "SELECT card_id, rating, duration_ms, answered_at FROM attempts "
        f"WHERE profile_id = :profile_id AND local_day = :day AND {COUNTED} ORDER BY seq",
        day=local_day,
    )


def _tally(store: Store, sql: str, **params: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in store.db.rows(sql, store.params(**params))]
