"""Turns a profile into many small entries, for a browser's own storage, which keeps texts under names.

An entry's name is its table and key, its value the row as an archive has it. Two windows that write into
one storage write different entries, or the same one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from prepkit.errors import Problem
from prepkit.exchange.fields import FIELDS
from prepkit.exchange.inspection import is_action
from prepkit.field_types import holds_no_number, nested_too_deep
from prepkit.store import Store, actions, profiles
from prepkit.store.tables import TABLES, Row

MOST_BEFORE = 50_000
"""The longest state that one action may restore, in characters of JSON."""


def from_rows(tables: Mapping[str, Sequence[Row]]) -> dict[str, Mapping[str, Any]]:
    """Make entries of rows by table; the cards of a session are one entry together."""
    entries: dict[str, Mapping[str, Any]] = {}
    for name, table in TABLES.items():
        if not table.through_sessions:
            rows = tables.get(name, ())
            entries |= {f"{name}:{table.key_of(row)}": table.as_json(row) for row in rows}
    for row in tables.get("actions", ()):
        # The name begins with the time, so that a browser can find the oldest and remove it.
        name = f"actions:{row['done_at']:016} {row['kind']} {row['card_id']}"
        updated_at = actions.changed_at(row)
        entries[name] = {**row, "before": json.loads(row["before"]), "updated_at": updated_at}
    planned: dict[str, list[Any]] = {}
    for card in tables.get("session_cards", ()):
        planned.setdefault(card["session_id"], []).append(dict(card))
    for session, cards in planned.items():
        entries[f"session_cards:{session}"] = {"cards": cards}
    return entries


def profile_entry(store: Store) -> dict[str, Mapping[str, Any]]:
    """Make the entry of the profile's own name; an empty dict before it has one."""
    profile = profiles.named(store)
    return {"profile:": profile} if profile["renamed_at"] else {}


def read_actions(file: str, rows: object) -> tuple[list[Row], list[Problem]]:
    """Read the actions of an untrusted copy that can be undone, and the problems of the rest.

    Every action older than a damaged one is left out with it, because undo may skip none.
    """
    if not isinstance(rows, list):
        return [], [Problem(file, None, "actions", "This should be a list.")] if rows is not None else []
    sound: list[Row] = []
    damaged = []
    for number, row in enumerate(rows, start=1):
        action = _action(row)
        if action is None:
            message = "This step cannot be undone any more, nor can those before it."
            damaged.append((row, Problem(file, number, "actions", message)))
        else:
            sound.append(action)
    moments = [row.get("done_at") if isinstance(row, dict) else None for row, _ in damaged]
    if any(FIELDS["voids"]["voided_at"](moment) is not None for moment in moments):
        # Without its moment nobody can say which actions came before it.
        return [], [problem for _, problem in damaged]
    last_damaged = max((moment for moment in moments if moment is not None), default=-1)
    return [row for row in sound if row["done_at"] > last_damaged], [problem for _, problem in damaged]


def _action(row: object) -> Row | None:
    """Check one action and put it in the form of the store; None if it is damaged."""
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
