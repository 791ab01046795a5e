"""What stands beside the shipped questions: formulas that work out, links that lead somewhere, coverage."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from pathlib import Path

import pytest

from prepkit.bank import DATA, Bank
from prepkit.bank.reference import AREAS, GROUPS
from prepkit.question import Difficulty
from tests.shipped import shipped_bank

ARITHMETIC = {"abs": abs, "factorial": math.factorial, "range": range, "sum": sum}
COVERAGE = Path(__file__).parents[2] / "docs" / "coverage.csv"
LINKED = re.compile(r"https?://|!\[|\]\(")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def bank() -> Bank:
    return shipped_bank()


@pytest.mark.parametrize("metric", rows(DATA / "metrics.csv"), ids=lambda metric: metric["id"])
def test_a_metric_comes_out_as_its_example_says(metric: dict[str, str]) -> None:
    pairs = (pair.split("=") for pair in metric["values"].split())
    values = {name: float(text) if "." in text else int(text) for name, text in pairs}
    found = eval(metric["expression"], {"__builtins__": {}, **ARITHMETIC, **values})
    decimals = len(metric["result"].partition(".")[2])
    assert round(found, decimals) == float(metric["result"])
    said = metric["example"].replace(",", "")
    assert re.search(rf"(?<![\d.]){re.escape(metric['result'])}(?:\.0+)?(?![\d.]*\d)", said), said


def test_the_glossaries_are_whole(bank: Bank) -> None:
    assert len(bank.reference.metrics) >= 45
    assert len(bank.reference.tools) >= 10
    assert {metric.group for metric in bank.reference.metrics.values()} == set(GROUPS)
    assert {guide.area for guide in bank.reference.guides.values()} == set(AREAS)


def test_every_item_beside_the_questions_helps_with_some_and_names_a_counter_metric(bank: Bank) -> None:
    beside = bank.reference
    helps = {
        **{metric.id: metric.questions for metric in beside.metrics.values()},
        **{tool.id: tool.questions for tool in beside.tools.values()},
        **{guide.id: guide.questions for guide in beside.guides.values()},
    }
    assert [id for id, questions in helps.items() if not questions] == []
    helped = {question for questions in helps.values() for question in questions}
    assert set(bank.ids) - helped == set()
    assert [metric.id for metric in beside.metrics.values() if not metric.counter] == []
    assert [metric.id for metric in beside.metrics.values() if metric.id in metric.counter] == []
    assert [m.id for m in beside.metrics.values() if (m.good == "range") != bool(m.range)] == []


def test_guides_are_readable_in_a_few_minutes_and_fetch_nothing(bank: Bank) -> None:
    lengths = {guide.id: len(guide.text.split()) for guide in bank.reference.guides.values()}
    assert {name: words for name, words in lengths.items() if not 250 <= words <= 500} == {}
    assert [guide.id for guide in bank.reference.guides.values() if LINKED.search(guide.text)] == []
    assert {name for name, words in lengths.items() if words} == set(bank.reference.guides)


def test_every_published_topic_is_answered(bank: Bank) -> None:
    """115 topics of questions by role, and 35 things guides offer besides (docs/coverage.csv)."""
    listed = rows(COVERAGE)
    assert Counter(row["kind"] for row in listed) == {"question": 115, "beside": 35}
    assert len({(row["group"], row["item"]) for row in listed}) == 150
    known = {
        "question": set(bank.ids),
        "guide": set(bank.reference.guides),
        "tool": set(bank.reference.tools),
        "role": {role.id for role in bank.roles},
        "page": {"roles", "learn"},
    }
    for row in listed:
        answers = [answer.split(".") for answer in row["answered_by"].split()]
        assert answers, row
        assert all(item in known[kind] for kind, item in answers), row


def test_a_question_that_answers_a_roles_topic_is_asked_for_that_role(bank: Bank) -> None:
    strangers = [
        (row["group"], row["item"], answer)
        for row in rows(COVERAGE)
        if row["kind"] == "question"
        for answer in [row["answered_by"].split()[0].partition(".")[2]]
        if row["group"] not in bank.places[answer]
    ]
    assert strangers == []


def test_at_least_25_questions_answer_no_published_topic(bank: Bank) -> None:
    answering = {
        answer.partition(".")[2]
        for row in rows(COVERAGE)
        for answer in row["answered_by"].split()
        if row["kind"] == "question"
    }
    assert len(set(bank.ids) - answering) >= 25


def test_difficulties_are_spread(bank: Bank) -> None:
    shares = bank.questions["difficulty"].value_counts(normalize=True)
    wanted = {Difficulty.EASY: 0.3, Difficulty.MEDIUM: 0.5, Difficulty.HARD: 0.2}
    assert {level: shares[level] for level in wanted} == pytest.approx(wanted, abs=0.06)
