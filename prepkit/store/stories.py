"""A person's stories, kept as they are typed, and earlier versions of them. Their fields: ``model.Story``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from prepkit.field_types import text_faults
from prepkit.model import Story
from prepkit.store.collection import Collection
from prepkit.store.database import Store
from prepkit.store.documents import TypedDocument

MAX_TITLE = 200
MAX_ITEMS = 100


@dataclass(frozen=True, slots=True)
class Version:
    """A story as it once was; ``made_at`` is the moment it was set aside."""

    id: str
    story_id: str
    content: Story
    made_at: int


def _faults(content: Mapping[str, Any]) -> Iterator[str]:
    return text_faults(Story, content, most=MAX_ITEMS, longest={"title": MAX_TITLE})


STORIES = Collection("stories", Story, field_faults=_faults)


def list_all(store: Store) -> list[TypedDocument[Story]]:
    """List the stories that can be read, the one begun last first.

    One in which nothing is written is left out, unless an earlier version of it can be restored.
    """
    return [row for row in STORIES.list_all(store) if row.content.is_written or versions(store, row.id)]


def get(store: Store, story_id: str) -> TypedDocument[Story] | None:
    """Read one story; None if there is none with this id, it was deleted, or it cannot be read."""
    return STORIES.get(store, story_id)


def is_new(store: Store, story_id: str) -> bool:
    """Whether no story ever had this id: neither one that was removed nor one that cannot be read."""
    row = store.db.row(
        "SELECT 1 FROM stories WHERE profile_id = :profile_id AND id = :id", store.params(id=story_id)
    )
    return row is None


def save(store: Store, story_id: str, story: Story, now: int) -> None:
    """Save a story in place of its earlier content."""
    STORIES.save(store, story_id, story, now)


def delete(store: Store, story_id: str, now: int) -> None:
    """Delete a story and its versions; its attempts stay."""
    with store.transaction():
        STORIES.delete(store, story_id, now)
        store.db.execute(
            "UPDATE story_versions SET content = '', updated_at = :now "
            "WHERE profile_id = :profile_id AND story_id = :story_id",
            store.params(story_id=story_id, now=now),
        )


def save_version(store: Store, version: Version, now: int) -> None:
    """Save a version of a story, or restore one that was removed."""
    store.db.execute(
        "INSERT INTO story_versions (profile_id, id, story_id, content, made_at, updated_at) "
        "VALUES (:profile_id, :id, :story_id, :content, :made_at, :now) ON CONFLICT (profile_id, id) "
        "DO UPDATE SET content = excluded.content, updated_at = excluded.updated_at",
        store.params(
            id=version.id,
            story_id=version.story_id,
            content=json.dumps(STORIES.as_json(version.content)),
            made_at=version.made_at,
            now=now,
        ),
    )


def versions(store: Store, story_id: str) -> list[Version]:
    """List the earlier versions of a story that can be read, latest first."""
    rows = store.db.rows(
        "SELECT id, content, made_at, updated_at FROM story_versions WHERE profile_id = :profile_id "
        "AND story_id = :story_id AND content != '' ORDER BY made_at DESC, id",
        store.params(story_id=story_id),
    )
    stored = (TypedDocument(row["id"], row["content"], row["made_at"], row["updated_at"]) for row in rows)
    return [
        Version(version.id, story_id, version.content, version.created_at)
        for version in STORIES.readable(stored)
    ]
