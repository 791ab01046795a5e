from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.bank import Bank, load
from prepkit.coaching import repository as assignments
from prepkit.coaching import rubric
from prepkit.coaching.assignment import Assignment
from prepkit.coaching.rubric import OwnAnchor
from prepkit.mock import repository
from prepkit.mock.state import Mock, MockItem, MockPhase
from prepkit.model import Attempt, Rating
from prepkit.store import Store, attempts, profiles, settings
from tests.pages.conftest import Open, shown_by

Stored = Callable[[], Store]
FIRST = "question-00001"
NOW = 1_796_000_000_000_000


@pytest.fixture
def bank(tables: Path) -> Bank:
    return load(tables)


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def downloads(app: AppTest) -> list[str]:
    return [str(element.proto.label) for element in app.get("download_button")]


def add_client(coach: Store, name: str, answers: int = 0) -> Store:
    client = profiles.add_client(coach, name, new_id=name.casefold(), now=5)
    for number in range(answers):
        attempt = Attempt(
            f"{name}{number}", f"q:{FIRST}", Rating.SHAKY, NOW, "2024-11-23", "UTC", mode="mock"
        )
        attempts.append(client, attempt)
    return client


def test_two_clients_are_compared_at_a_glance(open_page: Open, stored: Stored) -> None:
    maria = add_client(stored(), "Maria", 2)
    app = open_page("coach")
    assert not any(button.key == "open_cohort" for button in app.button)
    add_client(stored(), "Jo", 1)
    for id in ("back", "missing"):
        sent = Assignment("Thursday", (), client="maria", sent_at=5, due=date(2024, 11, 1))
        assignments.save(stored(), id, sent, 5)
    repository.save(maria, "m", Mock("Thursday", "lead", (), NOW, assignment="back"), NOW)
    app = open_page("coach")
    app.button(key="open_cohort").click().run()
    returned, weakest = (table.value for table in app.table)
    assert returned.values.tolist() == [
        ["Jo", "23 Nov 2024", "none sent", "0"],
        ["Maria", "23 Nov 2024", "1 of 2, **1 overdue**", "0"],
    ]
    assert weakest.values.tolist()[0][1:] == ["2.0 of 4", "3", "2"]
    assert "2 clients with answers" in said(app)
    settings.save(maria, 9, archived=True)
    app = open_page("coach", cohort="1")
    assert [row[0] for row in app.table[0].value.values.tolist()] == ["Jo"]


def test_scores_can_be_downloaded_for_one_and_for_all(open_page: Open, stored: Stored) -> None:
    add_client(stored(), "Maria", 1)
    assert "Download all scores (CSV)" in downloads(open_page("coach"))
    assert "Download their scores (CSV)" in downloads(open_page("coach", client="maria"))


def test_without_clients_the_page_says_what_will_be_there(open_page: Open) -> None:
    assert "no clients yet" in open_page("coach", cohort="1").info[0].value


def test_own_anchors_stand_beside_prepkits_while_scoring(open_page: Open, stored: Stored, bank: Bank) -> None:
    app = open_page("coach")
    app.button(key="open_rubric").click().run()
    competency = bank.question(FIRST).competency
    assert {row["note"] for row in shown_by(app, "rubrics")["rows"]} == {"PrepKit's alone."}
    rubric.save_anchor(stored(), competency, OwnAnchor("lead", 3, "Says *who* waits"), 5)
    notes = {row["id"]: row["note"] for row in shown_by(open_page("coach", rubric="all"), "rubrics")["rows"]}
    assert notes[competency] == "Your own for team lead."
    app = open_page("coach", rubric=competency)
    assert [shown_by(app, f"rubric_{score}")["saved"] for score in (1, 3, 5)] == ["", "Says *who* waits", ""]
    assert shown_by(app, "rubric_3")["document"] == f"{competency} lead 3"

    mock = Mock("Mock", "lead", (MockItem("one", FIRST),), NOW, phase=MockPhase.OVER)
    repository.save(stored(), "m", mock, NOW)
    app = open_page("mock", mock="m")
    assert r"**Yours:** Says \*who\* waits" in said(app)
    assert "**PrepKit's:**" in said(app)


def test_a_coachs_anchors_show_while_a_clients_answer_is_scored(
    open_page: Open, stored: Stored, bank: Bank
) -> None:
    add_client(stored(), "Maria")
    app = open_page("round", client="maria", question=FIRST)
    own = OwnAnchor(str(app.selectbox(key="round_level").value), 5, "Calls back first")
    rubric.save_anchor(stored(), bank.question(FIRST).competency, own, 5)
    app.button(key="once_begin_round").click().run()
    anchors = json.dumps(shown_by(app, "round_board"))
    assert "Coach's: Calls back first" in anchors
    assert "PrepKit's: " in anchors


def test_a_reset_asks_first(open_page: Open, stored: Stored, bank: Bank) -> None:
    competency = bank.question(FIRST).competency
    rubric.save_anchor(stored(), competency, OwnAnchor("lead", 5, "Calls back first"), 5)
    app = open_page("coach", rubric=competency)
    app.button(key="reset_rubric").click().run()
    assert rubric.levels_with_own(stored()) == {competency: {"lead"}}
    app.button(key="reset_rubric_yes").click().run()
    assert rubric.levels_with_own(stored()) == {}
