"""Stories and clients' answers are read when somebody asks for it, over a real server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.feedback.reader.choice import ReaderChoice, save
from prepkit.interviews import repository as interviews
from prepkit.interviews.appointment import Interview
from prepkit.mock import repository
from prepkit.mock.state import Mock, MockItem, MockKind, MockPhase
from prepkit.model import Story
from prepkit.store import Store, drafts, profiles, stories
from prepkit.ui.runtime.opening import open_bank
from tests.feedback.reader.chat_server import Call, Chat, ChatServer, serving
from tests.pages.conftest import Open, press_reveal, shown_by
from tests.pages.test_second_reader import (
    ANSWER,
    choose,
    covers_all,
    read_to_the_end,
    readings_under_way,
    texts,
)

Stored = Callable[[], Store]
FACTS = ("41 calls in the queue", "told her when I would call")
QUESTION = "question-00001"
STORY = Story("The secret title", action=ANSWER, questions=(QUESTION,), key_facts=FACTS)


@pytest.fixture
def model() -> Iterator[ChatServer]:
    with serving(covers_all) as server:
        yield server


def asked_of(call: Call) -> dict[str, Any]:
    asked: dict[str, Any] = json.loads(call.body["messages"][-1]["content"])
    return asked


def builder(open_page: Open, stored: Stored) -> AppTest:
    stories.save(stored(), "flood", STORY, 1)
    app = open_page("stories", story="flood")
    app.session_state["story_feedback"] = True
    return app.run()


def keys_of(app: AppTest) -> list[str]:
    return [str(button.key) for button in app.button]


def read_all(app: AppTest, count: int) -> AppTest:
    """Wait for so many readings, of which each begins when the page has drawn the one before."""
    for _ in range(count):
        app = read_to_the_end(app)
    return app


def test_without_a_reader_no_button_offers_one(open_page: Open, stored: Stored) -> None:
    app = builder(open_page, stored)
    assert "story_read_ask" not in keys_of(app)
    assert all(f"- {point.text}" in texts(app) for point in open_bank().question(QUESTION).key_points)


def test_a_story_is_read_only_when_asked_for_against_its_facts_and_questions(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    choose(data_folder, model.address)
    app = builder(open_page, stored)
    assert model.calls == []
    assert app.button(key="story_read_ask").label == "Have it read on this computer"
    app.button(key="story_read_ask").click().run()
    app = read_all(app, 2)
    facts, question = map(asked_of, model.calls)
    assert [point["text"] for point in facts["key_points"]] == list(FACTS)
    assert question["question"] == open_bank().question(QUESTION).prompt
    assert {" ".join(sentence["text"] for sentence in asked["answer"]) for asked in (facts, question)} == {
        ANSWER
    }
    assert all("secret title" not in call.raw for call in model.calls)
    assert f"- {FACTS[0]}  \n  :green[**Covered**] “I let her finish" in texts(app)
    assert "words that nobody said" not in texts(app)
    assert "Read by small, on this computer." in texts(app)


def test_what_was_read_stays_for_its_text_and_says_that_the_text_has_changed(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    choose(data_folder, model.address)
    app = builder(open_page, stored)
    app.button(key="story_read_ask").click().run()
    app = read_all(app, 2)
    stories.save(stored(), "flood", replace(STORY, result="She thanked me."), 2)
    app.run()
    assert len(model.calls) == 2
    assert "It has changed since it was read." in texts(app)
    assert "“I let her finish" in texts(app)
    app.button(key="story_read_ask").click().run()
    app = read_all(app, 2)
    assert "She thanked me." in model.calls[-1].raw
    assert "It has changed" not in texts(app)


def test_a_story_without_facts_and_questions_says_what_the_reader_needs(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    bare = replace(STORY, questions=(), key_facts=())
    stories.save(stored(), "bare", bare, 1)
    app = open_page("stories", story="bare")
    app.session_state["story_feedback"] = True
    assert "Write a key fact" not in texts(app.run())
    choose(data_folder, model.address)
    assert "Write a key fact or choose a question" in texts(app.run())
    stories.save(stored(), "bare", replace(bare, key_facts=FACTS), 2)
    assert "Write a key fact" not in texts(app.run())
    assert "story_read_ask" in keys_of(app)


def test_what_was_read_of_a_story_is_there_after_a_reload(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    choose(data_folder, model.address)
    app = builder(open_page, stored)
    app.button(key="story_read_ask").click().run()
    read_all(app, 2)
    assert "“I let her finish" in texts(builder(open_page, stored))
    assert len(model.calls) == 2


def test_a_story_is_not_sent_to_another_model_because_one_has_read_it(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    choose(data_folder, model.address)
    app = builder(open_page, stored)
    app.button(key="story_read_ask").click().run()
    read_all(app, 2)
    save(data_folder / "reader.json", ReaderChoice(model.address, "another", model.address))
    app.run()
    assert len(model.calls) == 2
    assert "Have it read on this computer" in {button.label for button in app.button}


def test_a_story_that_cannot_be_read_says_so_and_is_tried_again(
    open_page: Open, stored: Stored, data_folder: Path
) -> None:
    with serving(lambda chat, call: chat.fail(401)) as model:
        choose(data_folder, model.address)
        app = builder(open_page, stored)
        app.button(key="story_read_ask").click().run()
        app = read_to_the_end(app)
        assert "key" in texts(app)
        model.behave = covers_all
        app.button(key="story_read_1_again").click().run()
        assert ":green[**Covered**]" in texts(read_all(app, 2))


def test_a_storys_card_is_read_against_its_key_facts(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    choose(data_folder, model.address)
    stories.save(stored(), "flood", replace(STORY, questions=()), 1)
    app = open_page("stories", story="flood")
    app.button(key="practise_story").click().run()
    drafts.save(stored(), "s:flood", ANSWER, 1)
    card = press_reveal(open_page("practise"))
    card = read_to_the_end(card)
    assert [point["text"] for point in asked_of(model.calls[0])["key_points"]] == list(FACTS)
    assert shown_by(card, "card_back")["coverage"]["f1"]["how"] == "covered"
    assert "secret title" not in model.calls[0].raw
    assert "Say how it ended for her." in texts(card)


def a_clients_result(stored: Stored) -> None:
    store = profiles.add_client(stored(), "Dana Unmistakable", new_id="dana", now=5)
    items = (
        MockItem("first", QUESTION, answer=ANSWER, rating=3),
        MockItem("second", QUESTION, answer="Call her.", rating=2),
    )
    mock = Mock("Before Thursday", "lead", items, 1, kind=MockKind.ASSIGNMENT, phase=MockPhase.OVER)
    repository.save(store, "sent", mock, 1)


def client_page(open_page: Open) -> AppTest:
    app = open_page("coach", client="dana")
    app.session_state["entry_sent"] = True
    return app.run()


def test_a_coach_has_a_clients_answer_read_and_sees_where_it_goes(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    a_clients_result(stored)
    choose(data_folder, model.address)
    app = client_page(open_page)
    assert model.calls == []
    assert "read_second_ask" not in keys_of(app)
    app.button(key="read_first_ask").click().run()
    app = read_to_the_end(app)
    [call] = model.calls
    assert "Unmistakable" not in call.raw
    assert ":green[**Covered**] “I let her finish and told her when I would call.”" in texts(app)
    assert "**You could ask next:** What would you have told her" in texts(app)
    assert "Say how it ended for her." not in texts(app)


def test_the_button_names_a_service_and_nothing_is_sent_without_it(
    open_page: Open, stored: Stored, data_folder: Path
) -> None:
    before = set(readings_under_way())
    a_clients_result(stored)
    choose(data_folder, "https://models.example/v1")
    app = client_page(open_page)
    button = app.button(key="read_first_ask")
    assert "sent to models.example" in button.label.replace("\\", "")
    assert "the question, its key points and what they wrote. Nothing else." in texts(app)
    assert set(readings_under_way()) <= before
    choose(data_folder, "https://models.example/v1", agreed=False)
    assert "read_first_ask" not in keys_of(app.run())


ADVERT = """What you will do
- Answer guests by phone and chat
- Make sure that guests don't have to call us a second time about the same thing
"""


def finds_a_metric(chat: Chat, call: Call) -> None:
    metrics = asked_of(call)["metrics"]
    said = [{"quotes": ["call us a second time"], "id": metric["id"]} for metric in metrics[:1]]
    unsaid = [{"quotes": ["words that nobody wrote"], "id": metric["id"]} for metric in metrics[1:2]]
    chat.reply(json.dumps({"competencies": [], "tools": [], "metrics": said + unsaid}))


def with_an_advertisement(open_page: Open, stored: Stored) -> AppTest:
    interviews.save(stored(), "one", Interview("Northwind", advert=ADVERT, notes="My salary"), 1)
    return open_page("prepare", interview="one", part="Advertisement")


def test_an_advertisement_is_read_when_asked_for_and_what_was_found_is_added(
    open_page: Open, stored: Stored, data_folder: Path
) -> None:
    with serving(finds_a_metric) as model:
        choose(data_folder, model.address)
        app = with_an_advertisement(open_page, stored)
        assert model.calls == []
        app.button(key="advert_read_ask").click().run()
        app = read_to_the_end(app)
        [call] = model.calls
    assert asked_of(call)["advertisement"] == ADVERT
    assert all(words not in call.raw for words in ("Northwind", "My salary"))
    marked = [
        row for row in shown_by(app, "advert_named")["rows"] if ["second reader", "gray"] in row["tags"]
    ]
    assert ["call us a second time" in row["note"] for row in marked] == [True]
    assert "What only it found is marked" in texts(app)


def test_an_advertisement_that_has_changed_shows_nothing_of_what_was_read(
    open_page: Open, stored: Stored, data_folder: Path
) -> None:
    with serving(finds_a_metric) as model:
        choose(data_folder, model.address)
        app = with_an_advertisement(open_page, stored)
        app.button(key="advert_read_ask").click().run()
        read_to_the_end(app)
        interviews.change(stored(), "one", lambda one: replace(one, advert=f"{ADVERT}- Use Zendesk"), 2)
        app.run()
        assert len(model.calls) == 1
    assert "It has changed since it was read." in texts(app)
    assert "What only it found is marked" not in texts(app)


def test_without_a_reader_an_advertisement_is_sent_nowhere(open_page: Open, stored: Stored) -> None:
    before = set(readings_under_way())
    app = with_an_advertisement(open_page, stored)
    assert "advert_read_ask" not in keys_of(app)
    assert set(readings_under_way()) <= before
