"""What is handed out with a question shows before its answer, wherever the question is asked."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from prepkit.bank import DATA
from prepkit.feedback.reader.prompts import request_for
from prepkit.material import parse
from prepkit.mock import repository
from prepkit.mock.state import Mock, MockItem, MockPhase
from prepkit.store import Store
from prepkit.ui.widgets.second_reader import rubric_of
from tests.pages.conftest import Open, opened, press_reveal, prompt, shown_by
from tests.shipped import shipped_bank

Stored = Callable[[], Store]
CASE = "case-thirty-tickets"
TICKET = "Has my parcel left your warehouse?"
NOON = 1_795_521_600_000_000


@pytest.fixture
def shipped(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("PREPKIT_BANK", str(DATA))
    return open_page


def tables(app: AppTest) -> str:
    """What stands in the tables of a page, without the marks that keep text from being Markdown."""
    return "\n".join(table.value.to_string() for table in app.table).replace("\\", "")


def mock_of_the_case(store: Store, phase: MockPhase) -> None:
    item = MockItem("m-1", CASE, answer="Refunds first.", answer_ms=60_000)
    over = phase is MockPhase.OVER
    mock = Mock("Any role", "lead", (item,), NOON, phase=phase, at=1 if over else 0)
    repository.save(store, "m", mock, NOON)


def test_a_card_shows_the_material_before_the_reveal_and_after_it(shipped: Open) -> None:
    app = shipped("browse", question=CASE)
    next(button for button in app.button if button.label == "Practise this one").click().run()
    app = shipped("practise")
    assert prompt(app) in (shipped_bank().question(CASE).wording(v) for v in _wordings())
    assert TICKET in tables(app)
    assert not shown_by(app, "card_back")["revealed"]
    press_reveal(app)
    assert TICKET in tables(app)


def _wordings() -> list[str | None]:
    return [None, *shipped_bank().variant_ids(CASE)]


def test_the_open_question_has_its_material_and_another_none(shipped: Open) -> None:
    case = opened(shipped("browse", question=CASE))
    assert case is not None
    assert TICKET in [cell for row in case["material"]["rows"] for cell in row]
    other = opened(shipped("browse", question="furious-caller"))
    assert other is not None
    assert other["material"] is None


@pytest.mark.parametrize("phase", [MockPhase.ANSWER, MockPhase.OVER])
def test_a_mock_shows_it_while_answering_and_while_scoring(
    shipped: Open, stored: Stored, phase: MockPhase
) -> None:
    mock_of_the_case(stored(), phase)
    app = shipped("mock", mock="m")
    if phase is MockPhase.ANSWER:
        app.button(key="once_resume").click().run()
    assert TICKET in tables(app)


def test_the_code_of_a_question_opens_it_too(shipped: Open) -> None:
    assert TICKET in tables(shipped("browse", question=CASE, bare="1"))


def test_present_has_a_step_for_it_right_after_the_question(shipped: Open) -> None:
    stage = shown_by(shipped("present", list=f"{CASE},furious-caller"), "stage")
    case, other = (slide for _, slide in stage["slides"])
    steps = [frame["step"] for frame in case["frames"]]
    assert steps[:4] == ["question", "material", "material", "material"]
    rows = [row for frame in case["frames"][1:4] for row in frame["material"]["rows"]]
    assert len(rows) == 30
    assert "material" not in [frame["step"] for frame in other["frames"]]
    keys = [key for _, _, key in stage["steps"]]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("question", [i for i in shipped_bank().ids if shipped_bank().question(i).material])
def test_a_second_reader_gets_the_material_whole(question: str) -> None:
    asked = shipped_bank().question(question)
    rubric = rubric_of(asked)
    request = request_for(rubric.question, rubric.key_points, "An answer.", tells=rubric.tells)
    sent = json.loads(request.messages[1].content)["question"]
    assert parse(sent.removeprefix(asked.prompt)) == asked.material
