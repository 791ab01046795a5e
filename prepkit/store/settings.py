"""One profile's choices, a row each, as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from prepkit.model import Settings
from prepkit.store import profiles
from prepkit.store.database import Store


def load(store: Store) -> Settings:
    """The profile's settings; what was never set, or no longer makes sense, is the default."""
    rows = store.db.rows("SELECT name, value FROM settings WHERE profile_id = :profile_id", store.params())
    stored = {row["name"]: json.loads(row["value"]) for row in rows}
    day = stored.pop("interview_date", None)
    known = {name: value for name, value in stored.items() if name in Settings.__dataclass_fields__}
    return replace(
        Settings(**known),
        profile_name=profiles.name(store),
        interview_date=date.fromisoformat(day) if day else None,
    )


def save(store: Store, **changes: Any) -> None:
    """Set the named settings; the rest stay as they are."""
    with store.db.transaction():
        if "profile_name" in changes:
            profiles.rename(store, changes.pop("profile_name"))
        for name, value in changes.items():
            text = json.dumps(value.isoformat() if isinstance(value, date) else value)
            store.db.execute(
                "INSERT INTO settings (profile_id, name, value) VALUES (:profile_id, :name, :value) "
                "ON CONFLICT (profile_id, name) DO UPDATE SET value = excluded.value",
                store.params(name=name, value=text),
            )
