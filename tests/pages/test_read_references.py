"""The second reader reads what is said of a metric or of a drill's table against what is right for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.feedback.reader.choice import ReaderChoice, save
from prepkit.store import Store, drafts, sessions
from tests.feedback.reader.chat_server import ChatServer, serving
from tests.pages.conftest import Open, press_reveal, shown_by
from tests.pages.test_second_reader import covers_all, read_to_the_end

Stored = Callable[[], Store]
ANSWER = "I would ask who counts it. Then I would look at what gets worse beside it, each week."


@pytest.fixture
def model(data_folder: Path) -> Iterator[ChatServer]:
    with serving(covers_all) as server:
        save(data_folder / "reader.json", ReaderChoice(server.address, "small", server.address))
        yield server


def read_first_card(open_page: Open, stored: Stored, model: ChatServer) -> tuple[AppTest, dict[str, Any]]:
    """Answer the card on screen and have it read: the page, and what the model was asked."""
    session = sessions.latest(stored(), only_open=True)
    assert session is not None
    assert session.card is not None
    drafts.save(stored(), session.card.card_id, ANSWER, 1)
    card = read_to_the_end(press_reveal(open_page("practise")))
    [call] = model.calls
    asked: dict[str, Any] = json.loads(call.body["messages"][-1]["content"])
    return card, asked


def test_a_metric_is_read_against_its_own_facts(open_page: Open, stored: Stored, model: ChatServer) -> None:
    open_page("learn", shelf="Metrics").button(key="practise_terms").click().run()
    card, asked = read_first_card(open_page, stored, model)
    formula = next(point["text"] for point in asked["key_points"] if "How it is worked out" in point["text"])
    assert formula != "How it is worked out"
    back = shown_by(card, "card_back")
    assert [text for _, text in back["points"]][1] == "How it is worked out"
    assert back["read_by"] == "Read by small, on this computer."


def test_a_drill_is_read_with_its_table(open_page: Open, stored: Stored, model: ChatServer) -> None:
    app = open_page("practise")
    app.segmented_control(key="source").set_value("lab").run()
    app.button(key="start").click().run()
    _, asked = read_first_card(open_page, stored, model)
    assert asked["question"].count(" | ") >= 6
    assert "what you would check first" in asked["question"]
    assert any("Would check" in point["text"] for point in asked["key_points"])
