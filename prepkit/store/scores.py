"""Scores against the level anchors: who gave which for an attempt, and what they heard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from prepkit.store.database import Row, Store
from prepkit.store.tallies import COUNTED

LOWEST, HIGHEST = 1, 5


class Rater(StrEnum):
    """Who gave a score."""

    SELF = "self"
    COACH = "coach"


@dataclass(frozen=True, slots=True)
class Score:
    """One score of one attempt: 1 to 5 against the anchors of a ``level``, with the evidence for it."""

    attempt_id: str
    rater: Rater
    level: str
    value: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """What a candidate and their coach gave the same attempt, not knowing of each other."""

    card_id: str
    answered_at: int
    local_day: str
    own: int
    coach: int


def put(store: Store, scores: Iterable[Score], now: int) -> None:
    """Keep scores, each in place of an earlier one by the same rater."""
    store.db.execute_many(
        "INSERT INTO scores (profile_id, id, attempt_id, rater, level, score, evidence, updated_at) "
        "VALUES (:profile_id, :id, :attempt_id, :rater, :level, :score, :evidence, :now) "
        "ON CONFLICT (profile_id, id) DO UPDATE SET level = excluded.level, score = excluded.score, "
        "evidence = excluded.evidence, updated_at = excluded.updated_at",
        [
            store.params(
                id=f"{score.attempt_id}/{score.rater}",
                attempt_id=score.attempt_id,
                rater=str(score.rater),
                level=score.level,
                score=score.value,
                evidence=score.evidence,
                now=now,
            )
            for score in scores
        ],
    )


def of_attempts(store: Store, attempt_ids: Iterable[str]) -> list[Score]:
    """The scores of these attempts, by attempt and rater."""
    wanted = set(attempt_ids)
    rows = store.db.rows(
        "SELECT attempt_id, rater, level, score, evidence FROM scores "
        "WHERE profile_id = :profile_id ORDER BY attempt_id, rater",
        store.params(),
    )
    return [_score(row) for row in rows if row["attempt_id"] in wanted]


def pairs(store: Store) -> list[Pair]:
    """Attempts that count and that both have scored, oldest first."""
    rows = store.db.rows(
        "SELECT card_id, answered_at, local_day, own.score AS own, coach.score AS coach "
        "FROM attempts JOIN scores AS own ON own.profile_id = attempts.profile_id "
        "AND own.attempt_id = attempts.id AND own.rater = 'self' "
        "JOIN scores AS coach ON coach.profile_id = attempts.profile_id "
        "AND coach.attempt_id = attempts.id AND coach.rater = 'coach' "
        f"WHERE attempts.profile_id = :profile_id AND {COUNTED} ORDER BY seq",
        store.params(),
    )
    return [Pair(**row) for row in rows]


def _score(row: Row) -> Score:
    return Score(row["attempt_id"], Rater(row["rater"]), row["level"], row["score"], row["evidence"])
