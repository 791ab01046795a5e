"""A person's stories, kept as they are typed, and earlier versions of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from prepkit.store import documents
from prepkit.store.database import Store
from prepkit.store.documents import Document


@dataclass(frozen=True, slots=True)
class Version:
    """A story as it once was; ``made_at`` is the moment it was set aside."""

    id: str
    story_id: str
    content: dict[str, Any]
    made_at: int


def every(store: Store) -> list[Document]:
    """The stories that are there, the one begun last first."""
    return documents.every(store, "stories")


def get(store: Store, story_id: str) -> Document | None:
    """One story; None when there is none by that id, or no longer."""
    return documents.get(store, "stories", story_id)


def put(store: Store, story_id: str, content: dict[str, Any], now: int) -> None:
    """Keep a story, in place of what it was."""
    documents.put(store, "stories", story_id, content, now)


def remove(store: Store, story_id: str, now: int) -> None:
    """Take a story and its versions away; its attempts stay."""
    with store.transaction():
        documents.remove(store, "stories", story_id, now)
        store.db.execute(
            "UPDATE story_versions SET content = '', updated_at = :now "
            "WHERE profile_id = :profile_id AND story_id = :story_id",
            store.params(story_id=story_id, now=now),
        )


def keep_version(store: Store, version: Version, now: int) -> None:
    """Set a version of a story aside, or bring one back that was removed."""
    store.db.execute(
        "INSERT INTO story_versions (profile_id, id, story_id, content, made_at, updated_at) "
        "VALUES (:profile_id, :id, :story_id, :content, :made_at, :now) ON CONFLICT (profile_id, id) "
        "DO UPDATE SET content = excluded.content, updated_at = excluded.updated_at",
        store.params(
            id=version.id,
            story_id=version.story_id,
            content=json.dumps(version.content),
            made_at=version.made_at,
            now=now,
        ),
    )


def versions(store: Store, story_id: str) -> list[Version]:
    """The earlier versions of a story, latest first."""
    rows = store.db.rows(
        "SELECT id, story_id, content, made_at FROM story_versions WHERE profile_id = :profile_id "
        "AND story_id = :story_id AND content != '' ORDER BY made_at DESC, id",
        store.params(story_id=story_id),
    )
    return [Version(row["id"], row["story_id"], json.loads(row["content"]), row["made_at"]) for row in rows]
