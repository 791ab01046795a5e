"""Practice sessions: the cards planned, and what is on screen, so that any window can resume."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from prepkit.model import CardState, Confidence
from prepkit.store import card_states
from prepkit.store.database import Row, Store
from prepkit.store.marks import not_resting


@dataclass(frozen=True, slots=True)
class OnScreen:
    """The card a session shows. ``attempt_id`` is fixed when the card is drawn:
    a double click runs its callback twice, and the second must not rate the next, unseen card.

    Times are UTC microseconds; ``ticks`` are key-point ids.
    """

    card_id: str
    variant_id: str | None
    attempt_id: str
    drawn_at: int
    revealed_at: int | None = None
    confidence: Confidence | None = None
    ticks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting. ``position`` is the last planned card drawn, counted from 1; 0 before the first."""

    id: str
    title: str
    started_at: int
    ended_at: int | None
    total: int
    position: int
    card: OnScreen | None


@dataclass(frozen=True, slots=True)
class OpenCard:
    """The open session with what a rating of its card needs: the answer typed so far, the card's state
    before the rating, None before the first, and whether the attempt is stored already.
    """

    session: Session
    answer: str
    state: CardState | None
    is_stored: bool


_NAMES = (
    *("id", "title", "started_at", "ended_at", "total", "position", "card_id", "variant_id"),
    *("attempt_id", "drawn_at", "revealed_at", "confidence", "ticks"),
)
_COLUMNS = ", ".join(_NAMES)
_OPEN_CARD = (
    f"SELECT {', '.join(f'sessions.{name}' for name in _NAMES)}, {card_states.JOINED}, "
    "(SELECT text FROM drafts WHERE profile_id = :profile_id AND name = sessions.card_id) AS answer, "
    "EXISTS (SELECT 1 FROM attempts WHERE attempts.id = sessions.attempt_id) AS is_stored "
    "FROM sessions LEFT JOIN card_states ON card_states.profile_id = :profile_id "
    "AND card_states.card_id = sessions.card_id "
    "WHERE sessions.profile_id = :profile_id AND ended_at IS NULL "
    "ORDER BY started_at DESC, sessions.id DESC LIMIT 1"
)
_PLANNED = (
    "SELECT position, session_cards.card_id, COALESCE(reps, 0) AS reps FROM session_cards "
    "LEFT JOIN card_states ON card_states.profile_id = :profile_id "
    "AND card_states.card_id = session_cards.card_id "
    "WHERE session_id = :session_id AND position > :position "
    f"AND {not_resting('session_cards')} ORDER BY position LIMIT 1"
)
_CANDIDATES = (
    "SELECT 0 AS is_planned, due AS place, card_id, reps "
    f"FROM ({card_states.LEARNING_IN_SESSION} LIMIT 1) AS learning "
    f"UNION ALL SELECT 1, position, card_id, reps FROM ({_PLANNED}) AS planned"
)


def start(
    store: Store, session_id: str, title: str, card_ids: Sequence[str], now: int, *, keep_since: int
) -> None:
    """Begin a session over these cards, in this order, ending those begun before ``keep_since``."""
    with store.transaction():
        store.db.execute(
            "UPDATE sessions SET ended_at = :now "
            "WHERE profile_id = :profile_id AND ended_at IS NULL AND started_at < :since",
            store.params(now=now, since=keep_since),
        )
        store.db.execute(
            "INSERT INTO sessions (id, profile_id, title, started_at, total, position, ticks) "
            "VALUES (:id, :profile_id, :title, :now, :total, 0, '[]')",
            store.params(id=session_id, title=title, now=now, total=len(card_ids)),
        )
        store.db.execute_many(
            "INSERT INTO session_cards (session_id, position, card_id) "
            "VALUES (:session_id, :position, :card_id)",
            [
                {"session_id": session_id, "position": position, "card_id": card_id}
                for position, card_id in enumerate(card_ids, start=1)
            ],
        )


def latest(store: Store, *, only_open: bool = False) -> Session | None:
    """The session begun last, open or ended; or the open one begun last."""
    row = store.db.row(
        f"SELECT {_COLUMNS} FROM sessions WHERE profile_id = :profile_id "
        f"{'AND ended_at IS NULL ' if only_open else ''}"
        "ORDER BY started_at DESC, id DESC LIMIT 1",
        store.params(),
    )
    return _session(row) if row else None


def open_card(store: Store) -> OpenCard | None:
    """Read the open session begun last and what a rating of its card needs, in one query."""
    row = store.db.row(_OPEN_CARD, store.params())
    if row is None:
        return None
    return OpenCard(_session(row), row["answer"] or "", card_states.joined(row), bool(row["is_stored"]))


def get(store: Store, session_id: str) -> Session | None:
    """One session of the profile, or None."""
    row = store.db.row(
        f"SELECT {_COLUMNS} FROM sessions WHERE profile_id = :profile_id AND id = :id",
        store.params(id=session_id),
    )
    return _session(row) if row else None


def count(store: Store) -> int:
    """How many sessions the profile has begun."""
    row = store.db.row(
        "SELECT COUNT(*) AS sessions FROM sessions WHERE profile_id = :profile_id", store.params()
    )
    return int(row["sessions"]) if row else 0


def planned_after(store: Store, session_id: str, position: int, today: str) -> tuple[int, str, int] | None:
    """The next planned card after a position, as (position, card id, reviews so far).

    Suspended cards and cards buried beyond the local day ``today`` are passed over.
    """
    row = store.db.row(_PLANNED, store.params(session_id=session_id, position=position, today=today))
    return (row["position"], row["card_id"], row["reps"]) if row else None


def candidates(
    store: Store, session: Session, *, horizon: int, today: str
) -> tuple[tuple[str, int, int] | None, tuple[int, str, int] | None]:
    """Read the first card of ``card_states.learning_in_session`` and of ``planned_after``, in one query."""
    params = store.params(
        session_id=session.id,
        since=session.started_at,
        position=session.position,
        horizon=horizon,
        today=today,
    )
    again, planned = None, None
    for row in store.db.rows(_CANDIDATES, params):
        if row["is_planned"]:
            planned = (row["place"], row["card_id"], row["reps"])
        else:
            again = (row["card_id"], row["place"], row["reps"])
    return again, planned


def show(store: Store, session_id: str, position: int, card: OnScreen | None) -> None:
    """Put a card on the session's screen (None: nothing left), reopening the session if it had ended."""
    store.db.execute(
        "UPDATE sessions SET position = :position, ended_at = NULL, card_id = :card_id, "
        "variant_id = :variant_id, attempt_id = :attempt_id, drawn_at = :drawn_at, "
        "revealed_at = :revealed_at, confidence = :confidence, ticks = :ticks "
        "WHERE id = :id AND profile_id = :profile_id",
        store.params(id=session_id, position=position, **screen_as_row(card)),
    )


def end(store: Store, session_id: str, now: int) -> None:
    """End a session and clear its screen."""
    store.db.execute(
        "UPDATE sessions SET ended_at = :now, card_id = NULL, attempt_id = NULL "
        "WHERE id = :id AND profile_id = :profile_id",
        store.params(id=session_id, now=now),
    )


def screen_as_row(card: OnScreen | None) -> dict[str, Any]:
    """The on-screen columns, ready for SQL or JSON."""
    if card is None:
        names = ("card_id", "variant_id", "attempt_id", "drawn_at", "revealed_at", "confidence")
        return {**dict.fromkeys(names), "ticks": "[]"}
    return {
        "card_id": card.card_id,
        "variant_id": card.variant_id,
        "attempt_id": card.attempt_id,
        "drawn_at": card.drawn_at,
        "revealed_at": card.revealed_at,
        "confidence": card.confidence,
        "ticks": json.dumps(card.ticks),
    }


def screen_from_row(row: Row | dict[str, Any]) -> OnScreen | None:
    """The reverse of ``screen_as_row``."""
    if row["card_id"] is None:
        return None
    return OnScreen(
        card_id=row["card_id"],
        variant_id=row["variant_id"],
        attempt_id=row["attempt_id"],
        drawn_at=row["drawn_at"],
        revealed_at=row["revealed_at"],
        confidence=Confidence(row["confidence"]) if row["confidence"] else None,
        ticks=tuple(json.loads(row["ticks"])),
    )


def _session(row: Row) -> Session:
    return Session(
        id=row["id"],
        title=row["title"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        total=row["total"],
        position=row["position"],
        card=screen_from_row(row),
    )
