"""The list of pages: seven and Settings, two more for who coaches, and every earlier address."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from prepkit.store import Store, settings
from prepkit.ui.runtime.navigation import SECTIONS, listed_pages
from tests.pages.conftest import Open

Stored = Callable[[], Store]
ADDRESSES = ("browse", "own", "roles", "practise", "mock", "stories", "prepare", "learn", "progress", "coach")


def test_coach_and_present_stand_there_for_who_coaches(open_page: Open, stored: Stored) -> None:
    usual = [page.title for page in listed_pages(coaches=False)]
    assert usual == [
        *("Today", "Practise", "Questions", "Stories", "Interviews", "Learn", "Progress"),
        "Settings",
    ]
    added = [page.title for page in listed_pages(coaches=True) if page.title not in usual]
    assert added == ["Coach", "Present"]
    open_page("settings").toggle(key="set_coaches").set_value(True).run()
    assert settings.load(stored()).coaches


@pytest.mark.parametrize("group", SECTIONS)
def test_pages_of_one_entry_lead_to_each_other(open_page: Open, group: str) -> None:
    labels = [label for _, label in SECTIONS[group]]
    for name, _ in SECTIONS[group]:
        assert [link.proto.label for link in open_page(name).main.get("page_link")] == labels


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_earlier_address_goes_on_working(open_page: Open, name: str) -> None:
    assert open_page(name).title
