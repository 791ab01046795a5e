"""A profile as many small entries, for a place that keeps texts under names: a browser's own storage.

An entry's name is its table and key, its value the row as an archive has it. Where two windows write into
one place, they write different entries, or the same one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from prepkit.exchange.fields import FIELDS
from prepkit.exchange.inspection import as_json, is_action
from prepkit.field_types import holds_no_number, nested_too_deep
from prepkit.model import Problem
from prepkit.store import Store, actions, profiles
from prepkit.store.merging import Row

KEYS = {"voids": "attempt_id", "marks": "card_id", "notes": "card_id", "settings": "name", "drafts": "name"}
KEYS |= dict.fromkeys(
    (
        *("attempts", "sessions", "decks", "own_questions", "stories", "story_versions"),
        *("mocks", "assignments", "scores", "interviews", "companies"),
    ),
    "id",
)
MOST_BEFORE = 50_000
"""How long what one step restores may be, in characters of JSON."""


def of_rows(tables: Mapping[str, Sequence[Row]]) -> dict[str, Mapping[str, Any]]:
    """Entries of rows by table; the cards of a session are one entry together."""
    entries: dict[str, Mapping[str, Any]] = {}
    for table, key in KEYS.items():
        for row in tables.get(table, ()):
            entries[f"{table}:{row[key]}"] = as_json(row)
    for row in tables.get("actions", ()):
        # By time, so that a browser can tell the oldest of them and remove it.
        name = f"actions:{row['done_at']:016} {row['kind']} {row['card_id']}"
        changed = actions.changed_at(row)
        entries[name] = {**row, "before": json.loads(row["before"]), "updated_at": changed}
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


def read_actions(file: str, rows: object) -> tuple[list[Row], list[Problem]]:
    """What can be undone, of a copy that anybody may have written; and what is wrong with the rest.

    Every step older than a damaged one is left out with it: none may be missing between two.
    """
    if not isinstance(rows, list):
        return [], [Problem(file, None, "actions", "This should be a list.")] if rows is not None else []
    sound: list[Row] = []
    damaged = []
    for number, row in enumerate(rows, start=1):
        action = _action(row)
        if action is None:
            said = "This step cannot be undone any more, nor can those before it."
            damaged.append((row, Problem(file, number, "actions", said)))
        else:
            sound.append(action)
    moments = [row.get("done_at") if isinstance(row, dict) else None for row, _ in damaged]
    if any(FIELDS["voids"]["voided_at"](moment) is not None for moment in moments):
        # Nobody can say which steps came before it.
        return [], [problem for _, problem in damaged]
    last_damaged = max((moment for moment in moments if moment is not None), default=-1)
    return [row for row in sound if row["done_at"] > last_damaged], [problem for _, problem in damaged]


def _action(row: object) -> Row | None:
    """One step as the store keeps it; None where it is not sound."""
    if not isinstance(row, dict) or nested_too_deep(row) or holds_no_number(row):
        return None
    action: dict[str, Any] = {name: row.get(name) for name in actions.COLUMNS}
    action["before"] = json.dumps(action["before"])
    is_moment, is_short = FIELDS["voids"]["voided_at"], FIELDS["voids"]["attempt_id"]
    faults = [is_moment(action["done_at"]), is_short(action["kind"])]
    if action["undone_at"] is not None:
        faults.append(is_moment(action["undone_at"]))
    too_long = len(action["before"]) > MOST_BEFORE
    return None if any(faults) or too_long or not is_action(action) else action
