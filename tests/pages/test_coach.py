from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.coaching import repository as assignments
from prepkit.coaching.assignment import Assignment, Task
from prepkit.mock import repository
from prepkit.model import Story
from prepkit.store import Store, attempts, documents, drafts, notes, profiles, scores, settings, stories
from tests.pages.conftest import Open, press_on_board, shown_by

Stored = Callable[[], Store]
FIRST = "question-00001"
NOW = 1_796_000_000_000_000


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def a_client(store: Store) -> Store:
    return profiles.add_client(store, "Dana *R.*", new_id="dana", now=5)


def test_a_client_is_added_and_opened(open_page: Open, stored: Stored) -> None:
    app = open_page("coach")
    app.text_input(key="new_client_name").set_value("Dana")
    next(button for button in app.button if button.label == "Add a client").click().run()
    (client,) = profiles.clients(stored())
    assert app.query_params["client"] == client.id
    assert settings.load(stored()).coaches
    assert app.title[0].value == "Dana"
    assert [profile.id for profile in profiles.list_all(stored().db)] == [stored().profile_id]


def test_somebody_elses_client_is_nobody(open_page: Open, stored: Stored) -> None:
    other = profiles.create(stored().db, "Other", new_id="other", now=9)
    profiles.add_client(Store(stored().db, other.id), "Theirs", new_id="theirs", now=5)
    app = open_page("coach", client="theirs")
    assert app.title[0].value == "Coach"
    assert "not among yours" in app.info[0].value
    app = open_page("round", client="theirs", question=FIRST)
    assert app.title[0].value == "No such client"


def test_a_round_with_a_client_is_the_clients_alone(open_page: Open, stored: Stored) -> None:
    store = a_client(stored())
    app = open_page("round", client="dana", question=FIRST)
    app.button(key="once_begin_round").click().run()
    press_on_board(app, "lock", 5)
    app.button(key="once_hand_over").click().run()
    press_on_board(app, "lock", 2)
    assert "3 points higher" in shown_by(app, "round_board")["result"]["gap"]
    app.button(key="once_round_2").click().run()
    assert attempts.list_all(stored()) == []
    assert [(pair.own, pair.coach) for pair in scores.pairs(store)] == [(5, 2)]
    app = open_page("coach", client="dana")
    assert r"**You differ:** Dana \*R\.\* scored the answer to" in said(app)
    assert "3 points higher than you did (5 and 2)" in said(app)


def test_evidence_waits_as_a_draft_and_the_other_side_sees_none_of_it(
    open_page: Open, stored: Stored
) -> None:
    store = a_client(stored())
    app = open_page("round", client="dana", question=FIRST)
    app.button(key="once_begin_round").click().run()
    ((round_id, mock),) = repository.list_all(store)
    item = mock.items[0].id
    drafts.save(store, f"evidence {item} self", "She stayed calm", 9)

    app = open_page("round", client="dana", round=round_id)
    assert shown_by(app, "round_evidence_self")["saved"] == "She stayed calm"
    press_on_board(app, "lock", 0)
    assert "Choose a score" in shown_by(app, "round_board")["sheet"]["problem"]
    assert shown_by(app, "round_evidence_self")["saved"] == "She stayed calm"
    press_on_board(app, "lock", 4)
    assert drafts.get(store, f"evidence {item} self") == ""
    app.button(key="once_hand_over").click().run()
    assert shown_by(app, "round_evidence_coach")["saved"] == ""
    assert "She stayed calm" not in str(shown_by(app, "round_board"))

    drafts.save(store, f"evidence {item} coach", "Too fast", 9)
    press_on_board(app, "lock", 2)
    assert shown_by(app, "round_board")["result"]["sides"] == [
        ["Candidate", 4, "She stayed calm"],
        ["Coach", 2, "Too fast"],
    ]
    assert drafts.get(store, f"evidence {item} coach") == ""


def test_the_demo_shows_its_own_clients_and_strangers_keep_none(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_client(stored())
    notes.save(Store(stored().db, "dana"), "coach", "private", 5)
    app = open_page("coach", demo="1", client="dana")
    assert "These clients are made up" in said(app)
    assert [row["title"] for row in shown_by(app, "clients")["rows"]] == ["Ben Okafor", "Maria Lopez"]
    monkeypatch.setenv("PREPKIT_MODE", "hosted")
    app = open_page("coach", client="dana")
    assert "Clients are kept where your data are" in said(app)


def test_composing_saves_itself_and_offers_a_file(open_page: Open, stored: Stored) -> None:
    app = open_page("coach")
    app.button(key="once_compose").click().run()
    ((assignment_id, _),) = assignments.list_own(stored())
    app.text_input(key=f"a_title_{assignment_id}").set_value("Thursday").run()
    for number in range(2):
        app.selectbox(key=f"a_add_{assignment_id}_{number}").set_value(f"question-0000{number + 1}").run()
    app.selectbox(key=f"a_seconds_{assignment_id}_question-00002").set_value(180).run()
    app.button(key="a_up_question-00002").click().run()
    found = assignments.get(stored(), assignment_id)
    assert found is not None
    assert found.title == "Thursday"
    assert [(task.question, task.answer_s) for task in found.tasks] == [
        ("question-00002", 180),
        (FIRST, 90),
    ]
    app.button(key=f"a_out_{FIRST}").click().run()
    assert "PREPKIT_PUBLIC_URL" in app.caption[-1].value


def test_with_a_public_address_the_link_opens_on_the_mock_page(
    open_page: Open, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREPKIT_PUBLIC_URL", "https://prepkit.example.org/")
    task = Task(FIRST, "A prompt", 60)
    assignments.save(stored(), "a1", Assignment("Thursday", (task,), "Out loud."), 5)
    app = open_page("coach", assignment="a1")
    link = urlsplit(app.code[0].value)
    assert (link.netloc, link.path) == ("prepkit.example.org", "/mock")
    assert shown_by(app, "assignment_code")["path"].startswith("M")
    app = open_page("mock", assignment=parse_qs(link.query)["assignment"][0])
    assert app.header[0].value == "Thursday"
    assert "Out loud" in said(app)
    app.button(key="once_begin_assignment").click().run()
    ((_, mock),) = repository.list_all(stored())
    assert mock.assignment == "a1"
    app = open_page("mock", assignment=parse_qs(link.query)["assignment"][0])
    assert app.button(key="open_assigned").label == "Continue"


def test_present_shows_own_stories_only_once_they_are_opened(open_page: Open, stored: Stored) -> None:
    told = Story("The flood", action="I sent six people home.", questions=(FIRST,))
    stories.save(stored(), "s1", told, 5)
    app = open_page("present", list=FIRST)
    (slide,) = [slide for _, slide in shown_by(app, "stage")["slides"]]
    assert "story" not in {frame["step"] for frame in slide["frames"]}
    app.session_state["present_stories"] = True
    app.run()
    (slide,) = [slide for _, slide in shown_by(app, "stage")["slides"]]
    assert slide["frames"][-1]["items"] == ["I sent six people home."]
    assert shown_by(app, "stage")["codes"] is False


def test_present_says_when_nothing_matches_and_where_a_list_has_gaps(open_page: Open) -> None:
    app = open_page("present", list="no-such-question")
    assert shown_by(app, "stage")["count"] == 0
    app = open_page("present", list=f"no-such-question,{FIRST}", at="7")
    assert shown_by(app, "stage")["count"] == 1
    assert shown_by(app, "stage")["at"] == 0


def test_an_assignment_that_repeats_a_question_is_drawn_with_it_once(open_page: Open, stored: Stored) -> None:
    open_page("settings")
    task = {"question": FIRST, "prompt": "Why?", "answer_s": 120}
    content = {"title": "Twice", "tasks": [task, {**task, "answer_s": 60}, {**task, "question": "other"}]}
    documents.save(stored(), "assignments", "a1", content, 5)
    app = open_page("coach", assignment="a1")
    assert app.title[0].value == "Twice"
    assert app.selectbox(key=f"a_seconds_a1_{FIRST}").value == 120
    assert [one.key for one in app.button if str(one.key).startswith("a_out_")] == [
        f"a_out_{FIRST}",
        "a_out_other",
    ]


def test_a_coach_says_whose_answer_it_is_before_it_is_scored(open_page: Open, stored: Stored) -> None:
    settings.save(stored(), NOW, coaches=True)
    for name in ("Dana", "Dario", "Maria"):
        profiles.add_client(stored(), name, new_id=name.lower(), now=NOW)
    app = open_page("round", question=FIRST)
    assert app.button(key="once_begin_round").disabled
    box = next(box for box in app.selectbox if box.label == "Whose answer is it?")
    assert box.options == ["Dan…", "Dar…", "M…", "Nobody's: don't keep it", "My own: keep it in my practice"]
    box.select("dana").run()
    assert app.query_params["client"] == "dana"
    app.button(key="once_begin_round").click().run()
    assert app.caption[0].value.startswith("Dana's answer. Answer 1")
    assert repository.list_all(stored()) == []


def test_two_clients_of_one_name_are_told_apart_and_a_group_sees_no_client(
    open_page: Open, stored: Stored
) -> None:
    settings.save(stored(), NOW, coaches=True)
    for id, name in (("one", "Maria"), ("two", "Maria"), ("dana", "Dana")):
        profiles.add_client(stored(), name, new_id=id, now=NOW)
    offered = open_page("round", question=FIRST).selectbox(key="whose_chosen").options
    assert sorted(offered[:3]) == ["D…", "M… (1)", "M… (2)"]
    of_group = open_page("round", question=FIRST, client="group").selectbox(key="whose_chosen").options
    assert not any("…" in option for option in of_group)


def test_what_is_nobodys_is_kept_nowhere(open_page: Open, stored: Stored) -> None:
    settings.save(stored(), NOW, coaches=True)
    app = open_page("round", question=FIRST, client="nobody")
    app.button(key="once_begin_round").click().run()
    assert app.caption[0].value.startswith("This answer is not kept")
    (round_id,) = (app.query_params["round"],)
    assert round_id
    assert repository.list_all(stored()) == []


def test_the_screen_shows_an_initial_and_no_name(open_page: Open, stored: Stored) -> None:
    settings.save(stored(), NOW, coaches=True)
    profiles.add_client(stored(), "Dana", new_id="dana", now=NOW)
    stage = shown_by(open_page("present", seed="3", client="dana"), "stage")
    assert stage["whose"] == "D"
    assert "Dana" not in str(stage)


def test_what_a_link_names_and_the_bank_lacks_is_said(open_page: Open) -> None:
    stage = shown_by(open_page("present", list=f"{FIRST},gone,away"), "stage")
    assert stage["count"] == 1
    assert stage["note"] == "2 questions of this list are not in your bank."
