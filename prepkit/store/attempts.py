"""Attempts: only ever added. A void is a row beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from prepkit.model import Attempt, Confidence, Rating
from prepkit.store import tallies
from prepkit.store.database import Row, Store
from prepkit.store.tallies import COUNTED

_COLUMNS = (
    "id, card_id, rating, answered_at, local_day, tz, mode, variant_id, confidence, "
    "duration_ms, answer, ticks, session_id, bank_version"
)
_INSERT = f"""
INSERT INTO attempts (profile_id, seq, {_COLUMNS})
VALUES (:profile_id,
        (SELECT COALESCE(MAX(seq), 0) + 1 FROM attempts WHERE profile_id = :profile_id),
        :id, :card_id, :rating, :answered_at, :local_day, :tz, :mode, :variant_id, :confidence,
        :duration_ms, :answer, :ticks, :session_id, :bank_version)
"""
_INSERT_UNLESS_STORED = f"{_INSERT} ON CONFLICT DO NOTHING"


def append(store: Store, attempt: Attempt) -> bool:
    """Add one attempt; False if its id is already there (a double click, a second tab)."""
    with store.transaction():
        if store.db.count_changed(_INSERT_UNLESS_STORED, _params(store, attempt)) != 1:
            return False
        tallies.add(store, attempt)
    return True


def append_new(store: Store, attempt: Attempt) -> None:
    """Add one attempt whose id is known not to be there, without waiting for the database to say so."""
    with store.transaction():
        store.db.execute(_INSERT, _params(store, attempt))
        tallies.add(store, attempt)


def append_many(store: Store, added: Sequence[Attempt]) -> None:
    """Add many attempts in the order given, all or nothing; ids already there are left as they are."""
    with store.transaction():
        store.db.execute_many(_INSERT_UNLESS_STORED, [_params(store, attempt) for attempt in added])
        tallies.recount(store)


def void(store: Store, attempt_id: str, now: int) -> None:
    """Take an attempt out of every count; the attempt itself stays."""
    with store.transaction():
        taken_back = store.db.count_changed(
            "INSERT INTO voids (attempt_id, profile_id, voided_at) VALUES (:attempt_id, :profile_id, :now) "
            "ON CONFLICT DO NOTHING",
            store.params(attempt_id=attempt_id, now=now),
        )
        attempt = by_id(store, attempt_id)
        if taken_back and attempt is not None:
            tallies.add(store, attempt, -1)


def count_again(store: Store, attempt_ids: Sequence[str]) -> None:
    """Undo ``void``: these attempts count again."""
    with store.transaction():
        store.db.execute_many(
            "DELETE FROM voids WHERE profile_id = :profile_id AND attempt_id = :attempt_id",
            [store.params(attempt_id=attempt_id) for attempt_id in attempt_ids],
        )
        tallies.recount(store)


def exists(store: Store, attempt_id: str) -> bool:
    """Whether an attempt by this id was ever stored, void or not."""
    return (
        store.db.row(
            "SELECT 1 FROM attempts WHERE id = :id AND profile_id = :profile_id", store.params(id=attempt_id)
        )
        is not None
    )


def by_id(store: Store, attempt_id: str) -> Attempt | None:
    """One attempt, void or not."""
    row = store.db.row(
        f"SELECT seq, {_COLUMNS} FROM attempts WHERE profile_id = :profile_id AND id = :id",
        store.params(id=attempt_id),
    )
    return _attempt(row) if row else None


def of_card(store: Store, card_id: str) -> list[Attempt]:
    """A card's attempts that count, oldest first."""
    rows = store.db.rows(
        f"SELECT seq, {_COLUMNS} FROM attempts "
        f"WHERE profile_id = :profile_id AND card_id = :card_id AND {COUNTED} ORDER BY seq",
        store.params(card_id=card_id),
    )
    return [_attempt(row) for row in rows]


def undone_of_card(store: Store, card_id: str) -> list[Attempt]:
    """A card's attempts that were taken back, the latest first."""
    rows = store.db.rows(
        f"SELECT seq, {_COLUMNS} FROM attempts "
        f"WHERE profile_id = :profile_id AND card_id = :card_id AND NOT ({COUNTED}) ORDER BY seq DESC",
        store.params(card_id=card_id),
    )
    return [_attempt(row) for row in rows]


def latest_of_card(store: Store, card_id: str) -> Attempt | None:
    """A card's latest attempt that counts."""
    row = store.db.row(
        f"SELECT seq, {_COLUMNS} FROM attempts "
        f"WHERE profile_id = :profile_id AND card_id = :card_id AND {COUNTED} ORDER BY seq DESC LIMIT 1",
        store.params(card_id=card_id),
    )
    return _attempt(row) if row else None


def ticks_since(store: Store, since: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Each counted attempt from a local day on, as (card id, ticks, bank version), by sequence.

    Read them all before using the database for anything else.
    """
    rows = store.db.tuples(
        "SELECT card_id, ticks, bank_version FROM attempts WHERE profile_id = :profile_id "
        f"AND local_day >= :since AND {COUNTED} ORDER BY seq",
        store.params(since=since),
    )
    return ((card, tuple(json.loads(ticks)), version) for card, ticks, version in rows)


def of_session(store: Store, session_id: str) -> list[Attempt]:
    """A session's attempts that count, oldest first."""
    rows = store.db.rows(
        f"SELECT seq, {_COLUMNS} FROM attempts WHERE profile_id = :profile_id AND session_id = :session_id "
        "AND card_id IN (SELECT card_id FROM session_cards WHERE session_id = :session_id) "
        f"AND {COUNTED} ORDER BY seq",
        store.params(session_id=session_id),
    )
    return [_attempt(row) for row in rows]


def list_all(store: Store) -> list[Attempt]:
    """All attempts that count, oldest first."""
    rows = store.db.rows(
        f"SELECT seq, {_COLUMNS} FROM attempts WHERE profile_id = :profile_id AND {COUNTED} ORDER BY seq",
        store.params(),
    )
    return [_attempt(row) for row in rows]


def in_order(store: Store) -> Iterator[tuple[str, int, int]]:
    """Every counted attempt as (card id, rating, answered at), by sequence: what FSRS needs.

    Read one at a time; read them all before using the database for anything else.
    """
    return store.db.tuples(
        "SELECT card_id, rating, answered_at FROM attempts "
        f"WHERE profile_id = :profile_id AND {COUNTED} ORDER BY seq",
        store.params(),
    )


def in_order_of_cards(store: Store, card_ids: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """The same of the named cards alone."""
    return store.db.tuples(
        "SELECT card_id, rating, answered_at FROM attempts WHERE profile_id = :profile_id "
        f"AND card_id IN (SELECT value FROM json_each(:ids)) AND {COUNTED} ORDER BY seq",
        store.params(ids=json.dumps(list(card_ids))),
    )


def recent_durations(store: Store, limit: int = 50, *, before: str | None = None) -> list[int]:
    """List how long the latest attempts took, in milliseconds, newest first; ``before`` is a local day."""
    earlier = "" if before is None else "AND local_day < :before "
    rows = store.db.rows(
        f"SELECT duration_ms FROM attempts WHERE profile_id = :profile_id AND {COUNTED} {earlier}"
        "ORDER BY seq DESC LIMIT :limit",
        store.params(limit=limit, **({} if before is None else {"before": before})),
    )
    return [row["duration_ms"] for row in rows]


def moments_on(store: Store, local_day: str) -> tuple[int, int] | None:
    """When the first and the last attempt of a local day were made, in UTC microseconds; None without any."""
    row = store.db.row(
        "SELECT MIN(answered_at) AS first, MAX(answered_at) AS last FROM attempts "
        f"WHERE profile_id = :profile_id AND local_day = :day AND {COUNTED}",
        store.params(day=local_day),
    )
    return (row["first"], row["last"]) if row and row["first"] is not None else None


def first_seen_on(store: Store, local_day: str, kind: str) -> int:
    """How many cards of one kind (``q``, ``t``) were attempted for the first time on one local day."""
    row = store.db.row(
        "WITH voided AS (SELECT attempt_id FROM voids WHERE profile_id = :profile_id) "
        "SELECT COUNT(DISTINCT card_id) AS cards FROM attempts AS today "
        "WHERE profile_id = :profile_id AND local_day = :day AND card_id LIKE :cards "
        "AND id NOT IN (SELECT attempt_id FROM voided) AND NOT EXISTS ("
        "  SELECT 1 FROM attempts AS earlier WHERE earlier.profile_id = :profile_id "
        "  AND earlier.card_id = today.card_id AND earlier.local_day < :day "
        "  AND earlier.id NOT IN (SELECT attempt_id FROM voided))",
        store.params(day=local_day, cards=f"{kind}:%"),
    )
    return int(row["cards"]) if row else 0


def _params(store: Store, attempt: Attempt) -> dict[str, Any]:
    return store.params(
        id=attempt.id,
        card_id=attempt.card_id,
        rating=int(attempt.rating),
        answered_at=attempt.answered_at,
        local_day=attempt.local_day,
        tz=attempt.tz,
        mode=attempt.mode,
        variant_id=attempt.variant_id,
        confidence=attempt.confidence,
        duration_ms=attempt.duration_ms,
        answer=attempt.answer,
        ticks=json.dumps(attempt.ticks),
        session_id=attempt.session_id,
        bank_version=attempt.bank_version,
    )


def _attempt(row: Row) -> Attempt:
    fields = dict(row)
    fields["rating"] = Rating(fields["rating"])
    fields["confidence"] = Confidence(fields["confidence"]) if fields["confidence"] else None
    fields["ticks"] = tuple(json.loads(fields["ticks"]))
    return Attempt(**fields)
