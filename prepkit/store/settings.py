"""One profile's choices, a row each, as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from prepkit.field_types import MAX_ID, is_day
from prepkit.model import Settings
from prepkit.question import Country
from prepkit.store import profiles
from prepkit.store.database import Store

FLAGS = {"shortcuts", "asks_confidence", "coaches", "transcribes", "keeps_recordings"}
LISTS = {"remarks_off", "assignments_put_away"}
WEEKDAYS = range(7)
RANGES = {"minutes_a_day": (5, 240), "new_a_day": (0, 100), "retention": (0.8, 0.97)}


def is_valid(name: str, value: object) -> bool:
    """Whether a setting may have this value, as JSON has it (a day is ``YYYY-MM-DD``).

    A name that this PrepKit does not know may hold anything: a newer one may.
    """
    if name == "interview_date":
        # An archive from before there were interviews has this setting.
        return value is None or is_day(value)
    if name == "target_role":
        return value is None or (isinstance(value, str) and len(value) <= 200)
    if name == "country":
        return value is None or value in list(Country)
    if name in FLAGS:
        return isinstance(value, bool)
    if name == "days_off":
        return isinstance(value, list | tuple) and all(type(day) is int and day in WEEKDAYS for day in value)
    if name in LISTS:
        return isinstance(value, list | tuple) and len(value) <= 100 and all(map(_is_name, value))
    if name in RANGES:
        if isinstance(value, bool) or not isinstance(value, float if name == "retention" else int):
            return False
        least, most = RANGES[name]
        return least <= value <= most
    return True


def load(store: Store) -> Settings:
    """Read the profile's settings; one that was never set or is no longer valid has its default."""
    rows = store.db.rows("SELECT name, value FROM settings WHERE profile_id = :profile_id", store.params())
    stored = {row["name"]: json.loads(row["value"]) for row in rows}
    stored = {name: value for name, value in stored.items() if is_valid(name, value)}
    valid: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in stored.items()
        if name in Settings.__dataclass_fields__
    }
    return replace(Settings(**valid), profile_name=profiles.name(store))


def save(store: Store, now: int, **changes: Any) -> None:
    """Set the named settings; the rest stay. Raises ValueError for an invalid value."""
    plain = dict(changes)
    for name, value in plain.items():
        if not is_valid(name, value):
            raise ValueError(f"{name} cannot be set to {value!r}")
    with store.transaction():
        if "profile_name" in plain:
            profiles.rename(store, plain.pop("profile_name"), now)
        for name, value in plain.items():
            store.db.execute(
                "INSERT INTO settings (profile_id, name, value, updated_at) "
                "VALUES (:profile_id, :name, :value, :now) ON CONFLICT (profile_id, name) "
                "DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
                store.params(name=name, value=json.dumps(value), now=now),
            )


def _is_name(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MAX_ID
