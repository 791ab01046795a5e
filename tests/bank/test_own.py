from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from prepkit.bank import Bank, load, question_index
from prepkit.bank.filters import Filters, select
from prepkit.bank.generate import generate
from prepkit.bank.own import OwnQuestion, with_own
from prepkit.card_ids import deck_of

MINE = OwnQuestion(
    "Why did our refunds double in May?",
    kind="technical",
    roles=("customer-service-manager",),
    key_points=("Asks what was counted", "Looks for the day it began"),
    answers=("I would look at the day it began.",),
    variants=("Refunds doubled. Why?",),
    pitfalls=("Blaming the agents",),
)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder: Path = tmp_path_factory.mktemp("bank")
    generate(folder, 12)
    return load(folder)


@pytest.fixture(scope="module")
def both(bank: Bank) -> Bank:
    return with_own(bank, [("mine/refunds", MINE), ("mine/bare", OwnQuestion("Anything else?"))])


def found(bank: Bank, **filters: Any) -> list[str]:
    index = question_index(bank)
    return list(select(bank, Filters(**filters), search=index, statuses={}, flagged=set()))


def test_own_questions_come_after_those_that_ship(bank: Bank, both: Bank) -> None:
    assert both.ids == (*bank.ids, "mine/refunds", "mine/bare")
    assert both.question(bank.ids[3]) == bank.question(bank.ids[3])
    assert both.version != bank.version
    assert len(bank) == 12


def test_an_own_question_has_its_parts_like_any_other(both: Bank) -> None:
    question = both.question("mine/refunds")
    assert [point.text for point in question.key_points] == list(MINE.key_points)
    assert question.samples[0].text == "I would look at the day it began."
    assert question.wording("mine/refunds.v1") == "Refunds doubled. Why?"
    assert both.wordings("q:mine/refunds") == [None, "mine/refunds.v1"]
    assert both.has_card("q:mine/bare")


def test_a_question_without_roles_is_asked_in_all_of_them(bank: Bank, both: Bank) -> None:
    for role in bank.roles:
        assert "mine/bare" in both.in_role(role.id)
        assert both.core(role.id) == bank.core(role.id)
        assert ("mine/refunds" in both.in_role(role.id)) == (role.id == "customer-service-manager")


def test_search_and_filters_find_them(bank: Bank, both: Bank) -> None:
    assert found(both, text="refunds double")[0] == "mine/refunds"
    assert found(both, decks=("mine",)) == ["mine/refunds", "mine/bare"]
    assert found(both, decks=("",)) == list(bank.ids)
    assert found(both, decks=("mine",), kinds=("technical",)) == ["mine/refunds"]
    assert deck_of("mine/refunds") == "mine"
    assert deck_of("furious-caller") == ""


def test_a_competency_that_is_gone_has_a_readable_name(bank: Bank) -> None:
    made = with_own(bank, [("mine/x", OwnQuestion("What?", competency="night-shifts"))])
    assert made.competency("night-shifts").name == "Night shifts"


def test_without_own_questions_it_is_the_same_bank(bank: Bank) -> None:
    assert with_own(bank, []) is bank


def test_what_is_kept_as_json_comes_back() -> None:
    content = MINE.as_json()
    assert list(OwnQuestion.faults(content)) == []
    assert OwnQuestion.of({**content, "colour": "red"}) == MINE


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({}, "The question itself is missing."),
        ({"prompt": "  "}, "The question itself is missing."),
        ({"prompt": "x" * 2_001}, "“prompt” should be a text of a sensible length."),
        ({"prompt": "Why?", "kind": "odd"}, "“kind” should be one of general, behavioural"),
        ({"prompt": "Why?", "key_points": "one"}, "“key_points” should be a list"),
        ({"prompt": "Why?", "roles": [1]}, "“roles” should be a list"),
        ({"prompt": "Why?", "answers": ["x"] * 51}, "“answers” should be a list of at most 50 texts."),
        ({"prompt": "Why?", "assesses": "\udc80"}, "“assesses” should be a text"),
    ],
)
def test_what_is_no_question_is_said(content: dict[str, Any], sentence: str) -> None:
    assert any(sentence in fault for fault in OwnQuestion.faults(content))
