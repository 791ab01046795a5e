"""Writing a story: kept as it is typed, with earlier versions to go back to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from prepkit.bank.story import as_json, from_json
from prepkit.model import Story
from prepkit.store import Store, stories
from prepkit.store.stories import Version

NewId = Callable[[], str]
A_SITTING = 30 * 60 * 1_000_000
"""After a pause this long (microseconds), what was there becomes a version of its own."""
NOT_ITS_WORDS = ("competencies", "questions", "industry")


def begin(store: Store, story: Story, new_id: NewId, now: int) -> str:
    """Keep a new story; its id. One that holds just the same is taken instead: a double click begins one."""
    content = as_json(story)
    with store.transaction():
        same = next((row.id for row in stories.every(store) if row.content == content), None)
        if same is not None:
            return same
        story_id = new_id()
        stories.put(store, story_id, content, now)
    return story_id


def change(store: Store, story_id: str, new_id: NewId, now: int, **parts: object) -> Story | None:
    """Change parts of a story and leave the others as they are; None if it is no longer there.

    The first words changed after a pause set a version aside.
    """
    with store.transaction():
        row = stories.get(store, story_id)
        if row is None:
            return None
        before = from_json(row.content)
        after = replace(before, **parts)  # type: ignore[arg-type]
        if now - row.updated_at > A_SITTING and _words(before) != _words(after):
            _set_aside(store, story_id, before, new_id, row.updated_at, now)
        if after != before:
            stories.put(store, story_id, as_json(after), now)
    return after


def keep(store: Store, story_id: str, new_id: NewId, now: int) -> bool:
    """Set the story aside as it stands; False if that version is already there."""
    with store.transaction():
        row = stories.get(store, story_id)
        return row is not None and _set_aside(
            store, story_id, from_json(row.content), new_id, row.updated_at, now
        )


def bring_back(store: Store, story_id: str, version: Version, new_id: NewId, now: int) -> None:
    """Put an earlier version in place of the story, which becomes a version in turn.

    What it is linked to stays as it is.
    """
    with store.transaction():
        row = stories.get(store, story_id)
        if row is None:
            return
        present = from_json(row.content)
        _set_aside(store, story_id, present, new_id, row.updated_at, now)
        kept = {name: getattr(present, name) for name in NOT_ITS_WORDS}
        stories.put(store, story_id, as_json(replace(from_json(version.content), **kept)), now)


def _set_aside(store: Store, story_id: str, story: Story, new_id: NewId, made_at: int, now: int) -> bool:
    words = _words(story)
    if not story.text or any(
        _words(from_json(version.content)) == words for version in stories.versions(store, story_id)
    ):
        return False
    stories.keep_version(store, Version(new_id(), story_id, as_json(story), made_at), now)
    return True


def _words(story: Story) -> Story:
    return replace(story, competencies=(), questions=(), industry="")
