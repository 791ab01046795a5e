"""What FSRS derived from each card's attempts: a cache that can always be rebuilt."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from prepkit.model import CardPhase, CardState, Rating
from prepkit.store.database import Row, Store
from prepkit.store.marks import not_resting

_CELLS = ("stability", "difficulty", "last_review", "phase", "step", "due", "reps", "lapses", "last_rating")
_COLUMNS = f"card_id, {', '.join(_CELLS)}"
JOINED = ", ".join(f"card_states.{cell}" for cell in _CELLS)
"""The columns of a card's state for a query that joins it to another table with a card_id."""
_UPSERT = f"""
INSERT INTO card_states (profile_id, {_COLUMNS})
VALUES (:profile_id, :card_id, :stability, :difficulty, :last_review, :phase, :step, :due, :reps, :lapses,
        :last_rating)
ON CONFLICT (profile_id, card_id) DO UPDATE SET
  stability = excluded.stability, difficulty = excluded.difficulty, last_review = excluded.last_review,
  phase = excluded.phase, step = excluded.step, due = excluded.due, reps = excluded.reps,
  lapses = excluded.lapses, last_rating = excluded.last_rating
"""
# The phases are literals, because a partial index takes no parameters. No card is due before its review,
# so the index is read from :since on.
LEARNING_IN_SESSION = (
    "SELECT card_id, due, reps FROM card_states WHERE profile_id = :profile_id AND phase IN (1, 3) "
    "AND due BETWEEN :since AND :horizon AND last_review >= :since "
    "AND EXISTS (SELECT 1 FROM session_cards WHERE session_id = :session_id "
    "            AND session_cards.card_id = card_states.card_id) "
    f"AND {not_resting('card_states')} ORDER BY due, card_id"
)
"""The query of ``learning_in_session``, soonest first."""


def get(store: Store, card_id: str) -> CardState | None:
    """One card's state; None if it was never attempted."""
    row = store.db.row(
        f"SELECT {_COLUMNS} FROM card_states WHERE profile_id = :profile_id AND card_id = :card_id",
        store.params(card_id=card_id),
    )
    return _state(row) if row else None


def of_cards(store: Store, card_ids: Iterable[str]) -> dict[str, CardState]:
    """The states of the named cards, by card id; cards never attempted are absent."""
    rows = store.db.rows(
        f"SELECT {_COLUMNS} FROM card_states WHERE profile_id = :profile_id "
        "AND card_id IN (SELECT value FROM json_each(:ids))",
        store.params(ids=json.dumps(list(card_ids))),
    )
    return {row["card_id"]: _state(row) for row in rows}


def list_all(store: Store) -> list[CardState]:
    """All card states of the profile."""
    rows = store.db.rows(
        f"SELECT {_COLUMNS} FROM card_states WHERE profile_id = :profile_id ORDER BY card_id", store.params()
    )
    return [_state(row) for row in rows]


def due(store: Store, *, now: int) -> list[CardState]:
    """Cards due at ``now``, longest due first."""
    rows = store.db.rows(
        f"SELECT {_COLUMNS} FROM card_states WHERE profile_id = :profile_id "
        "AND due <= :now ORDER BY due, card_id",
        store.params(now=now),
    )
    return [_state(row) for row in rows]


def learning_in_session(
    store: Store, session_id: str, *, since: int, horizon: int, today: str
) -> list[tuple[str, int, int]]:
    """Cards of a session still in (re)learning, as (card id, due, reviews so far), soonest first.

    Reviewed ``since`` the session began, due by ``horizon``; suspended cards and cards buried beyond
    the local day ``today`` are left out.
    """
    rows = store.db.rows(
        LEARNING_IN_SESSION,
        store.params(session_id=session_id, since=since, horizon=horizon, today=today),
    )
    return [(row["card_id"], row["due"], row["reps"]) for row in rows]


def save(store: Store, state: CardState) -> None:
    """Store a card's state in place of the one before."""
    store.db.execute(_UPSERT, _params(store, state))


def delete(store: Store, card_id: str) -> None:
    """Delete a card's state, so that it counts as never attempted."""
    store.db.execute(
        "DELETE FROM card_states WHERE profile_id = :profile_id AND card_id = :card_id",
        store.params(card_id=card_id),
    )


def replace_every(store: Store, states: Iterable[CardState]) -> None:
    """Throw the cache away and store these states instead, all or nothing."""
    with store.transaction():
        store.db.execute("DELETE FROM card_states WHERE profile_id = :profile_id", store.params())
        store.db.execute_many(_UPSERT, [_params(store, state) for state in states])


def joined(row: Row) -> CardState | None:
    """Read the state from a row with the columns ``JOINED``; None where the join found none."""
    return None if row["stability"] is None else _state({name: row[name] for name in ("card_id", *_CELLS)})


def _params(store: Store, state: CardState) -> dict[str, object]:
    return {
        "profile_id": store.profile_id,
        "card_id": state.card_id,
        "stability": state.stability,
        "difficulty": state.difficulty,
        "last_review": state.last_review,
        "phase": int(state.phase),
        "step": state.step,
        "due": state.due,
        "reps": state.reps,
        "lapses": state.lapses,
        "last_rating": int(state.last_rating),
    }


def _state(row: Row | dict[str, Any]) -> CardState:
    fields = dict(row)
    fields["phase"] = CardPhase(fields["phase"])
    fields["last_rating"] = Rating(fields["last_rating"])
    return CardState(**fields)
