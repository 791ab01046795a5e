"""Stories and their earlier versions are stored as JSON; what cannot be read of them stops nothing."""

from __future__ import annotations

import json

import pytest

from prepkit.model import Story
from prepkit.store import Database, Store, documents, stories
from prepkit.store.stories import Version

FLOOD = Story("The flood", action="I ran.", questions=("q1", "q2"))


@pytest.fixture
def store(either_database: Database) -> Store:
    return Store(either_database, "me")


def test_a_story_and_its_version_come_back_as_they_were(store: Store) -> None:
    stories.save(store, "flood", FLOOD, 5)
    stories.save_version(store, Version("v1", "flood", FLOOD, 3), 6)
    (row,) = stories.list_all(store)
    assert (row.id, row.content, row.created_at, row.updated_at) == ("flood", FLOOD, 5, 5)
    assert stories.versions(store, "flood") == [Version("v1", "flood", FLOOD, 3)]


def test_a_story_and_its_version_are_stored_with_every_field_in_order(store: Store) -> None:
    stories.save(store, "flood", FLOOD, 5)
    stories.save_version(store, Version("v1", "flood", FLOOD, 3), 6)
    empty = {"task": "", "result": "", "baseline": "", "change": "", "period": "", "industry": ""}
    lists = {"competencies": [], "questions": ["q1", "q2"], "key_facts": [], "refused": []}
    texts = {"title": "The flood", "situation": "", "task": "", "action": "I ran."}
    stored = documents.get_text(store, "stories", "flood")
    (version,) = store.db.rows("SELECT content FROM story_versions")
    assert stored is not None
    assert stored.content == version["content"] == json.dumps({**texts, **empty, **lists})


def test_a_story_from_a_file_may_lack_fields_and_have_unknown_ones(store: Store) -> None:
    documents.save(store, "stories", "flood", {"title": "The flood", "colour": "red"}, 1)
    assert [row.content for row in stories.list_all(store)] == [Story("The flood")]


def test_what_cannot_be_read_is_left_out_and_stays_where_it_is(store: Store) -> None:
    stories.save(store, "flood", FLOOD, 1)
    documents.save(store, "stories", "broken", {"title": 5}, 2)
    for version_id in ("sound", "broken"):
        stories.save_version(store, Version(version_id, "flood", FLOOD, 1), 1)
    store.db.execute("UPDATE story_versions SET content = '[' WHERE id = 'broken'", {})
    assert [row.id for row in stories.list_all(store)] == ["flood"]
    assert stories.get(store, "broken") is None
    assert [version.id for version in stories.versions(store, "flood")] == ["sound"]
    stored = documents.get_text(store, "stories", "broken")
    assert stored is not None
    assert stored.content == '{"title": 5}'
