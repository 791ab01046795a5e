"""A profile as many small entries, for a place that keeps texts under names: a browser's own storage.

An entry's name is its table and key, its value the row as an archive has it. Where two windows write into
one place, they write different entries, or the same one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from prepkit.exchange.archive import as_json
from prepkit.store import Store, profiles
from prepkit.store.merging import Row

KEYS = {"voids": "attempt_id", "marks": "card_id", "notes": "card_id", "settings": "name", "drafts": "name"}
KEYS |= {"attempts": "id", "decks": "id", "own_questions": "id"}


def of_rows(tables: Mapping[str, Sequence[Row]]) -> dict[str, Mapping[str, Any]]:
    """Entries of rows by table; a session is one entry together with its cards."""
    entries: dict[str, Mapping[str, Any]] = {}
    for table, key in KEYS.items():
        for row in tables.get(table, ()):
            entries[f"{table}:{row[key]}"] = as_json(row)
    for session in tables.get("sessions", ()):
        cards = [row for row in tables.get("session_cards", ()) if row["session_id"] == session["id"]]
        entries[f"sessions:{session['id']}"] = {**as_json(session), "cards": [as_json(row) for row in cards]}
    return entries


def of_profile(store: Store) -> dict[str, Mapping[str, Any]]:
    """The entry of the profile's own name; none before it has one."""
    named = profiles.named(store)
    return {"profile:": named} if named["renamed_at"] else {}
