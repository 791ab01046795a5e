"""A profile as many small entries, for a place that keeps texts under names: a browser's own storage.

An entry's name is its table and key, its value the row as an archive has it. Where two windows write into
one place, they write different entries, or the same one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from prepkit.exchange.inspection import as_json
from prepkit.store import Store, profiles
from prepkit.store.merging import Row

KEYS = {"voids": "attempt_id", "marks": "card_id", "notes": "card_id", "settings": "name", "drafts": "name"}
KEYS |= dict.fromkeys(
    (
        *("attempts", "sessions", "decks", "own_questions", "stories", "story_versions"),
        *("mocks", "assignments", "scores", "interviews", "companies"),
    ),
    "id",
)


def of_rows(tables: Mapping[str, Sequence[Row]]) -> dict[str, Mapping[str, Any]]:
    """Entries of rows by table; the cards of a session are one entry together."""
    entries: dict[str, Mapping[str, Any]] = {}
    for table, key in KEYS.items():
        for row in tables.get(table, ()):
            entries[f"{table}:{row[key]}"] = as_json(row)
    planned: dict[str, list[Any]] = {}
    for card in tables.get("session_cards", ()):
        planned.setdefault(card["session_id"], []).append(as_json(card))
    for session, cards in planned.items():
        entries[f"session_cards:{session}"] = {"cards": cards}
    return entries


def of_profile(store: Store) -> dict[str, Mapping[str, Any]]:
    """The entry of the profile's own name; none before it has one."""
    named = profiles.named(store)
    return {"profile:": named} if named["renamed_at"] else {}
