from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from prepkit.exchange import archive
from prepkit.practice.clock import clock_at
from prepkit.store import SqliteDatabase, Store, notes, open_file, profiles, settings
from tests.pages.conftest import Open, press_rating, press_reveal

Stored = Callable[[], Store]


def test_every_setting_saves_itself(open_page: Open, stored: Stored) -> None:
    app = open_page("settings")
    app.text_input(key="set_profile_name").set_value("Ana").run()
    app.selectbox(key="set_target_role").select("customer-operations-manager").run()
    app.number_input(key="set_minutes_a_day").set_value(35).run()
    app.number_input(key="set_new_a_day").set_value(4).run()
    app.number_input(key="set_retention").set_value(85).run()
    app.toggle(key="set_shortcuts").set_value(False).run()
    saved = settings.load(stored())
    assert saved.profile_name == "Ana"
    assert saved.target_role == "customer-operations-manager"
    assert (saved.minutes_a_day, saved.new_a_day, saved.retention, saved.shortcuts) == (35, 4, 0.85, False)


def test_every_setting_shows_what_is_stored_whoever_changed_it(open_page: Open, stored: Stored) -> None:
    """As after a restore, an import, or a change in another tab: the page is open, the store has moved on."""
    app = open_page("settings")
    app.text_input(key="set_profile_name").set_value("Ana").run()
    app.selectbox(key="set_target_role").select("customer-operations-manager").run()
    app.number_input(key="set_minutes_a_day").set_value(35).run()
    app.number_input(key="set_new_a_day").set_value(4).run()
    app.number_input(key="set_retention").set_value(85).run()
    app.toggle(key="set_shortcuts").set_value(False).run()
    settings.save(
        stored(),
        clock_at(datetime.now(UTC), "UTC").now,
        profile_name="Ben",
        target_role="customer-service-manager",
        minutes_a_day=50,
        new_a_day=7,
        retention=0.93,
        shortcuts=True,
    )
    app.run()
    assert app.text_input(key="set_profile_name").value == "Ben"
    assert app.selectbox(key="set_target_role").value == "customer-service-manager"
    assert app.number_input(key="set_minutes_a_day").value == 50
    assert app.number_input(key="set_new_a_day").value == 7
    assert app.number_input(key="set_retention").value == 93
    assert app.toggle(key="set_shortcuts").value is True
    settings.save(stored(), clock_at(datetime.now(UTC), "UTC").now, target_role=None)
    app.run()
    assert app.selectbox(key="set_target_role").value is None


def test_it_says_where_the_database_lies(open_page: Open, stored: Stored) -> None:
    app = open_page("settings")
    database = stored().db
    assert isinstance(database, SqliteDatabase)
    assert f"`` {database.path} ``" in [text.value for text in app.markdown]


def test_a_higher_retention_brings_questions_back_sooner(open_page: Open, stored: Stored) -> None:
    app = open_page("today")
    app.button(key="start_first").click().run()
    app = open_page("practise")
    press_reveal(app)
    press_rating(app, 4)
    before = stored().db.row("SELECT due FROM card_states")
    app = open_page("settings")
    app.number_input(key="set_retention").set_value(97).run()
    after = stored().db.row("SELECT due FROM card_states")
    assert before is not None
    assert after is not None
    assert after["due"] < before["due"]


def test_everything_taken_along_can_be_brought_back_elsewhere(
    open_page: Open, stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_page("own", write="1")
    notes.save(stored(), "q:question-00001", "mine", 1)
    content = archive.write(stored(), clock_at(datetime.now(UTC), "UTC"))
    monkeypatch.setenv("PREPKIT_DATA", str(tmp_path / "elsewhere"))
    app = open_page("settings")
    app.file_uploader[0].upload("PrepKit.json", content, "application/json").run()
    assert any("It holds 1 note, saved" in text.value for text in app.markdown)
    app.button(key="take_in").click().run()
    elsewhere = profiles.latest(open_file(tmp_path / "elsewhere" / "prepkit.db"), new_id="x", now=0)
    assert notes.get(elsewhere, "q:question-00001") == "mine"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b'{"format": "prepkit", "version": 99}'])
def test_a_file_that_is_no_archive_is_refused_in_words(open_page: Open, content: bytes) -> None:
    app = open_page("settings")
    app.file_uploader[0].upload("strange.json", content, "application/json").run()
    assert not app.exception
    assert app.error[0].value.startswith("strange.json cannot be imported: ")
