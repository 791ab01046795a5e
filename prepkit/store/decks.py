"""A person's own decks: questions imported from a file or written in the app."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from prepkit.store.database import Store


@dataclass(frozen=True, slots=True)
class Deck:
    """A set of own questions that came together. ``source`` is the file it came from, empty for one's own."""

    id: str
    title: str
    source: str
    created_at: int
    questions: int


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One own question: its id (``deck/slug``), its deck, and what it holds, as JSON has it."""

    id: str
    deck_id: str
    content: dict[str, Any]


def list_all(store: Store) -> list[Deck]:
    """List the decks that were not removed, oldest first."""
    rows = store.db.rows(
        "SELECT id, title, source, created_at, "
        "(SELECT COUNT(*) FROM own_questions WHERE own_questions.profile_id = decks.profile_id "
        "AND own_questions.deck_id = decks.id AND content != '') AS questions "
        "FROM decks WHERE profile_id = :profile_id AND removed = 0 ORDER BY created_at, id",
        store.params(),
    )
    return [Deck(**dict(row)) for row in rows]


def questions(store: Store) -> list[OwnRow]:
    """List every own question of the decks that were not removed, deck by deck, in order."""
    rows = store.db.rows(
        "SELECT own_questions.id, deck_id, content FROM own_questions JOIN decks "
        "ON decks.profile_id = own_questions.profile_id AND decks.id = own_questions.deck_id "
        "WHERE own_questions.profile_id = :profile_id AND content != '' AND removed = 0 "
        "ORDER BY decks.created_at, decks.id, position, own_questions.id",
        store.params(),
    )
    return [OwnRow(row["id"], row["deck_id"], json.loads(row["content"])) for row in rows]


def list_ids(store: Store) -> set[str]:
    """List the ids of all own questions, removed ones included, because no id is given twice."""
    rows = store.db.rows("SELECT id FROM own_questions WHERE profile_id = :profile_id", store.params())
    return {row["id"] for row in rows}


def stamp(store: Store) -> str:
    """Compute a text that changes whenever a deck or an own question does; empty while there is none.

    Every change moves an ``updated_at`` forward, a merge included, so their sum never takes an earlier value.
    """
    own, decks = _sum_of_moments(store, "own_questions"), _sum_of_moments(store, "decks")
    return f"{own[0]:x}-{own[1]:x}-{decks[1]:x}" if own[0] else ""


def _sum_of_moments(store: Store, table: str) -> tuple[int, int]:
    """How many rows of the profile there are, and the sum of their ``updated_at``."""
    # Seconds and the rest apart: the microseconds of five thousand rows are more than a database adds up.
    row = store.db.row(
        "SELECT COUNT(*) AS rows, CAST(COALESCE(SUM(updated_at / 1000000), 0) AS BIGINT) AS seconds, "
        "CAST(COALESCE(SUM(updated_at % 1000000), 0) AS BIGINT) AS rest "
        f"FROM {table} WHERE profile_id = :profile_id",
        store.params(),
    )
    return (row["rows"], 1_000_000 * row["seconds"] + row["rest"]) if row else (0, 0)


def save(store: Store, deck_id: str, title: str, source: str, now: int) -> None:
    """Make a deck, or give it another title."""
    store.db.execute(
        "INSERT INTO decks (profile_id, id, title, source, created_at, updated_at, removed) "
        "VALUES (:profile_id, :id, :title, :source, :now, :now, 0) ON CONFLICT (profile_id, id) "
        "DO UPDATE SET title = excluded.title, removed = 0, updated_at = excluded.updated_at",
        store.params(id=deck_id, title=title, source=source, now=now),
    )


def save_questions(store: Store, rows: Sequence[OwnRow], now: int) -> None:
    """Save own questions, all or nothing: a new one at the end of its deck, an existing one in its place."""
    with store.transaction():
        row_of_last = store.db.row(
            "SELECT COALESCE(MAX(position), 0) AS last FROM own_questions WHERE profile_id = :profile_id",
            store.params(),
        )
        last = int(row_of_last["last"]) if row_of_last else 0
        store.db.execute_many(
            "INSERT INTO own_questions (profile_id, id, deck_id, position, content, updated_at) "
            "VALUES (:profile_id, :id, :deck_id, :position, :content, :now) ON CONFLICT (profile_id, id) "
            "DO UPDATE SET content = excluded.content, updated_at = excluded.updated_at",
            [
                store.params(
                    id=row.id, deck_id=row.deck_id, position=number, content=json.dumps(row.content), now=now
                )
                for number, row in enumerate(rows, start=last + 1)
            ],
        )


def delete_question(store: Store, question_id: str, now: int) -> None:
    """Remove one own question; its attempts stay."""
    store.db.execute(
        "UPDATE own_questions SET content = '', updated_at = :now "
        "WHERE profile_id = :profile_id AND id = :id",
        store.params(id=question_id, now=now),
    )


def delete(store: Store, deck_id: str, now: int) -> None:
    """Remove a deck with its questions. Their attempts stay, and count again if the deck is restored."""
    store.db.execute(
        "UPDATE decks SET removed = 1, updated_at = :now WHERE profile_id = :profile_id AND id = :id",
        store.params(id=deck_id, now=now),
    )


def restore(store: Store, deck_id: str, now: int) -> None:
    """Restore a deck that was removed."""
    store.db.execute(
        "UPDATE decks SET removed = 0, updated_at = :now WHERE profile_id = :profile_id AND id = :id",
        store.params(id=deck_id, now=now),
    )
