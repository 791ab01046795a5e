"""Checks stored rows by the rules of an import, and moves rows that no page can draw out of their tables."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from prepkit.exchange.fields import FIELDS, fault
from prepkit.field_types import is_day
from prepkit.model import CardPhase, Confidence, Rating
from prepkit.practice import replay
from prepkit.store import Store, profiles, settings, tallies, unreadable
from prepkit.store.sessions import screen_as_row
from prepkit.store.tables import TABLES

SHORT = 10_000
"""The most rows a table may have to be checked when a profile is opened; longer ones only after an error."""
EMPTY_SCREEN = screen_as_row(None)
EMPTY_MARK = {"card_id": "q:any", "flagged": False, "suspended": False, "buried_until": None}


def inspect(store: Store, now: int, *, everything: bool = False) -> int:
    """Move every unreadable entry out of its table, a coach's clients included; returns how many were moved.

    Tables of more than ``SHORT`` rows are checked only with ``everything``, which also computes the card
    states and counts anew.
    """
    moved = 0
    with store.transaction():
        profiles.mend_names(store)
        for table in TABLES:
            if everything or unreadable.count_rows(store, table) <= SHORT:
                moved += _inspect_table(store, table, now)
        moved += _remove_actions(store)
        if everything or moved or not _caches_are_sound(store):
            tallies.recount(store)
            replay.rebuild(store, settings.load(store).retention)
    return moved + sum(
        inspect(Store(store.db, client.id), now, everything=everything) for client in profiles.clients(store)
    )


def entry_fault(table: str, row: Mapping[str, Any]) -> str | None:
    """Return why a stored row cannot be drawn, beginning with the field's name; None if it can."""
    try:
        entry = TABLES[table].as_json({name: row[name] for name in FIELDS[table]})
    except (ValueError, TypeError, RecursionError):
        return "A part of it is not JSON as PrepKit writes it."
    for column in FIELDS[table]:
        message = fault(table, column, entry)
        if message is not None:
            return f"{column}: {message}"
    return None


def _inspect_table(store: Store, table: str, now: int) -> int:
    """Move the unreadable rows out of one table; returns how many were moved."""
    moved = 0
    for row in unreadable.rows_as_stored(store, table):
        reason = entry_fault(table, row)
        if reason is not None:
            unreadable.move(store, table, row, reason, now)
            moved += 1
    return moved


def _remove_actions(store: Store) -> int:
    """Delete the newest damaged step and all before it, because undo may skip none; count the damaged."""
    rows = store.db.rows_as_stored(
        "SELECT id, kind, card_id, attempt_id, session_id, before, done_at FROM actions "
        "WHERE profile_id = :profile_id AND undone_at IS NULL ORDER BY id DESC LIMIT 50",
        store.params(),
    )
    damaged = [row["id"] for row in rows if not is_action(row)]
    if damaged:
        store.db.execute(
            "DELETE FROM actions WHERE profile_id = :profile_id AND id <= :id", store.params(id=max(damaged))
        )
    return len(damaged)


def is_action(row: Mapping[str, Any]) -> bool:
    """Return whether undoing this step would restore a card on screen, and a mark, that can be drawn."""
    try:
        before = json.loads(row["before"])
        screen = before.get("screen", EMPTY_SCREEN)
        ticks = json.loads(screen["ticks"])
        mark = before.get("mark", EMPTY_MARK)
        mark_row = {**mark, "flagged": int(mark["flagged"]), "suspended": int(mark["suspended"])}
        has_all_fields = screen.keys() == EMPTY_SCREEN.keys() and mark.keys() == EMPTY_MARK.keys()
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return False
    return (
        has_all_fields
        and FIELDS["session_cards"]["position"](before.get("position", 0)) is None
        and isinstance(row["kind"], str)
        and _is_id_or_nothing(row["attempt_id"])
        and _is_id_or_nothing(row["session_id"])
        and FIELDS["marks"]["card_id"](row["card_id"]) is None
        and not any(fault("sessions", name, {**screen, "ticks": ticks}) for name in screen)
        and not any(fault("marks", name, mark_row) for name in mark_row)
    )


def _is_id_or_nothing(cell: object) -> bool:
    """Return whether a cell is an id or None."""
    return cell is None or FIELDS["voids"]["attempt_id"](cell) is None


def _caches_are_sound(store: Store) -> bool:
    """Return whether the stored card states and counts can be used as they are."""
    states = store.db.rows_as_stored(
        "SELECT * FROM card_states WHERE profile_id = :profile_id", store.params()
    )
    counts = store.db.rows_as_stored("SELECT * FROM tallies WHERE profile_id = :profile_id", store.params())
    return all(map(_is_state, states)) and all(map(_is_count, counts))


def _is_state(row: Mapping[str, Any]) -> bool:
    """Return whether a row is a card state with values in their ranges."""
    integer_columns = ("last_review", "due", "reps", "lapses", "phase", "last_rating")
    return (
        FIELDS["marks"]["card_id"](row["card_id"]) is None
        and all(type(row[name]) is int and 0 <= row[name] < 2**62 for name in integer_columns)
        and all(
            isinstance(row[name], float | int) and math.isfinite(row[name]) and 0 < row[name] < 10**6
            for name in ("stability", "difficulty")
        )
        and (row["step"] is None or (type(row["step"]) is int and 0 <= row["step"] < 10))
        and row["phase"] in list(CardPhase)
        and row["last_rating"] in list(Rating)
    )


def _is_count(row: Mapping[str, Any]) -> bool:
    """Return whether a row is a count of attempts with values in their ranges."""
    return (
        is_day(row["local_day"])
        and row["rating"] in list(Rating)
        and row["confidence"] in ("", *Confidence)
        and all(type(row[name]) is int and abs(row[name]) < 2**62 for name in ("attempts", "duration_ms"))
    )
