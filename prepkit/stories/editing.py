"""Save stories as they are typed, and keep and restore earlier versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from prepkit.model import Story
from prepkit.store import Store, stories
from prepkit.store.stories import Version

NewId = Callable[[], str]
A_SITTING = 30 * 60 * 1_000_000
"""Microseconds; the first change after a longer pause saves the text before it as a version."""
NOT_ITS_WORDS = ("competencies", "questions", "industry", "refused")


def begin(store: Store, story: Story, new_id: NewId, now: int) -> str:
    """Save a new story and return its id; an equal story is reused, so that a double click adds only one."""
    with store.transaction():
        same = next((row.id for row in stories.list_all(store) if row.content == story), None)
        if same is not None:
            return same
        story_id = new_id()
        stories.save(store, story_id, story, now)
    return story_id


def change(
    store: Store, story_id: str, new_id: NewId, now: int, *, new: Story | None = None, **parts: object
) -> Story | None:
    """Change parts of a story and leave the others as they are; None if it is no longer there.

    The first change of words after a pause saves the text before it as a version. ``new`` is a story that is
    only about to be written: it is stored with its first words, so that a builder opened in vain leaves none.
    """
    with store.transaction():
        row = stories.get(store, story_id)
        if row is None:
            if new is None or not stories.is_new(store, story_id):
                return None
            begun: Story = replace(new, **parts)  # type: ignore[arg-type]
            if begun.is_written:
                stories.save(store, story_id, begun, now)
            return begun
        before = row.content
        after = replace(before, **parts)  # type: ignore[arg-type]
        if now - row.updated_at > A_SITTING and _words(before) != _words(after):
            _set_aside(store, story_id, before, new_id, row.updated_at, now)
        if after != before:
            stories.save(store, story_id, after, now)
    return after


def keep(store: Store, story_id: str, new_id: NewId, now: int) -> bool:
    """Save the story as a version; False if there is an equal one already."""
    with store.transaction():
        row = stories.get(store, story_id)
        return row is not None and _set_aside(store, story_id, row.content, new_id, row.updated_at, now)


def bring_back(store: Store, story_id: str, version: Version, new_id: NewId, now: int) -> None:
    """Restore an earlier version, and save the present text as a version; links stay as they are."""
    with store.transaction():
        row = stories.get(store, story_id)
        if row is None:
            return
        present = row.content
        _set_aside(store, story_id, present, new_id, row.updated_at, now)
        kept = {name: getattr(present, name) for name in NOT_ITS_WORDS}
        stories.save(store, story_id, replace(version.content, **kept), now)


def _set_aside(store: Store, story_id: str, story: Story, new_id: NewId, made_at: int, now: int) -> bool:
    words = _words(story)
    if not story.text or any(
        _words(version.content) == words for version in stories.versions(store, story_id)
    ):
        return False
    stories.save_version(store, Version(new_id(), story_id, story, made_at), now)
    return True


def _words(story: Story) -> Story:
    return replace(story, competencies=(), questions=(), industry="", refused=())
