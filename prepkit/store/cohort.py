"""Reads and counts the answers of all of a coach's clients at once, except the archived ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from prepkit.model import Rating
from prepkit.store.database import Store
from prepkit.store.profiles import Profile
from prepkit.store.scores import JOINED, Rater

_IS_CURRENT = """
profiles.coach_id = :profile_id AND NOT EXISTS (
  SELECT 1 FROM settings
  WHERE settings.profile_id = profiles.id AND settings.name = 'archived' AND settings.value = 'true')
"""
_IS_COUNTED = """
NOT EXISTS (
  SELECT 1 FROM voids
  WHERE voids.attempt_id = attempts.id AND voids.profile_id = attempts.profile_id)
"""
_SCORES = f"LEFT {JOINED[Rater.SELF]} LEFT {JOINED[Rater.COACH]}"
_WHERE = f"WHERE {_IS_CURRENT} AND {_IS_COUNTED}"
_ATTEMPTS = "FROM attempts JOIN profiles ON profiles.id = attempts.profile_id"


@dataclass(frozen=True, slots=True)
class DayOfClient:
    """What one client answered on one local day: how many answers, how many of them Solid or better.

    ``own`` and ``coach`` are the sums of the scores given, over ``own_scores`` and ``coach_scores`` answers.
    """

    profile_id: str
    local_day: str
    answers: int
    solid: int
    own: int
    own_scores: int
    coach: int
    coach_scores: int


@dataclass(frozen=True, slots=True)
class CardOfClient:
    """How often one client answered a card, and the sum of the ratings."""

    profile_id: str
    card_id: str
    answers: int
    ratings: int


def clients(coach: Store) -> list[Profile]:
    """List a coach's clients by name, without the archived ones."""
    rows = coach.db.rows(
        f"SELECT id, name FROM profiles WHERE {_IS_CURRENT} ORDER BY name, id", coach.params()
    )
    return [Profile(row["id"], row["name"]) for row in rows]


def days(coach: Store) -> list[DayOfClient]:
    """Count the answers of each client by day, the oldest day first."""
    rows = coach.db.rows(
        "SELECT attempts.profile_id, attempts.local_day, COUNT(*) AS answers, "
        "CAST(SUM(CASE WHEN attempts.rating >= :solid THEN 1 ELSE 0 END) AS BIGINT) AS solid, "
        "CAST(COALESCE(SUM(own.score), 0) AS BIGINT) AS own, COUNT(own.score) AS own_scores, "
        "CAST(COALESCE(SUM(coach.score), 0) AS BIGINT) AS coach, COUNT(coach.score) AS coach_scores "
        f"{_ATTEMPTS} {_SCORES} {_WHERE} GROUP BY attempts.profile_id, attempts.local_day "
        "ORDER BY attempts.local_day, attempts.profile_id",
        coach.params(solid=int(Rating.SOLID)),
    )
    return [DayOfClient(**row) for row in rows]


def cards(coach: Store) -> list[CardOfClient]:
    """Count the answers of each client by card."""
    rows = coach.db.rows(
        "SELECT attempts.profile_id, attempts.card_id, COUNT(*) AS answers, "
        "CAST(SUM(attempts.rating) AS BIGINT) AS ratings "
        f"{_ATTEMPTS} {_WHERE} GROUP BY attempts.profile_id, attempts.card_id",
        coach.params(),
    )
    return [CardOfClient(**row) for row in rows]


def last_results(coach: Store) -> dict[str, str]:
    """The last local day on which a client answered in an interview, an assignment or a round, by client."""
    rows = coach.db.rows(
        "SELECT attempts.profile_id, MAX(attempts.local_day) AS last "
        f"{_ATTEMPTS} {_WHERE} AND attempts.mode = 'mock' GROUP BY attempts.profile_id",
        coach.params(),
    )
    return {row["profile_id"]: row["last"] for row in rows}


def answered_assignments(coach: Store) -> dict[str, set[str]]:
    """The ids of the assignments that each client answered."""
    rows = coach.db.rows(
        "SELECT mocks.profile_id, mocks.content FROM mocks JOIN profiles ON profiles.id = mocks.profile_id "
        f"WHERE {_IS_CURRENT} AND mocks.content != '' AND mocks.content NOT LIKE :of_none",
        coach.params(of_none='%"assignment": ""%'),
    )
    answered: dict[str, set[str]] = {}
    for row in rows:
        assignment = json.loads(row["content"]).get("assignment")
        if assignment:
            answered.setdefault(row["profile_id"], set()).add(assignment)
    return answered


def scored_answers(store: Store) -> list[dict[str, Any]]:
    """List one client's answers that were given in interviews or scored, oldest first.

    Each has card_id, variant_id, local_day, tz, rating, ticks (JSON), session_id, level (None without a
    score), own and coach (None where that side gave no score).
    """
    rows = store.db.rows(
        "SELECT card_id, variant_id, local_day, tz, rating, ticks, session_id, "
        "COALESCE(coach.level, own.level) AS level, own.score AS own, coach.score AS coach "
        f"FROM attempts {_SCORES} WHERE attempts.profile_id = :profile_id AND {_IS_COUNTED} "
        "AND (mode = 'mock' OR own.score IS NOT NULL OR coach.score IS NOT NULL) ORDER BY seq",
        store.params(),
    )
    return [dict(row) for row in rows]
