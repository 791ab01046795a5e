from __future__ import annotations

from itertools import count

import pytest

from prepkit.bank.story import from_json
from prepkit.model import Story
from prepkit.store import Database, Store, profiles, stories
from prepkit.stories import editing

HOUR = 3_600_000_000
numbers = count(1)


def new_id() -> str:
    return f"id-{next(numbers)}"


@pytest.fixture
def store(either_database: Database) -> Store:
    return profiles.latest(either_database, new_id="me", now=1)


def told(store: Store, story_id: str) -> Story:
    row = stories.get(store, story_id)
    assert row is not None
    return from_json(row.content)


def test_parts_change_one_by_one_and_leave_the_others(store: Store) -> None:
    story = editing.begin(store, Story("The flood"), new_id, 1)
    editing.change(store, story, new_id, 2, action="I ran.")
    editing.change(store, story, new_id, 3, result="Nobody got wet.")
    assert told(store, story) == Story("The flood", action="I ran.", result="Nobody got wet.")
    assert stories.versions(store, story) == []


def test_a_double_click_begins_one_story(store: Store) -> None:
    first = editing.begin(store, Story(), new_id, 1)
    assert editing.begin(store, Story(), new_id, 2) == first
    editing.change(store, first, new_id, 3, action="I ran.")
    assert editing.begin(store, Story(), new_id, 4) != first


def test_going_on_after_a_pause_keeps_what_was_there(store: Store) -> None:
    story = editing.begin(store, Story("The flood", action="I ran."), new_id, 1)
    editing.change(store, story, new_id, HOUR, action="I r")
    editing.change(store, story, new_id, HOUR + 1, action="I swam.")
    (version,) = stories.versions(store, story)
    assert from_json(version.content).action == "I ran."
    assert version.made_at == 1


def test_a_new_link_alone_makes_no_version(store: Store) -> None:
    story = editing.begin(store, Story("The flood", action="I ran."), new_id, 1)
    editing.change(store, story, new_id, HOUR, questions=("q1",))
    assert stories.versions(store, story) == []


def test_a_version_comes_back_and_nothing_is_lost(store: Store) -> None:
    story = editing.begin(store, Story("The flood", action="I ran."), new_id, 1)
    assert editing.keep(store, story, new_id, 2)
    assert not editing.keep(store, story, new_id, 3)
    editing.change(store, story, new_id, 4, action="I swam.", questions=("q1",))
    (version,) = stories.versions(store, story)
    editing.bring_back(store, story, version, new_id, 5)
    assert told(store, story) == Story("The flood", action="I ran.", questions=("q1",))
    assert {from_json(v.content).action for v in stories.versions(store, story)} == {"I ran.", "I swam."}


def test_a_story_removed_elsewhere_is_not_brought_back_by_typing(store: Store) -> None:
    story = editing.begin(store, Story("The flood", action="I ran."), new_id, 1)
    editing.keep(store, story, new_id, 2)
    stories.remove(store, story, 3)
    assert editing.change(store, story, new_id, 4, action="I swam.") is None
    assert stories.every(store) == []
    assert stories.versions(store, story) == []
