from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st

from prepkit.store import Store, notes
from prepkit.store.backup import back_up, listed
from tests.pages.conftest import Open

Stored = Callable[[], Store]


@pytest.fixture
def backed_up(stored: Stored, data_folder: Path) -> Path:
    """The candidate's database with a note, closed, and a backup of it."""
    store = stored()
    notes.put(store, "q:question-00001", "remember this", 1)
    made = back_up(store.db, data_folder / "backups", datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    store.db.close()
    assert made is not None
    return made


@pytest.mark.parametrize("content", [b"", b"not a database at all", None])
def test_a_damaged_or_lost_database_is_brought_back_from_a_backup(
    open_page: Open, stored: Stored, data_folder: Path, backed_up: Path, content: bytes | None
) -> None:
    path = data_folder / "prepkit.db"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    app = open_page("browse")
    assert app.title[0].value == "Your data needs a decision"
    assert "Nothing was changed" in app.error[0].value or "left as it is" in app.error[0].value
    assert "22 November 2026, 09:00:00" in app.radio(key="backup").value
    app.button(key="recover").click().run()
    assert not app.exception
    assert app.title[0].value == "Browse"
    assert notes.get(stored(), "q:question-00001") == "remember this"
    kept = [file.read_bytes() for file in data_folder.glob("prepkit-damaged-*.db")]
    assert kept == ([content] if content is not None else [])


def test_one_may_begin_anew_and_the_damaged_file_is_kept(
    open_page: Open, stored: Stored, data_folder: Path, backed_up: Path
) -> None:
    (data_folder / "prepkit.db").write_bytes(b"broken")
    app = open_page("settings")
    app.button(key="begin_anew").click().run()
    assert app.title[0].value == "Settings"
    assert notes.get(stored(), "q:question-00001") == ""
    assert [file.read_bytes() for file in data_folder.glob("prepkit-damaged-*.db")] == [b"broken"]


def test_settings_go_back_to_a_backup_and_keep_what_was_there(
    open_page: Open, stored: Stored, data_folder: Path, backed_up: Path
) -> None:
    app = open_page("settings")
    notes.put(stored(), "q:question-00001", "later words", 2)
    app.run()
    (old,) = [label for label in app.radio(key="backup").options if label.startswith("22 November")]
    app.radio(key="backup").set_value(old).run()
    app.button(key="restore").click().run()
    assert "is in prepkit-before-restore-" in app.success[0].value
    assert notes.get(stored(), "q:question-00001") == "remember this"


def test_using_the_app_makes_backups_by_itself(open_page: Open, data_folder: Path) -> None:
    st.cache_resource.clear()
    open_page("today")
    assert len(listed(data_folder / "backups")) == 1
    open_page("today")
    assert len(listed(data_folder / "backups")) == 1
