"""Scores against the level anchors: who gave which score for an attempt, and on what evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from prepkit.store.database import Store
from prepkit.store.tallies import COUNTED

LOWEST, HIGHEST = 1, 5


class Rater(StrEnum):
    """Who gave a score."""

    SELF = "self"
    COACH = "coach"


JOINED = {
    rater: f"JOIN scores AS {rater_name} ON {rater_name}.profile_id = attempts.profile_id "
    f"AND {rater_name}.id = attempts.id || '/{rater}'"
    for rater, rater_name in ((Rater.SELF, "own"), (Rater.COACH, "coach"))
}
"""The SQL that joins one side's scores to attempts, by the scores' own ids because only these are indexed."""


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
    """The scores that a candidate and their coach gave the same attempt without seeing each other's."""

    card_id: str
    answered_at: int
    local_day: str
    own: int
    coach: int
    attempt_id: str = ""


def save(store: Store, scores: Iterable[Score], now: int) -> None:
    """Save scores, each in place of an earlier one by the same rater."""
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


def delete(store: Store, attempt_id: str, rater: Rater) -> None:
    """Delete one side's score of an attempt; nothing happens where there is none."""
    store.db.execute(
        "DELETE FROM scores WHERE profile_id = :profile_id AND id = :id",
        store.params(id=f"{attempt_id}/{rater}"),
    )


def pairs(store: Store) -> list[Pair]:
    """List the counted attempts that both have scored, oldest first."""
    rows = store.db.rows(
        "SELECT card_id, answered_at, local_day, own.score AS own, coach.score AS coach, "
        "attempts.id AS attempt_id "
        f"FROM attempts {JOINED[Rater.SELF]} {JOINED[Rater.COACH]} "
        f"WHERE attempts.profile_id = :profile_id AND {COUNTED} ORDER BY seq",
        store.params(),
    )
    return [Pair(**row) for row in rows]
