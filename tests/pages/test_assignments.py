"""Assignments on both sides: composing and sending them, and answering what was received."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.bank import load
from prepkit.bank.own import OwnQuestion
from prepkit.coaching import received
from prepkit.coaching import repository as assignments
from prepkit.coaching.assignment import Assignment, CarriedQuestion, Task, as_file
from prepkit.mock import repository
from prepkit.mock.state import Mock, MockItem, MockKind, MockPhase
from prepkit.model import Attempt, Rating
from prepkit.store import Store, attempts, decks, profiles, settings
from prepkit.store.decks import OwnRow
from tests.pages.conftest import Open, shown_by

Stored = Callable[[], Store]
FIRST, SECOND = "question-00001", "question-00002"
NOW = int(datetime.now(UTC).timestamp() * 1_000_000)
TODAY = datetime.now(UTC).date()
THURSDAY = Assignment("Thursday", (Task(FIRST, "Why?"),), "Out loud.", coach="Kim")
OWN = OwnQuestion("What would Kim ask?", key_points=("Listen",))


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def set_for_maria(store: Store, **changed: object) -> None:
    profiles.add_client(store, "Maria", new_id="maria", now=5)
    assignments.save(store, "a1", replace(THURSDAY, client="maria", **changed), 5)  # type: ignore[arg-type]


def answered(store: Store, mock_id: str = "m1") -> None:
    item = MockItem(f"{mock_id}-1", FIRST, answer="I listen.", answer_ms=60_000, rating=Rating.SOLID)
    mock = Mock("Thursday", "lead", (item,), NOW, MockKind.ASSIGNMENT, phase=MockPhase.OVER, scored_at=NOW)
    repository.save(store, mock_id, replace(mock, assignment="a1", set_by="Kim"), NOW)


def test_client_and_due_date_are_saved_and_shown(open_page: Open, stored: Stored) -> None:
    profiles.add_client(stored(), "Maria", new_id="maria", now=5)
    assignments.save(stored(), "a1", THURSDAY, 5)
    app = open_page("coach", assignment="a1")
    assert ":gray-badge[Draft]" in said(app)
    app.selectbox(key="a_client_a1").select("maria").run()
    app.date_input(key="a_due_a1").set_value(TODAY - timedelta(days=1)).run()
    saved = assignments.get_own(stored(), "a1")
    assert saved is not None
    assert (saved.client, saved.due) == ("maria", TODAY - timedelta(days=1))
    assert ":red-badge[Overdue]" in said(app)
    (row,) = shown_by(open_page("coach"), "assignments")["rows"]
    assert [text for text, _ in row["tags"]] == ["Draft", "Overdue"]
    assert row["note"].startswith("Maria, 1 question, was due ")


def test_marking_as_sent_can_be_taken_back(open_page: Open, stored: Stored) -> None:
    set_for_maria(stored())
    app = open_page("coach", assignment="a1")
    app.button(key="mark_sent").click().run()
    assert f"Sent on {TODAY.day} {TODAY:%b}" in said(app)
    app.button(key="mark_sent").click().run()
    assert ":gray-badge[Draft]" in said(app)


def test_a_client_page_lists_their_assignments_with_what_came_back(open_page: Open, stored: Stored) -> None:
    set_for_maria(stored(), sent_at=NOW)
    assignments.save(stored(), "a2", replace(THURSDAY, title="For somebody else"), 6)
    answered(Store(stored().db, "maria"))
    (row,) = shown_by(open_page("coach", client="maria"), "assignments")["rows"]
    assert (row["id"], row["tags"][0][0]) == ("a1", "Returned")


def test_the_agenda_becomes_an_assignment_for_the_client(
    open_page: Open, stored: Stored, tables: Path
) -> None:
    bank = load(tables)
    maria = profiles.add_client(stored(), "Maria", new_id="maria", now=5)
    assert "assignment_of_agenda" not in keys(open_page("coach", client="maria"))
    competency = bank.question(FIRST).competency
    weak = [question for question in bank.ids if bank.question(question).competency == competency][:2]
    for question in weak:
        attempts.append(maria, Attempt(question, f"q:{question}", Rating.SHAKY, 5, "2026-12-01", "UTC"))
    app = open_page("coach", client="maria")
    app.button(key="assignment_of_agenda").click().run()
    ((_, made),) = assignments.list_own(stored())
    assert app.title[0].value == made.title == "Practice for Maria"
    assert made.client == "maria"
    assert {task.question for task in made.tasks} >= set(weak)
    assert len(made.tasks) <= 5


def test_a_list_in_browse_becomes_an_assignment_for_whoever_coaches(open_page: Open, stored: Stored) -> None:
    assert "assignment_of_list" not in keys(open_page("browse"))
    settings.save(stored(), NOW, coaches=True)
    app = open_page("browse")
    app.button(key="assignment_of_list").click().run()
    ((_, made),) = assignments.list_own(stored())
    assert len(made.tasks) == 20
    assert app.title[0].value == "An assignment without a title"


def test_an_assignment_is_used_again_without_client_and_dates(open_page: Open, stored: Stored) -> None:
    set_for_maria(stored(), sent_at=NOW, due=date(2026, 12, 3))
    app = open_page("coach", assignment="a1")
    app.button(key="use_again").click().run()
    assert len(assignments.list_own(stored())) == 2
    copy = assignments.get_own(stored(), app.query_params["assignment"])
    assert copy == THURSDAY


def test_the_coach_is_asked_for_a_name_once(open_page: Open, stored: Stored) -> None:
    set_for_maria(stored())
    app = open_page("coach", assignment="a1")
    app.text_input(key="coach_name").set_value("Kim").run()
    assert profiles.name(stored()) == "Kim"
    assert "coach_name" not in {field.key for field in app.text_input}
    assert "From Kim." in {caption.value for caption in app.caption}


def test_what_the_link_leaves_out_is_said(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREPKIT_PUBLIC_URL", "https://prepkit.example.org/")
    decks.save(stored(), "mine", "Mine", "", 5)
    letters = random.Random(3)
    long = [
        OwnQuestion("Why?", answers=("".join(letters.choices(string.ascii_letters, k=3_000)),)) for _ in "ab"
    ]
    ids = [f"mine/q{n}" for n in range(2)]
    rows = [OwnRow(id, "mine", one.as_json()) for id, one in zip(ids, long, strict=True)]
    decks.save_questions(stored(), rows, 6)
    tasks = tuple(Task(id, "Question?") for id in ids)
    assignments.save(stored(), "a1", replace(THURSDAY, tasks=tasks), 7)
    app = open_page("coach", assignment="a1")
    warning = app.warning[0].value
    assert warning == "The link leaves out 2 of your own questions. Send the file instead."


def test_a_file_is_kept_and_its_questions_become_ones_own(open_page: Open, stored: Stored) -> None:
    carried = CarriedQuestion("kims/q0", OWN)
    tasks = (*THURSDAY.tasks, Task("kims/q0", OWN.prompt), Task("gone", "Gone?"))
    content = as_file("a1", replace(THURSDAY, tasks=tasks, questions=(carried,)))
    app = open_page("mock")
    app.file_uploader(key="assignment_upload").upload("a.json", content, "application/json").run()
    assert "From Kim, 2 questions, at most" in said(app)
    assert "1 more question is left out, because your PrepKit does not have it." in said(app)
    app.button(key="once_begin_assignment").click().run()
    ((_, mock),) = repository.list_all(stored())
    assert ([item.question for item in mock.items], mock.set_by) == ([FIRST, "kims/q0"], "Kim")
    assert [deck.title for deck in decks.list_all(stored())] == ["From Kim"]
    assert assignments.list_own(stored()) == []


def test_it_stands_on_practise_until_it_is_answered(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    received.keep(stored(), "a1", replace(THURSDAY, due=TODAY), NOW)
    app = open_page("practise")
    assert "**Thursday**  \nFrom Kim, 1 question, at most 2 minutes, due today." in said(app)
    app.button(key="begin_a1").click().run()
    ((mock_id, mock),) = repository.list_all(stored())
    assert app.query_params["mock"] == mock_id
    assert mock.assignment == "a1"
    assert open_page("practise").button(key="begin_a1").label == "Continue"
    repository.delete(stored(), mock_id, NOW)
    answered(stored())
    assert "begin_a1" not in keys(open_page("practise"))


def test_it_is_put_away_until_the_mock_page_brings_it_back(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    received.keep(stored(), "a1", THURSDAY, NOW)
    app = open_page("practise")
    app.button(key="other_a1").click().run()
    assert "begin_a1" not in keys(app)
    app = open_page("mock")
    assert app.button(key="other_a1").label == "Show on Practise"
    app.button(key="other_a1").click().run()
    assert "begin_a1" in keys(open_page("practise"))


def test_removing_it_asks_first(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    received.keep(stored(), "a1", THURSDAY, NOW)
    app = open_page("practise")
    app.button(key="remove_a1").click().run()
    assert "begin_a1" in keys(app)
    app.button(key="remove_a1_yes").click().run()
    assert "begin_a1" not in keys(app)
    assert assignments.list_received(stored()) == []


def test_the_candidate_gives_a_name_once_and_is_told_what_to_do(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    answered(stored())
    app = open_page("mock", mock="m1")
    assert "**Send this to Kim.**" in said(app)
    app.text_input(key="result_name").set_value("Maria").run()
    assert profiles.name(stored()) == "Maria"
    assert "result_name" not in {field.key for field in app.text_input}
    (button,) = [one for one in app.get("download_button") if one.proto.id.endswith("result_file")]
    assert button.proto.label == "Save the result file"


def test_a_sent_assignment_says_that_changes_must_be_sent_again(open_page: Open, stored: Stored) -> None:
    set_for_maria(stored(), sent_at=NOW)
    app = open_page("coach", assignment="a1")
    assert "reaches them only when you send it again" in app.caption[0].value
    assert len(app.get("download_button")) == 1
    app.text_input(key="a_title_a1").set_value("Friday").run()
    assert "and changed here since. Save the file and send it again." in said(app)
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Save the file again", "Download the assignment"]
    assert "Sent on" in said(app)
    # Marked as sent, it is as it was sent.
    app.button(key="mark_sent").click().run()
    app.button(key="mark_sent").click().run()
    assert len(app.get("download_button")) == 1


def test_a_due_date_in_the_past_is_said_until_the_answers_are_here(open_page: Open, stored: Stored) -> None:
    set_for_maria(stored(), due=TODAY - timedelta(days=1))
    app = open_page("coach", assignment="a1")
    assert "This day is in the past." in [caption.value for caption in app.caption]
    maria = profiles.client(stored(), "maria")
    assert maria is not None
    answered(maria)
    app = open_page("coach", assignment="a1")
    assert "This day is in the past." not in [caption.value for caption in app.caption]


def test_the_buttons_of_a_question_name_it(open_page: Open, stored: Stored) -> None:
    set_for_maria(stored())
    app = open_page("coach", assignment="a1")
    labels = {button.label for button in app.button}
    assert {"Move question 1 up", "Remove question 1"} <= labels
