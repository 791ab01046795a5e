"""The shipped questions: the loader's rules, and those of the quality bar a program can check."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from prepkit.bank import Bank
from prepkit.question import Kind, Question, SampleAnswer
from tests.shipped import shipped_bank

SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"’')]*\s+")
LETTERS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@pytest.fixture(scope="module")
def bank() -> Bank:
    return shipped_bank()


@pytest.fixture(scope="module")
def questions(bank: Bank) -> list[Question]:
    return [bank.question(question) for question in bank.ids]


def spoken(sample: SampleAnswer) -> str:
    return sample.text or "\n".join(text for _, text in sample.parts)


def answers(questions: list[Question]) -> Iterator[tuple[str, str]]:
    for question in questions:
        for sample in question.samples:
            yield sample.id, spoken(sample)
        if question.weak:
            yield f"{question.id} (weak)", question.weak.text
        for number, pitfall in enumerate(question.pitfalls, start=1):
            yield f"{question.id} pitfall {number}", pitfall.pitfall
        for number, probe in enumerate(question.follow_ups, start=1):
            yield f"{question.id} follow-up {number}", probe
        for number, step in enumerate(question.steps, start=1):
            yield f"{question.id} step {number}", step


def sentences(text: str) -> Iterator[tuple[str, ...]]:
    for sentence in SENTENCE_END.split(text):
        yield tuple(LETTERS.findall(sentence.lower()))


def test_there_are_no_problems(bank: Bank) -> None:
    assert [str(problem) for problem in bank.problems] == []


def test_the_bank_is_large_enough_for_every_role(bank: Bank) -> None:
    assert len(bank) >= 220
    assert {role.id: len(bank.core(role.id)) for role in bank.roles if len(bank.core(role.id)) < 25} == {}
    assert len(bank.roles) == 9


def test_every_core_is_numbered_without_gaps(bank: Bank) -> None:
    for role in bank.roles:
        places = [bank.places[question][role.id].position for question in bank.core(role.id)]
        assert places == list(range(1, len(places) + 1)), role.id


def test_every_competency_and_kind_is_asked(bank: Bank, questions: list[Question]) -> None:
    assert len(bank.competencies) == 14
    asked = Counter(question.competency for question in questions)
    assert {c.id: asked[c.id] for c in bank.competencies if asked[c.id] < 8} == {}
    assert {question.kind for question in questions} == set(Kind)


def test_every_competency_has_its_nine_anchors(bank: Bank) -> None:
    found = set(bank.anchors[["competency", "role_level", "level"]].itertuples(index=False, name=None))
    wanted = {
        (competency.id, role_level, level)
        for competency in bank.competencies
        for role_level in ("specialist", "lead", "manager")
        for level in (1, 3, 5)
    }
    assert found == wanted
    assert len(bank.anchors) == len(wanted)
    assert bank.anchors["description"].is_unique


def test_ids_are_lower_case_slugs(bank: Bank) -> None:
    ids = [*bank.ids, *(role.id for role in bank.roles), *(c.id for c in bank.competencies), *bank.industries]
    assert [item for item in ids if not re.fullmatch(r"[a-z0-9-]+", item)] == []


def beside(bank: Bank) -> Iterator[tuple[str, str]]:
    for metric in bank.reference.metrics.values():
        for text in (metric.definition, metric.example, metric.gamed, metric.say):
            yield metric.id, text
    for tool in bank.reference.tools.values():
        for text in (tool.what_for, tool.show, tool.if_not, tool.ask):
            yield tool.id, text
    for guide in bank.reference.guides.values():
        yield guide.id, guide.text


def test_no_sentence_is_said_twice(bank: Bank, questions: list[Question]) -> None:
    where: dict[tuple[str, ...], list[str]] = {}
    for name, text in (*answers(questions), *beside(bank)):
        for sentence in sentences(text):
            if len(sentence) >= 6:
                where.setdefault(sentence, []).append(name)
    assert {" ".join(sentence): names for sentence, names in where.items() if len(names) > 1} == {}


def test_no_opening_begins_many_answers(questions: list[Question]) -> None:
    openings = Counter(
        tuple(LETTERS.findall(spoken(sample).lower())[:3])
        for question in questions
        for sample in question.samples
    )
    allowed = max(3, openings.total() * 5 // 100)
    assert {" ".join(words): n for words, n in openings.items() if n > allowed} == {}


def test_no_two_prompts_are_nearly_the_same(questions: list[Question]) -> None:
    prompts = [(question.id, question.prompt.lower()) for question in questions]
    near = [
        (first, second)
        for (first, one), (second, other) in combinations(prompts, 2)
        if nearness(one, other) > 0.8
    ]
    assert near == []


def nearness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() <= 0.8 or matcher.quick_ratio() <= 0.8:
        return 0.0
    return matcher.ratio()


def test_every_variant_is_a_wording_of_its_own(questions: list[Question]) -> None:
    wordings = Counter(
        wording.lower()
        for q in questions
        for wording in (q.prompt, *(variant.text for variant in q.variants))
    )
    assert [wording for wording, count in wordings.items() if count > 1] == []


def test_75_questions_have_samples_of_different_industries_and_levels(questions: list[Question]) -> None:
    varied = [
        question
        for question in questions
        if len({sample.industry for sample in question.samples}) > 1
        and len({sample.level for sample in question.samples}) > 1
    ]
    assert len(varied) >= 75


def test_every_core_question_has_an_answer_at_the_roles_own_level(bank: Bank) -> None:
    without = [
        (role.id, question)
        for role in bank.roles
        for question in bank.core(role.id)
        if role.level not in {sample.level for sample in bank.question(question).samples}
    ]
    assert without == []


def test_answers_are_of_different_lengths(questions: list[Question]) -> None:
    """As people's are: some take a minute, some two."""
    words = [
        len(" ".join((sample.text, *(text for _, text in sample.parts))).split())
        for question in questions
        for sample in question.samples
    ]
    assert sum(count < 200 for count in words) >= len(words) // 10


def test_50_answers_are_told_in_star_parts(questions: list[Question]) -> None:
    assert sum(bool(sample.parts) for question in questions for sample in question.samples) >= 50


def test_key_points_of_a_question_are_distinct(questions: list[Question]) -> None:
    near = [
        (question.id, one.text, other.text)
        for question in questions
        for one, other in combinations(question.key_points, 2)
        if nearness(one.text.lower(), other.text.lower()) > 0.8
    ]
    assert near == []


def test_no_industry_gives_a_fifth_of_the_samples(questions: list[Question]) -> None:
    told = Counter(sample.industry for question in questions for sample in question.samples)
    assert len(told) >= 10
    assert max(told.values()) <= told.total() / 5


def test_the_cases_and_the_query_have_material_and_no_other_question_needs_it(
    questions: list[Question],
) -> None:
    cases = {question.id for question in questions if question.id.startswith("case-")}
    with_table = {question.id for question in questions if question.material.rows}
    assert len(cases) == 5
    assert with_table == {*cases, "sql-contacts-per-order"}
    assert {question.id for question in questions if question.material} == with_table
    assert not any("The material" in question.assesses for question in questions)


def column(question: Question, name: str) -> list[str]:
    at = question.material.header.index(name)
    return [row[at] for row in question.material.rows]


def test_the_figures_of_the_cases_add_up(bank: Bank) -> None:
    tickets = bank.question("case-thirty-tickets")
    assert column(tickets, "No.") == [str(number) for number in range(1, 31)]
    # Orders, refunds, log-ins, bills, addresses and three single cases.
    assert sum(map(int, column(tickets, "Minutes"))) == 36 + 54 + 30 + 48 + 9 + 15
    budget = bank.question("case-fifteen-per-cent")
    for name in ("People", "Cost a year", "Contacts a year"):
        *parts, total = (int(re.sub(r"\D", "", cell) or 0) for cell in column(budget, name))
        assert sum(parts) == total
    shown = Counter(column(bank.question("case-hundred-transcripts"), "Topic and result"))
    assert (shown["Money: wrong"], shown["Everything else: wrong"]) == (3, 4)
    week = {row[0]: row[-1] for row in bank.question("case-dashboard-readout").material.rows}
    hours = 8_000 * int(week["Average handle time"].split()[0]) / 3_600
    assert round(100 * hours / int(week["Staffed hours"].replace(",", ""))) == int(week["Occupancy"][:-1])
