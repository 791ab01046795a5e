from __future__ import annotations

from itertools import count

import pytest

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
    return row.content


def test_parts_change_one_by_one_and_leave_the_others(store: Store) -> None:
    story = editing.begin(store, Story("The flood"), new_id, 1)
    editing.change(store, story, new_id, 2, action="I ran.")
    editing.change(store, story, new_id, 3, result="Nobody got wet.")
    assert told(store, story) == Story("The flood", action="I ran.", result="Nobody got wet.")
    assert stories.versions(store, story) == []


def test_a_double_click_begins_one_story(store: Store) -> None:
    pasted = Story(action="I called.")
    first = editing.begin(store, pasted, new_id, 1)
    assert editing.begin(store, pasted, new_id, 2) == first
    editing.change(store, first, new_id, 3, action="I ran.")
    assert editing.begin(store, pasted, new_id, 4) != first


def test_a_new_story_is_stored_with_its_first_words(store: Store) -> None:
    new = Story(questions=("q1",))
    editing.change(store, "new", new_id, 1, new=new, title=" ")
    assert stories.get(store, "new") is None
    editing.change(store, "new", new_id, 2, new=new, action="I")
    # A second window, which opened the builder before that, adds its part.
    editing.change(store, "new", new_id, 3, new=new, result="She stayed.")
    assert told(store, "new") == Story(action="I", result="She stayed.", questions=("q1",))


def test_a_new_story_that_was_removed_does_not_come_back_by_typing(store: Store) -> None:
    editing.change(store, "new", new_id, 1, new=Story(), action="I")
    stories.delete(store, "new", 2)
    assert editing.change(store, "new", new_id, 3, new=Story(), action="I ran.") is None
    assert stories.list_all(store) == []


def test_an_emptied_story_is_listed_only_while_a_version_can_be_restored(store: Store) -> None:
    editing.change(store, "new", new_id, 1, new=Story(), action="I ran.")
    editing.change(store, "new", new_id, 2, action="")
    assert stories.list_all(store) == []
    editing.change(store, "new", new_id, 3, action="I ran.")
    editing.keep(store, "new", new_id, 4)
    editing.change(store, "new", new_id, 5, action="")
    assert [row.id for row in stories.list_all(store)] == ["new"]


def test_going_on_after_a_pause_keeps_what_was_there(store: Store) -> None:
    story = editing.begin(store, Story("The flood", action="I ran."), new_id, 1)
    editing.change(store, story, new_id, HOUR, action="I r")
    editing.change(store, story, new_id, HOUR + 1, action="I swam.")
    (version,) = stories.versions(store, story)
    assert version.content.action == "I ran."
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
    assert {v.content.action for v in stories.versions(store, story)} == {"I ran.", "I swam."}


def test_a_story_removed_elsewhere_is_not_brought_back_by_typing(store: Store) -> None:
    story = editing.begin(store, Story("The flood", action="I ran."), new_id, 1)
    editing.keep(store, story, new_id, 2)
    stories.delete(store, story, 3)
    assert editing.change(store, story, new_id, 4, action="I swam.") is None
    assert stories.list_all(store) == []
    assert stories.versions(store, story) == []
