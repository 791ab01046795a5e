"""What cannot be brought back asks first: one click changes nothing, the second does, “Keep it” goes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.bank import DATA
from prepkit.coaching import repository
from prepkit.coaching.assignment import Assignment, Task
from prepkit.interviews import repository as interviews
from prepkit.interviews.appointment import Asking, Interview, Item, QuestionHeard
from prepkit.interviews.company import Company, Finding
from prepkit.mock import repository as mocks
from prepkit.mock.state import Mock, MockItem, MockPhase
from prepkit.model import Story
from prepkit.store import Store, decks, profiles, stories
from prepkit.ui.runtime.opening import clock
from tests.pages.conftest import Open

Stored = Callable[[], Store]
State = Callable[[Store], object]


def the_mock(store: Store) -> object:
    mock = mocks.get(store, "m1")
    return mock and (len(mock.items), mock.phase)


def the_interview(store: Store) -> object:
    return interviews.get(store, "one")


def the_company(store: Store) -> object:
    return interviews.company(store, "Northwind", lambda: "new")[1].findings


def fill(store: Store) -> None:
    """Something of everything that can be removed."""
    items = tuple(MockItem(f"i{n}", f"question-0000{n}", think_s=0) for n in (1, 2, 3))
    mocks.save(store, "m1", Mock("Any role", "lead", items, 5, phase=MockPhase.ANSWER, began=5), 5)
    over = Mock("Any role", "lead", (replace(items[0], rating=3),), 5, phase=MockPhase.OVER, scored_at=9)
    mocks.save(store, "m2", over, 5)
    repository.save(store, "a1", Assignment("Thursday", (Task("question-00001", "Why?"),)), 5)
    profiles.add_client(store, "Dana", new_id="dana", now=5)
    stories.save(store, "flood", Story("The flood", action="I called."), 1)
    decks.save(store, "mine", "Mine", "", 1)
    decks.save_questions(store, [decks.OwnRow("mine/why", "mine", {"prompt": "Why do lifts stop?"})], 1)
    interview = Interview(
        company="Northwind",
        day=clock().day + timedelta(days=9),
        heard=(QuestionHeard("What went wrong?"),),
        ask=(Asking("Who would I work with?"),),
        items=(Item("A pen"),),
    )
    interviews.save(store, "one", interview, 1)
    interviews.save_company(store, "Northwind", Company("Northwind", (Finding("company-site", "Depots"),)), 1)


BUTTONS: Mapping[str, tuple[str, Mapping[str, str], str, State]] = {
    "delete a mock": ("mock", {"mock": "m2"}, "delete_mock", lambda store: len(mocks.list_all(store))),
    "delete an assignment": (
        "coach",
        {"assignment": "a1"},
        "delete_assignment",
        lambda store: repository.get(store, "a1"),
    ),
    "delete a client": (
        "coach",
        {"client": "dana"},
        "delete_client",
        lambda store: len(profiles.clients(store)),
    ),
    "remove a story": (
        "stories",
        {"story": "flood"},
        "remove_story",
        lambda store: len(stories.list_all(store)),
    ),
    "remove a deck": ("own", {}, "remove_mine", lambda store: len(decks.list_all(store))),
    "remove an own question": (
        "own",
        {"edit": "mine/why"},
        "own_remove",
        lambda store: len(decks.questions(store)),
    ),
    "delete an interview": (
        "prepare",
        {"interview": "one", "part": "Details"},
        "delete_interview",
        the_interview,
    ),
    "remove a question that was asked": (
        "prepare",
        {"interview": "one", "part": "Afterwards"},
        "remove_heard_",
        the_interview,
    ),
    "remove a question to ask": (
        "prepare",
        {"interview": "one", "part": "Questions to ask"},
        "remove_",
        the_interview,
    ),
    "remove something to bring": (
        "prepare",
        {"interview": "one", "part": "The day"},
        "remove_item_0",
        the_interview,
    ),
    "remove a finding": (
        "prepare",
        {"interview": "one", "part": "Company"},
        "remove_finding_",
        the_company,
    ),
}


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def asks_first(app: AppTest, key: str, state: Callable[[], object]) -> None:
    before = state()
    click(app, key)
    assert state() == before
    click(app, f"{key}_keep")
    assert state() == before
    assert f"{key}_yes" not in [one.key for one in app.button]
    click(click(app, key), f"{key}_yes")


@pytest.mark.parametrize("name", BUTTONS)
def test_what_cannot_be_brought_back_asks_first(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    page, query, prefix, state = BUTTONS[name]
    open_page("settings")
    fill(stored())
    if page == "prepare":
        monkeypatch.setenv("PREPKIT_BANK", str(DATA))
    before = state(stored())
    app = open_page(page, **query)
    (key,) = [str(one.key) for one in app.button if str(one.key).startswith(prefix)]
    asks_first(app, key, lambda: state(stored()))
    assert state(stored()) != before


def test_ending_a_mock_asks_first_and_keeps_what_was_answered(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    fill(stored())
    app = click(open_page("mock", mock="m1"), "once_resume")
    asks_first(app, "end_mock", lambda: the_mock(stored()))
    assert the_mock(stored()) == (1, MockPhase.OVER)
    assert app.title[0].value != "Paused"


def test_a_question_about_one_thing_is_not_open_on_another(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    fill(stored())
    stories.save(stored(), "fire", Story("The fire"), 1)
    app = click(open_page("stories", story="flood"), "remove_story")
    app.query_params["story"] = "fire"
    app.run()
    assert app.title[0].value == "The fire"
    assert "remove_story_yes" not in [one.key for one in app.button]


def test_a_visitor_is_forgotten_at_the_second_click(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREPKIT_MODE", "hosted")
    app = click(open_page("settings"), "settings_forget")
    app.number_input(key="set_minutes_a_day").set_value(45).run()
    click(app, "settings_forget_keep")
    assert app.number_input(key="set_minutes_a_day").value == 45
    click(click(app, "settings_forget"), "settings_forget_yes")
    assert "was deleted" in app.toast[0].value
