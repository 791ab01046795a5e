"""The second reader on the pages, over a real server that speaks the chat completions protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.exchange import archive
from prepkit.feedback.reader.choice import ReaderChoice, load, save
from prepkit.feedback.reader.servers import ReaderServer
from prepkit.mock import repository
from prepkit.mock.state import Mock, MockItem, MockPhase
from prepkit.store import Store, drafts
from prepkit.ui.runtime import second_reader
from prepkit.ui.runtime.opening import clock, open_bank
from prepkit.ui.runtime.readings import MOST_OWNERS, ReadingsByOwner
from tests.feedback.reader.chat_server import Call, Chat, ChatServer, serving
from tests.pages.conftest import Open, act, near, press_reveal, shown_by
from tests.practice.conftest import at

Stored = Callable[[], Store]
ANSWER = "I let her finish and told her when I would call. Then I called her at four, as I had said."

KEY = "a-key-for-nothing-0451"


def covers_all(chat: Chat, call: Call) -> None:
    """Reply as a model that finds the first sentence in every key point."""
    asked = json.loads(call.body["messages"][-1]["content"])
    words = asked["answer"][0]["text"]
    points = [
        {"point": point["point"], "quotes": [words], "lacking": "", "coverage": "covered"}
        for point in asked["key_points"]
    ]
    points[-1] = {**points[-1], "quotes": ["words that nobody said"]}
    chat.reply(
        json.dumps(
            {
                "points": points,
                "parts": {},
                "improvement": "Say how it ended for her.",
                "follow_up": "What would you have told her at four without an answer?",
            }
        )
    )


def covers_one(chat: Chat, call: Call) -> None:
    """Reply as a model that finds the second sentence in the one key point."""
    asked = json.loads(call.body["messages"][-1]["content"])
    words = asked["answer"][1]["text"]
    chat.reply(json.dumps({"points": [{"point": 1, "quotes": [words], "coverage": "covered"}]}))


@pytest.fixture
def model() -> Iterator[ChatServer]:
    with serving(covers_all) as server:
        yield server


def choose(data_folder: Path, address: str, *, agreed: bool = True) -> None:
    save(data_folder / "reader.json", ReaderChoice(address, "small", address if agreed else ""))


def revealed(open_page: Open, stored: Stored, text: str = ANSWER) -> tuple[AppTest, str]:
    question = next(iter(near(open_page("browse"))))
    open_page("browse", question=question).button(key="practise_one").click().run()
    drafts.save(stored(), f"q:{question}", text, 1)
    return press_reveal(open_page("practise")), question


def readings_under_way() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "prepkit-second-reader"]


def read_to_the_end(app: AppTest) -> AppTest:
    for thread in readings_under_way():
        thread.join(20)
        assert not thread.is_alive()
    return app.run()


def reading_of(card: AppTest) -> str:
    """What the card says of its reading, and the button beside it."""
    back = shown_by(card, "card_back")
    return " | ".join(filter(None, [back["read_by"], (back["reading_step"] or [""])[0]]))


def texts(app: AppTest) -> str:
    return "\n".join(
        element.value for element in (*app.title, *app.markdown, *app.caption, *app.error)
    ).replace("\\", "")


def test_without_a_reader_nothing_is_sent_and_nothing_said_of_it(
    open_page: Open, stored: Stored, model: ChatServer
) -> None:
    card, _ = revealed(open_page, stored)
    assert reading_of(card) == ""
    assert shown_by(card, "card_back")["coverage"] == {}
    assert model.calls == []


def test_an_answer_is_read_and_only_what_stands_in_it_is_quoted(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    choose(data_folder, model.address)
    card, question = revealed(open_page, stored)
    card = read_to_the_end(card)
    back = shown_by(card, "card_back")
    points = open_bank().question(question).key_points
    said = {"how": "covered", "label": "Covered", "quote": "I let her finish and told her when I would call."}
    assert back["coverage"] == {point.id: said for point in points[:-1]}
    assert back["ticked"] == []
    assert back["read_by"] == "Read by small, on this computer."
    assert back["probe"] == "What would you have told her at four without an answer?"
    assert "Say how it ended for her." in texts(card)


def test_only_question_key_points_and_answer_are_sent(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    settings = open_page("settings")
    settings.text_input(key="set_profile_name").set_value("Ada Unmistakable").run()
    choose(data_folder, model.address)
    card, question = revealed(open_page, stored)
    read_to_the_end(card)
    [call] = model.calls
    asked = json.loads(call.body["messages"][-1]["content"])
    assert set(asked) == {"question", "key_points", "answer"}
    assert asked["question"] == open_bank().question(question).prompt
    assert " ".join(sentence["text"] for sentence in asked["answer"]) == ANSWER
    assert "Unmistakable" not in call.raw
    assert question not in call.raw


def test_an_answer_is_read_once_and_a_changed_one_only_when_asked_for(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    choose(data_folder, model.address)
    card, question = revealed(open_page, stored)
    card = read_to_the_end(card)
    drafts.save(stored(), f"q:{question}", f"{ANSWER} She thanked me.", 2)
    card.run()
    assert len(model.calls) == 1
    assert reading_of(card).startswith("You have changed your answer since it was read.")
    read_to_the_end(act(card, "read_again"))
    assert len(model.calls) == 2
    assert "She thanked me." in model.calls[1].raw


def test_a_reload_and_a_second_window_show_what_was_read_and_ask_nothing_again(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    choose(data_folder, model.address)
    card, question = revealed(open_page, stored)
    coverage = shown_by(read_to_the_end(card), "card_back")["coverage"]
    assert coverage
    again = open_page("practise")
    assert reading_of(again) == "Read by small, on this computer."
    assert shown_by(again, "card_back")["coverage"] == coverage
    drafts.save(stored(), f"q:{question}", f"{ANSWER} She thanked me.", 2)
    assert reading_of(open_page("practise")).endswith("Read it again")
    assert len(model.calls) == 1


def test_a_reload_while_an_answer_is_read_waits_for_the_same_reading(
    open_page: Open, stored: Stored, data_folder: Path
) -> None:
    may_go_on = threading.Event()

    def waits(chat: Chat, call: Call) -> None:
        may_go_on.wait(20)
        covers_all(chat, call)

    with serving(waits) as model:
        choose(data_folder, model.address)
        revealed(open_page, stored)
        again = open_page("practise")
        assert reading_of(again) == "Being read by small, on this computer… | Cancel"
        may_go_on.set()
        assert reading_of(read_to_the_end(again)) == "Read by small, on this computer."
        assert len(model.calls) == 1


def test_another_profile_or_model_shares_no_reading_and_few_are_remembered() -> None:
    server = ReaderServer("https://models.example/v1", "small")
    owners = ReadingsByOwner()
    owners.of(("one", server)).asked["text"] = ANSWER
    assert owners.of(("two", server)).asked == {}
    assert owners.of(("one", replace(server, model="another"))).asked == {}
    for number in range(MOST_OWNERS):
        owners.of((str(number), server))
    assert owners.of(("one", server)).asked == {}


def test_a_reading_without_a_word_of_the_answer_says_that_nothing_could_be_verified(
    open_page: Open, stored: Stored, data_folder: Path
) -> None:
    def invents(chat: Chat, call: Call) -> None:
        points = json.loads(call.body["messages"][-1]["content"])["key_points"]
        said = [
            {"point": point["point"], "quotes": ["words that nobody said"], "coverage": "covered"}
            for point in points
        ]
        chat.reply(json.dumps({"points": said, "parts": {"action": [1]}}))

    with serving(invents) as model:
        choose(data_folder, model.address)
        card, _ = revealed(open_page, stored)
        card = read_to_the_end(card)
    assert reading_of(card) == (
        "Read by small, on this computer. Nothing it said of the key points could be verified in the answer, "
        "so none of it is shown."
    )
    assert shown_by(card, "card_back")["coverage"] == {}


def test_a_very_long_answer_says_how_much_of_it_was_read(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    choose(data_folder, model.address)
    card, _ = revealed(open_page, stored, "I called her back at four. " * 2_000)
    said = reading_of(read_to_the_end(card))
    sent = json.loads(model.calls[0].body["messages"][-1]["content"])["answer"]
    count = sum(len(sentence["text"].split()) for sentence in sent)
    assert f"It got the first {count:,} words only, so “Missing” speaks of these." in said


def test_notes_of_a_few_words_are_not_sent(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    choose(data_folder, model.address)
    revealed(open_page, stored, "Call back at four.")
    assert model.calls == []


@pytest.mark.parametrize(
    ("behave", "sentence"),
    [
        (lambda chat, call: chat.fail(401), "key"),
        (lambda chat, call: chat.fail(404), "model"),
        (lambda chat, call: chat.reply("I would rather not."), "cannot be used"),
    ],
)
def test_a_reader_that_fails_says_so_and_can_be_tried_again(
    open_page: Open, stored: Stored, data_folder: Path, behave: Any, sentence: str
) -> None:
    with serving(behave) as model:
        choose(data_folder, model.address)
        card, _ = revealed(open_page, stored)
        card = read_to_the_end(card)
        assert sentence in reading_of(card)
        assert reading_of(card).endswith("| Try again")
        assert shown_by(card, "card_back")["read_by"] not in texts(card)
        assert shown_by(card, "card_back")["coverage"] == {}
        model.behave = covers_all
        card = read_to_the_end(act(card, "try_reading"))
        assert reading_of(card) == "Read by small, on this computer."


def test_a_server_that_is_not_there_is_named(open_page: Open, stored: Stored, data_folder: Path) -> None:
    with serving() as model:
        address = model.address
    choose(data_folder, address)
    card, _ = revealed(open_page, stored)
    assert f"{address} cannot be reached" in reading_of(read_to_the_end(card))


def fill(page: AppTest, address: str, model: str = "small", key: str = "") -> AppTest:
    page.session_state["reader_service"] = True
    page.run()
    page.text_input(key="reader_address").set_value(address)
    page.text_input(key="reader_model").set_value(model)
    page.text_input(key="reader_key").set_value(key)
    return page.button(key="reader_submit").click().run()


def test_before_anything_is_sent_it_is_said_what_and_where_each_time_the_address_changes(
    open_page: Open, stored: Stored, data_folder: Path
) -> None:
    page = fill(open_page("settings"), "https://models.example/v1", key=KEY)
    assert "the question with its material, its key points and your answer" in texts(page)
    assert "`` https://models.example/v1 ``" in texts(page)
    card, _ = revealed(open_page, stored)
    assert reading_of(card) == ""
    page.button(key="reader_agree").click().run()
    kept = load(data_folder / "reader.json")
    assert kept is not None
    assert kept.is_agreed
    assert "**On:** small" in texts(page)
    page.button(key="reader_off").click().run()
    assert load(data_folder / "reader.json") is None
    page = fill(page, "https://elsewhere.example/v1")
    kept = load(data_folder / "reader.json")
    assert kept is not None
    assert not kept.is_agreed


@pytest.mark.parametrize(
    ("behave", "sentence"),
    [
        (covers_one, "It answers, and what it says can be checked"),
        (lambda chat, call: chat.fail(401), "does not accept the key"),
        (lambda chat, call: chat.fail(404), "has no model “small”"),
        (lambda chat, call: chat.reply("Hello! How can I help?"), "reply cannot be used"),
    ],
)
def test_a_reader_is_tried_in_settings_with_nothing_of_the_persons_and_says_how_it_went(
    open_page: Open, stored: Stored, data_folder: Path, behave: Any, sentence: str
) -> None:
    with serving(behave) as model:
        choose(data_folder, model.address)
        page = open_page("settings")
        assert model.calls == []
        page = read_to_the_end(page.button(key="reader_try").click().run())
        assert sentence in texts(page)
        asked = json.loads(model.calls[0].body["messages"][-1]["content"])
        assert [each["text"] for each in asked["answer"]] == [
            "I told her when I would call.",
            "I called her back at four, as agreed.",
        ]
        calls = len(model.calls)
        assert sentence in texts(open_page("settings"))
        assert len(model.calls) == calls


def test_a_server_that_is_not_there_is_found_out_in_settings(open_page: Open, data_folder: Path) -> None:
    with serving() as model:
        address = model.address
    choose(data_folder, address)
    page = open_page("settings").button(key="reader_try").click().run()
    assert f"at `` {address} `` cannot be reached" in texts(read_to_the_end(page))


@pytest.mark.parametrize(
    ("address", "model", "sentence"),
    [
        ("http://models.example/v1", "small", "only https"),
        ("https://" + "me:word" + "@models.example", "small", "user name and password"),
        ("not an address", "small", "address"),
        ("https://models.example", " ", "name of a model"),
    ],
)
def test_what_cannot_be_a_reader_is_refused_with_the_reason(
    open_page: Open, data_folder: Path, address: str, model: str, sentence: str
) -> None:
    page = fill(open_page("settings"), address, model)
    assert sentence in texts(page)
    assert load(data_folder / "reader.json") is None


def test_a_key_is_in_no_file_and_no_export(open_page: Open, stored: Stored, data_folder: Path) -> None:
    page = fill(open_page("settings"), "https://models.example/v1", key=KEY)
    page.button(key="reader_agree").click().run()
    assert page.session_state["second_reader_key"] == KEY
    for file in data_folder.rglob("*"):
        assert not file.is_file() or KEY.encode() not in file.read_bytes()
    assert b"models.example" not in archive.write(stored(), at())


def test_without_the_key_that_it_had_nothing_is_sent_until_it_is_entered_again(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    lost = ReaderChoice(model.address, "small", model.address, has_key=True)
    save(data_folder / "reader.json", lost)
    card, _ = revealed(open_page, stored)
    assert "Enter it in Settings" in reading_of(card)
    assert model.calls == []
    page = open_page("settings")
    page.text_input(key="reader_again").set_value(KEY)
    page.button(key="FormSubmitter:reader_key_again-Use this key").click().run()
    assert page.session_state["second_reader_key"] == KEY
    assert "reader_again" not in {field.key for field in page.text_input}


@pytest.mark.parametrize(
    "written", [b"", b"[]", b'{"address": "http://evil.example/v1", "model": "m", "agreed_to": ""}', b"\xff"]
)
def test_a_damaged_choice_is_none(open_page: Open, data_folder: Path, written: bytes) -> None:
    data_folder.mkdir()
    (data_folder / "reader.json").write_bytes(written)
    assert "It is off." in texts(open_page("settings"))


def test_a_visitor_of_a_server_chooses_among_services_and_leaves_no_trace(
    open_page: Open, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREPKIT_MODE", "hosted")
    page = open_page("settings")
    page.session_state["reader_service"] = True
    page.run()
    assert [box.key for box in page.text_input if str(box.key).startswith("reader")] == [
        "reader_model",
        "reader_key",
    ]
    assert "Use a model on this computer" not in {folder.label for folder in page.expander}
    page.text_input(key="reader_model").set_value("small")
    page.text_input(key="reader_key").set_value(KEY)
    page.button(key="reader_submit").click().run()
    page.button(key="reader_agree").click().run()
    assert "**On:** small" in texts(page)
    assert not (data_folder / "reader.json").exists()
    assert "It is off." in texts(open_page("settings"))


def in_an_answer(store: Store, question: str) -> None:
    """A mock whose first question has been answered, with a follow-up of the bank to come."""
    items = (
        MockItem("first", question, answer=ANSWER, answer_s=120, probe="And then?"),
        MockItem("second", question),
    )
    now = clock().now
    mock = Mock("Any role", "lead", items, now, phase=MockPhase.ANSWER, began=now, seen_at=now)
    repository.save(store, "one", mock, now)


def at_the_follow_up(open_page: Open, stored: Stored) -> AppTest:
    in_an_answer(stored(), next(iter(near(open_page("browse")))))
    app = open_page("mock", mock="one")
    if any(button.key == "once_resume" for button in app.button):
        app.button(key="once_resume").click().run()
    return app.button(key="once_onward").click().run()


def test_a_mock_asks_about_what_was_said_while_its_clock_stands_still(
    open_page: Open, stored: Stored, data_folder: Path
) -> None:
    asked = threading.Event()

    def when_asked(chat: Chat, call: Call) -> None:
        asked.wait(30)
        covers_all(chat, call)

    with serving(when_asked) as model:
        choose(data_folder, model.address)
        app = at_the_follow_up(open_page, stored)
        mock = repository.get(stored(), "one")
        assert mock is not None
        assert mock.paused
        assert "The interviewer thinks" in texts(app)
        asked.set()
        app = read_to_the_end(app)
    mock = repository.get(stored(), "one")
    assert mock is not None
    assert not mock.paused
    assert mock.items[0].probe == "What would you have told her at four without an answer?"
    assert mock.items[0].probe in texts(app)


def test_a_mock_asks_its_own_follow_up_where_the_reader_fails_or_there_is_none(
    open_page: Open, stored: Stored, data_folder: Path
) -> None:
    assert "And then?" in texts(at_the_follow_up(open_page, stored))
    with serving(lambda chat, call: chat.fail(500)) as model:
        choose(data_folder, model.address)
        app = read_to_the_end(at_the_follow_up(open_page, stored))
    assert "And then?" in texts(app)
    mock = repository.get(stored(), "one")
    assert mock is not None
    assert not mock.paused


def test_an_answer_in_a_mock_is_read_while_it_is_scored(
    open_page: Open, stored: Stored, data_folder: Path, model: ChatServer
) -> None:
    choose(data_folder, model.address)
    question = next(iter(near(open_page("browse"))))
    mock = Mock("Any role", "lead", (MockItem("first", question, answer=ANSWER),), 1, phase=MockPhase.OVER)
    repository.save(stored(), "one", mock, 1)
    app = read_to_the_end(open_page("mock", mock="one"))
    assert {point["how"] for point in shown_by(app, "mock_points")["coverage"].values()} == {"covered"}
    assert "Read by small, on this computer." in texts(app)


OFFERED = {"address": "https://models.example/v1", "model": "small", "key": KEY, "answers_a_visit": 2}


def test_a_site_offers_its_reader_and_says_what_is_sent_before(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREPKIT_MODE", "hosted")
    page = open_page("settings")
    page.secrets["reader"] = OFFERED
    page.run()
    page.button(key="reader_offered").click().run()
    assert "`` https://models.example/v1 ``" in texts(page)
    assert "**On:**" not in texts(page)
    page.button(key="reader_agree").click().run()
    assert "offered by this site" in texts(page)
    assert KEY not in texts(page)


def read_three() -> None:
    import streamlit as st

    from prepkit.ui.runtime.second_reader import may_read

    st.write("|".join(str(may_read("2026-11-30")) for _ in range(3)))


@pytest.mark.parametrize(
    ("limits", "read"),
    [
        ({}, "True|True|False"),
        ({"answers_a_day": 1, "answers_a_visit": 9}, "True|False|False"),
        ({"answers_a_visit": 0}, "False|False|False"),
        ({"model": "another"}, "True|True|True"),
    ],
)
def test_a_sites_reader_reads_so_many_answers_and_a_visitors_own_any(
    browser_here: None, monkeypatch: pytest.MonkeyPatch, limits: dict[str, object], read: str
) -> None:
    monkeypatch.setenv("PREPKIT_MODE", "hosted")
    second_reader.tally.clear()
    app = AppTest.from_function(read_three)
    app.secrets["reader"] = OFFERED | limits
    app.session_state[second_reader.CHOICE] = ReaderChoice("https://models.example/v1", "small")
    assert app.run().markdown[0].value == read
