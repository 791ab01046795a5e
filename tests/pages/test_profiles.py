"""Several people at one computer: added, switched between, deleted, and never mixed up."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from prepkit.store import Store, notes, profiles, tallies
from tests.pages.conftest import Open, press_rating, press_reveal

Stored = Callable[[], Store]


def names(stored: Stored) -> list[str]:
    return sorted(profile.name for profile in profiles.list_all(stored().db))


def add(app: AppTest, name: str) -> None:
    app.text_input(key="new_profile_name").set_value(name)
    next(button for button in app.button if button.label == "Add a profile").click().run()


def test_a_new_profile_begins_empty_and_is_opened_next_time(open_page: Open, stored: Stored) -> None:
    app = open_page("today")
    app.button(key="start_first").click().run()
    app = open_page("practise")
    press_reveal(app)
    press_rating(app, 3)
    app = open_page("settings")
    app.text_input(key="set_profile_name").set_value("Anna").run()
    assert not app.sidebar.selectbox
    add(app, "Ben *and* co")
    assert app.title[0].value == "Practise the interview before it happens"
    assert app.sidebar.selectbox[0].options == ["Anna", "Ben *and* co"]
    assert open_page("today").title[0].value == "Practise the interview before it happens"
    assert tallies.total(stored()) == 0


def test_switching_back_shows_the_other_person_s_work(open_page: Open, stored: Stored) -> None:
    app = open_page("settings")
    app.text_input(key="set_profile_name").set_value("Anna").run()
    anna = stored()
    notes.save(anna, "q:question-00001", "Anna's", 1)
    add(app, "Ben")
    assert stored().profile_id != anna.profile_id
    app.sidebar.selectbox[0].select(anna.profile_id).run()
    assert stored().profile_id == anna.profile_id
    assert notes.get(stored(), "q:question-00001") == "Anna's"


def test_two_windows_may_show_different_people(open_page: Open, stored: Stored) -> None:
    one = open_page("settings")
    one.text_input(key="set_profile_name").set_value("Anna").run()
    two = open_page("settings")
    add(two, "Ben")
    one.run()
    one.number_input(key="set_minutes_a_day").set_value(45).run()
    rows = stored().db.rows("SELECT profile_id FROM settings WHERE name = 'minutes_a_day'")
    anna = next(profile.id for profile in profiles.list_all(stored().db) if profile.name == "Anna")
    assert [row["profile_id"] for row in rows] == [anna]


def test_a_name_is_needed(open_page: Open, stored: Stored) -> None:
    app = open_page("settings")
    add(app, "   ")
    assert [toast.value for toast in app.toast] == ["A profile needs a name."]
    assert names(stored) == [""]


def test_deleting_a_profile_asks_and_shows_who_is_left(open_page: Open, stored: Stored) -> None:
    app = open_page("settings")
    app.text_input(key="set_profile_name").set_value("Anna").run()
    add(app, "Ben")
    app = open_page("settings")
    app.button(key="delete_profile").click().run()
    assert names(stored) == ["Anna", "Ben"]
    app.button(key="delete_profile_yes").click().run()
    assert names(stored) == ["Anna"]
    assert not app.exception
    assert not app.sidebar.selectbox


def test_two_people_of_one_name_are_told_apart(open_page: Open, stored: Stored) -> None:
    app = open_page("settings")
    app.text_input(key="set_profile_name").set_value("Ben").run()
    first = stored().profile_id
    add(app, "Ben")
    second = stored().profile_id
    assert sorted(app.sidebar.selectbox[0].options) == ["Ben", "Ben (2)"]
    for wanted in (first, second, first):
        app.sidebar.selectbox[0].select(wanted).run()
        assert stored().profile_id == wanted
