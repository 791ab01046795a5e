"""What a stranger on a hosted copy gets, page by page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.pages.conftest import Open, shown_by


@pytest.fixture
def hosted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREPKIT_MODE", "hosted")


@pytest.mark.parametrize(
    "page", ["today", "browse", "roles", "learn", "own", "practise", "progress", "settings"]
)
def test_every_page_says_where_the_data_live_and_writes_no_file(
    open_page: Open, hosted: None, data_folder: Path, page: str
) -> None:
    app = open_page(page)
    assert app.button(key="private_forget").label == "Delete my data"
    assert not app.sidebar.selectbox
    assert not data_folder.exists()


def test_what_is_set_goes_to_the_browser_at_once(open_page: Open, hosted: None) -> None:
    app = open_page("settings")
    app.number_input(key="set_minutes_a_day").set_value(45).run()
    entries = shown_by(app, "browser_storage")["entries"]
    assert entries["settings:minutes_a_day"]["value"] == 45
    assert len(json.dumps(entries)) < 1_000


def test_settings_offers_no_backups_and_no_profiles(open_page: Open, hosted: None) -> None:
    app = open_page("settings")
    said = [heading.value for heading in app.header]
    assert "Backups" not in said
    assert "Profiles" not in said
    assert "Delete my data" in said
    assert not any("prepkit.db" in text.value for text in app.markdown)


def test_the_demo_keeps_nothing_in_the_browser(open_page: Open, hosted: None) -> None:
    app = open_page("today", demo="1")
    with pytest.raises(KeyError):
        shown_by(app, "browser_storage")
