"""A coach's clients: whose each score is, what is imported for whom, and how a slip is put right."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.coaching.feedback import FEEDBACK, AnswerFeedback, CoachFeedback
from prepkit.coaching.session import SESSIONS, CoachingSession
from prepkit.exchange import archive, results
from prepkit.mock import repository
from prepkit.mock.state import Mock, MockItem, MockKind, MockPhase, Scored
from prepkit.model import Attempt, Rating
from prepkit.store import Store, archived_clients, attempts, notes, open_memory, profiles, scores, settings
from prepkit.store.scores import Rater, Score
from tests.pages.conftest import Open, report, shown_by
from tests.practice.conftest import at

Stored = Callable[[], Store]
NOW = 1_796_000_000_000_000
ITEM = MockItem(
    "i1",
    "question-00001",
    answer="I called her back.",
    own=Scored(4, "I named her."),
    coach=Scored(2, "No result."),
    rating=3,
)


def keep(store: Store, mock: Mock) -> None:
    """Keep an interview as scoring it leaves it."""
    repository.save(store, "m1", mock, NOW)
    for item in mock.items:
        made = Attempt(item.id, f"q:{item.question}", Rating.SOLID, NOW, "2026-11-23", "UTC")
        attempts.append(store, replace(made, mode="mock", session_id="m1"))
        given = ((Rater.SELF, item.own), (Rater.COACH, item.coach))
        scores.save(
            store, [Score(item.id, who, mock.level, s.value, s.evidence) for who, s in given if s], NOW
        )


def week_one(level: str = "lead") -> Mock:
    return Mock("Week 1", level, (ITEM,), NOW, kind=MockKind.ASSIGNMENT, phase=MockPhase.OVER, scored_at=NOW)


def two_clients(store: Store) -> tuple[Store, Store]:
    maria = profiles.add_client(store, "Maria", new_id="maria", now=5)
    return maria, profiles.add_client(store, "Ben", new_id="ben", now=5)


def sent_by(name: str, mock: Mock) -> bytes:
    store = profiles.latest(open_memory(), new_id="sender", now=1)
    profiles.rename(store, name, 2)
    keep(store, mock)
    return results.write(store, "m1", at())


def said(app: AppTest) -> str:
    """What the page says, as a person reads it."""
    elements = (*app.markdown, *app.caption, *app.warning, *app.error)
    return "\n".join(element.value for element in elements).replace("\\", "")


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def open_client(open_page: Open, client: str = "maria", *, entry: bool = True) -> AppTest:
    app = open_page("coach", client=client)
    if entry:
        app.session_state["entry_m1"] = True
        app.run()
    assert not app.exception
    return app


def upload(app: AppTest, content: bytes) -> AppTest:
    app.file_uploader[0].set_value(("result.json", content, "application/json")).run()
    assert not app.exception
    return app


def test_both_sides_words_stand_with_their_scores(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    keep(two_clients(stored())[0], week_one())
    shown = said(open_client(open_page))
    assert "They gave 4 of 5: I named her" in shown
    assert "You gave 2 of 5: No result" in shown


def test_a_coachs_score_from_a_file_is_not_this_coachs(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    two_clients(stored())
    mock = replace(week_one(), assignment="a1", set_by="Kim")
    app = upload(open_page("coach", client="maria"), sent_by("Maria", mock))
    assert "which is not one of your assignments" in said(app)
    click(app, "once_take_results")
    app = open_client(open_page)
    shown = said(app)
    assert "From Maria, for “Week 1” set by Kim" in shown
    assert "A coach gave 2 of 5 (in their file): No result." in shown
    assert "2 points higher than a coach in their file (4 and 2)" in shown
    assert "ou gave" not in shown
    assert "you 2" not in shown
    # This coach's own feedback, once it is saved, stands beside it as this coach's.
    maria = profiles.client(stored(), "maria")
    assert maria is not None
    ((mock_id, imported),) = repository.list_all(maria)
    question = imported.items[0].question
    answers = (AnswerFeedback(question, "Why?", 3, "Calm"),)
    FEEDBACK.save(maria, mock_id, CoachFeedback("Week 1", mock_id, answers=answers, written_at=9), 9)
    shown = said(open_client(open_page))
    assert "You gave 3 of 5 in your feedback: Calm" in shown
    assert "**You differ:**" in shown


def test_a_file_of_another_person_warns_and_leads_to_their_page(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    maria, _ = two_clients(stored())
    app = upload(open_page("coach", client="maria"), sent_by("Ben", week_one()))
    assert "This file is from Ben, and this page is Maria's." in said(app)
    assert app.button(key="once_take_results").label == "Add it anyway"
    assert repository.list_all(maria) == []
    click(app, "once_open_other")
    assert app.query_params["client"] == "ben"
    assert app.title[0].value == "Ben"
    app = upload(app, sent_by("Ben", week_one()))
    assert app.button(key="once_take_results").label == "Add it to this client"
    assert not app.warning


def test_an_unknown_level_in_a_file_is_refused_in_a_sentence(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    maria, _ = two_clients(stored())
    app = upload(open_page("coach", client="maria"), sent_by("Maria", week_one("wizard")))
    assert "level “wizard”" in app.error[0].value
    assert "once_take_results" not in keys(app)
    assert repository.list_all(maria) == []


@pytest.mark.parametrize("kind", [MockKind.ASSIGNMENT, MockKind.ROUND])
def test_an_unknown_level_at_rest_breaks_no_page(open_page: Open, stored: Stored, kind: MockKind) -> None:
    open_page("settings")
    mock = replace(week_one("wizard"), kind=kind)
    keep(two_clients(stored())[0], mock)
    assert "You gave 2 of 5" in said(open_client(open_page))
    assert not open_page("round", client="maria", round="m1").exception


def test_an_entry_is_moved_and_moved_back(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    maria, ben = two_clients(stored())
    keep(maria, week_one())
    app = open_client(open_page)
    assert app.button(key="once_move_m1").disabled
    app.selectbox(key="move_to_m1").set_value("ben").run()
    click(app, "once_move_m1")
    assert "“Week 1” was moved from Maria to Ben" in said(app)
    assert [len(scores.pairs(store)) for store in (maria, ben)] == [0, 1]
    app.run()
    click(app, "once_undo_client")
    assert [len(scores.pairs(store)) for store in (maria, ben)] == [1, 0]
    assert "once_undo_client" not in keys(app)


def test_a_deleted_entry_is_brought_back_until_another_client_is_opened(
    open_page: Open, stored: Stored
) -> None:
    open_page("settings")
    maria, _ = two_clients(stored())
    keep(maria, week_one())
    app = click(open_client(open_page), "once_delete_m1")
    assert (repository.list_all(maria), scores.pairs(maria)) == ([], [])
    click(app, "once_undo_client")
    assert len(scores.pairs(maria)) == len(repository.list_all(maria)) == 1
    app = click(open_client(open_page), "once_delete_m1")
    app.query_params["client"] = "ben"
    app.run()
    app.query_params["client"] = "maria"
    app.run()
    assert "once_undo_client" not in keys(app)


def test_a_client_is_renamed_and_keeps_a_name(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    maria, _ = two_clients(stored())
    app = open_client(open_page, entry=False)
    app.text_input(key="client_name_maria").set_value("Maria Lopez").run()
    assert app.title[0].value == "Maria Lopez"
    app.text_input(key="client_name_maria").set_value("  ").run()
    assert app.title[0].value == profiles.name(maria) == "Maria Lopez"
    assert app.text_input(key="client_name_maria").value == "Maria Lopez"
    assert app.info[0].value == "A client needs a name."


def test_an_archived_client_stands_apart_and_can_be_brought_back(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    two_clients(stored())
    app = click(open_client(open_page, entry=False), "once_archive_client")
    assert archived_clients.list_ids(stored()) == {"maria"}
    app = open_page("coach")
    assert [row["title"] for row in shown_by(app, "clients")["rows"]] == ["Ben"]
    assert [row["title"] for row in shown_by(app, "archived_list")["rows"]] == ["Maria"]
    offered = open_page("round", question="question-00001").selectbox(key="whose_chosen").options
    assert "B…" in offered
    assert "M…" not in offered
    click(open_client(open_page, entry=False), "once_archive_client")
    assert [row["title"] for row in shown_by(open_page("coach"), "clients")["rows"]] == ["Ben", "Maria"]


def test_a_deleted_client_is_brought_back_with_everything(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    maria, _ = two_clients(stored())
    keep(maria, week_one())
    notes.save(maria, "coach", "Ask about the flood", NOW)
    before = _without_moments(archive.write(maria, at()))
    app = open_client(open_page, entry=False)
    click(click(app, "delete_client"), "delete_client_yes")
    assert [client.name for client in profiles.clients(stored())] == ["Ben"]
    assert "Maria was deleted" in said(app)
    click(app, "once_undo_client")
    assert [client.id for client in profiles.clients(stored())] == ["ben", "maria"]
    assert _without_moments(archive.write(maria, at())) == before


def _without_moments(content: bytes) -> object:
    return {name: rows for name, rows in json.loads(content).items() if name != "made_at"}


def test_a_second_client_of_a_name_is_said(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    two_clients(stored())
    assert "another client of this name" not in said(open_page("coach", client="ben"))
    app = open_page("coach")
    app.text_input(key="new_client_name").set_value("ben")
    [add] = [button for button in app.button if button.label == "Add a client"]
    add.click().run()
    assert app.title[0].value == "ben"
    assert "You have another client of this name." in said(app)


def test_the_agenda_uses_what_only_the_coach_has_scored(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    maria, _ = two_clients(stored())
    assert "Nothing to go by yet" in said(open_client(open_page, entry=False))
    unrated = replace(ITEM, own=None, rating=0)
    held = replace(week_one(), kind=MockKind.ROUND, items=(unrated,))
    repository.save(maria, "m1", held, NOW)
    shown = said(open_client(open_page, entry=False))
    assert "**Not rated by Maria:** 1 answer counts here by the coach's score alone." in shown
    assert "Nothing to go by yet" not in shown


def test_sessions_in_which_nothing_is_are_not_listed_and_a_plan_is_removed(
    open_page: Open, stored: Stored
) -> None:
    open_page("settings")
    maria, _ = two_clients(stored())
    SESSIONS.save(maria, "empty", CoachingSession("Session", ()), NOW)
    SESSIONS.save(maria, "planned", CoachingSession("Session", ("question-00001",)), NOW)
    over = CoachingSession("Session", ("question-00001",), round="gone", started_at=NOW, ended_at=NOW)
    SESSIONS.save(maria, "over", over, NOW)
    app = open_client(open_page, entry=False)
    assert [key for key in keys(app) if key.startswith("open_session_")] == ["open_session_planned"]
    click(app, "remove_session_planned")
    click(app, "remove_session_planned_yes")
    assert not [key for key in keys(app) if key.startswith("open_session_")]
    assert SESSIONS.get(maria, "planned") is None


def test_a_clients_role_comes_with_their_data_and_their_level_with_a_result(
    open_page: Open, stored: Stored
) -> None:
    open_page("settings")
    two_clients(stored())
    upload(open_page("coach", client="maria"), sent_by("Maria", week_one("manager")))
    app = upload(open_page("coach", client="maria"), sent_by("Maria", week_one("manager")))
    click(app, "once_take_results")
    click(app, "once_start_session")
    assert app.selectbox(key=f"session_level_{app.query_params['session']}").value == "manager"
    sender = profiles.latest(open_memory(), new_id="sender", now=1)
    settings.save(sender, NOW, target_role="customer-operations-manager")
    whole = results.read("all.json", archive.write(sender, at()))
    maria = profiles.client(stored(), "maria")
    assert maria is not None
    results.merge(maria, whole)
    assert settings.load(maria).target_role == "customer-operations-manager"
    assert "Prepares for: " in said(open_client(open_page, entry=False))


def test_an_undo_says_how_long_it_lasts(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    keep(two_clients(stored())[0], week_one())
    app = click(open_client(open_page), "once_delete_m1")
    assert "You can undo this until you open another client or close this window." in said(app)


def test_what_another_window_wrote_into_the_note_is_kept_and_said(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    maria, _ = two_clients(stored())
    notes.save(maria, notes.ABOUT_CLIENT, "Calm.", NOW)
    app = open_client(open_page, entry=False)
    notes.save(maria, notes.ABOUT_CLIENT, "Calm.\nQuick.", NOW + 1)
    typed = {"document": "maria", "text": "Calm.\nKind.", "base": "Calm."}
    report(app, "client_note", "draft", typed)
    assert notes.get(maria, notes.ABOUT_CLIENT) == "Calm.\nKind.\n\nQuick."
    assert "Another window" in shown_by(app, "client_note")["advice"]
    # What this window goes on to type is not taken for another window's.
    report(app, "client_note", "draft", {**typed, "text": "Calm.\nKind.\n\nQuick. Yes."})
    assert notes.get(maria, notes.ABOUT_CLIENT) == "Calm.\nKind.\n\nQuick. Yes."
