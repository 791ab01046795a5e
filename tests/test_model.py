"""The shared nouns that say how they are called."""

from __future__ import annotations

import pytest

from prepkit.model import Story
from prepkit.question import level_label


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("specialist", "Specialist"), ("lead", "Team lead"), ("manager", "Manager"), ("director", "director")],
)
def test_a_level_has_one_name_and_an_unknown_one_is_shown_as_it_is_stored(stored: str, shown: str) -> None:
    assert level_label(stored) == shown


@pytest.mark.parametrize("title", ["", "  "])
def test_a_story_without_a_title_is_still_called_something(title: str) -> None:
    assert Story(title=title).shown_title == "A story without a title"
    assert Story(title=f"{title}Monday ").shown_title == "Monday"
