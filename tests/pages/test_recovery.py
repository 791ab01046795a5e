from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st

from prepkit.errors import DamagedDatabase, UnreadableDatabase
from prepkit.store import SqliteDatabase, Store, attempts, notes, tallies
from prepkit.store.backup import back_up, list_backups
from tests.pages.conftest import Open
from tests.store.test_database import an_attempt

Stored = Callable[[], Store]


@pytest.fixture
def backed_up(stored: Stored, data_folder: Path) -> Path:
    """The candidate's database with a note, closed, and a backup of it."""
    store = stored()
    notes.save(store, "q:question-00001", "remember this", 1)
    assert isinstance(store.db, SqliteDatabase)
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
    assert "22 November 2026, 09:00:00" in str(app.radio(key="backup").value)
    app.button(key="recover").click().run()
    assert not app.exception
    assert app.title[0].value == "Questions"
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
    notes.save(stored(), "q:question-00001", "later words", 2)
    app.run()
    (old,) = [label for label in app.radio(key="backup").options if label.startswith("22 November")]
    app.radio(key="backup").set_value(old).run()
    app.button(key="restore").click().run()
    assert notes.get(stored(), "q:question-00001") == "later words"
    assert "22 November 2026, 09:00:00" in "".join(text.value for text in app.markdown)
    assert app.table[0].value["What"].tolist() == ["Attempts", "Last attempt on", "Notes"]
    app.button(key="restore_now").click().run()
    assert "is the newest backup in the list" in app.success[0].value
    assert notes.get(stored(), "q:question-00001") == "remember this"
    app.run()
    assert app.radio(key="backup").options[0].startswith("Before the restore on ")
    app.button(key="restore_undo").click().run()
    assert not app.exception
    assert notes.get(stored(), "q:question-00001") == "later words"


def test_backing_up_now_says_what_it_did(open_page: Open, stored: Stored, data_folder: Path) -> None:
    st.cache_resource.clear()
    app = open_page("settings")
    notes.save(stored(), "q:question-00001", "new words", 2)
    app.button(key="back_up_now").click().run()
    assert app.success[0].value.startswith("Backed up, ")
    made = len(list_backups(data_folder / "backups"))
    app.button(key="back_up_now").click().run()
    assert app.success[0].value.startswith("Nothing has changed since the backup of ")
    assert len(list_backups(data_folder / "backups")) == made == 2


def test_the_backup_just_made_is_the_one_chosen_to_go_back_to(
    open_page: Open, stored: Stored, backed_up: Path
) -> None:
    app = open_page("settings")
    (old,) = [label for label in app.radio(key="backup").options if label.startswith("22 November")]
    app.radio(key="backup").set_value(old).run()
    notes.save(stored(), "q:question-00001", "new words", 2)
    app.button(key="back_up_now").click().run()
    assert app.radio(key="backup").value == app.radio(key="backup").options[0] != old


def test_using_the_app_makes_backups_by_itself(open_page: Open, data_folder: Path) -> None:
    st.cache_resource.clear()
    open_page("today")
    assert len(list_backups(data_folder / "backups")) == 1
    open_page("today")
    assert len(list_backups(data_folder / "backups")) == 1


def test_damage_deep_in_the_file_is_found_by_the_backup_and_mended_from_settings(
    open_page: Open, stored: Stored, data_folder: Path
) -> None:
    store = stored()
    for number in range(2_000):
        attempts.append(store, an_attempt(number))
    assert isinstance(store.db, SqliteDatabase)
    back_up(store.db, data_folder / "backups", datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    store.db.close()
    path = data_folder / "prepkit.db"
    content = path.read_bytes()
    middle = len(content) // 2 // 4096 * 4096
    path.write_bytes(content[:middle] + b"\xa5" * (len(content) - middle - 4096) + content[-4096:])
    # The backup that finds the damage begins with the first page, and the next one says so.
    app = open_page("today").run()
    assert "is damaged" in app.warning[0].value
    assert "restore one of them" in app.warning[0].value
    app = open_page("settings")
    app.button(key="restore").click().run()
    app.button(key="restore_now").click().run()
    assert not app.exception
    assert tallies.total(stored()) == 2_000
    assert len(list_backups(data_folder / "backups")) >= 1
    assert len(list(data_folder.glob("prepkit-before-restore-*.db"))) == 1


def test_damage_found_while_reading_is_named(stored: Stored, data_folder: Path) -> None:
    store = stored()
    for number in range(2_000):
        attempts.append(store, an_attempt(number))
    store.db.close()
    path = data_folder / "prepkit.db"
    content = path.read_bytes()
    path.write_bytes(content[:40_960] + b"\xa5" * (len(content) - 45_056) + content[-4096:])
    with pytest.raises((DamagedDatabase, UnreadableDatabase), match=r"malformed|not a database"):
        attempts.list_all(stored())
