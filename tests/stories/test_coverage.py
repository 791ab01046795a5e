from __future__ import annotations

from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.bank.generate import generate
from prepkit.model import Story
from prepkit.question import Kind
from prepkit.stories import coverage


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder: Path = tmp_path_factory.mktemp("bank")
    generate(folder, 60)
    return load(folder)


def test_each_competency_says_which_questions_have_no_story(bank: Bank) -> None:
    role = bank.roles[0].id
    empty = coverage.of_role(bank, {}, role)
    assert empty.answered == 0
    first = empty.rows[0]
    question = first.missing[0]
    found = coverage.of_role(bank, {"s": Story("One", questions=(question,))}, role)
    assert found.answered == 1
    assert question not in found.rows[0].missing
    assert found.rows[0].stories == ("s",)
    assert [pick.story for pick in found.fewest.picks] == ["s"]


def test_questions_about_metrics_and_motives_want_no_story(bank: Bank) -> None:
    wanted = [q for row in coverage.of_role(bank, {}, None).rows for q in row.questions]
    assert {bank.question(question).kind for question in wanted} <= set(coverage.TELLABLE)
    assert any(bank.question(q).kind is Kind.TECHNICAL for role in bank.roles for q in bank.core(role.id))


def test_a_story_for_everything_is_named_overused(bank: Bank) -> None:
    role = bank.roles[0].id
    wanted = [q for row in coverage.of_role(bank, {}, role).rows for q in row.questions]
    assert len(wanted) > coverage.OVERUSED
    stories = {"all": Story("All", questions=tuple(wanted)), "one": Story("One", questions=(wanted[0],))}
    assert coverage.of_role(bank, stories, role).overused == {"all": len(wanted)}


def test_a_tag_without_a_link_counts_as_a_story_of_that_competency(bank: Bank) -> None:
    row = coverage.of_role(bank, {}, None).rows[0]
    found = coverage.of_role(bank, {"s": Story("One", competencies=(row.competency,))}, None).rows[0]
    assert found.stories == ("s",)
    assert found.missing == row.missing
