"""The shipped sample answers: what the quality bar asks of them and a program can count."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from prepkit.bank import Bank
from prepkit.bank.__main__ import FEWEST_OPENING, opening, without_model
from prepkit.question import AnswerForm, Country, Ending, SampleAnswer
from tests.shipped import shipped_bank

AMERICAN = re.compile(
    r"\b(colou?r|favou?r|behaviou?r|neighbou?r|labou?r)(?<!our)s?\b"
    r"|\b(center|canceled|canceling|traveled|labeled|modeled|enrollment)\b"
    r"|\b(prioritiz|apologiz|summariz|categoriz|analyz|specializ|emphasiz)\w+",
    re.IGNORECASE,
)
BRITISH = re.compile(
    r"\b(colour|favour|behaviour|neighbour|labour)s?\b"
    r"|\b(centre|cancelled|cancelling|travelled|labelled|modelled|enrolment|whilst|fortnight)\b"
    r"|\b(organis|prioritis|apologis|recognis|realis|summaris|categoris|analys(?=e[ds]?\b|ing\b)"
    r"|specialis(?=e[ds]?\b|ing\b|ation)|emphasis(?=e[ds]?\b|ing\b))\w+",
    re.IGNORECASE,
)

COUNT = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b"
)
TEAM_SIZE = re.compile(
    rf"\bI(?:'ve)? (?:manage|managed|lead|led|run|ran|look after|supervise|got)\b[^.!?]*?\b{COUNT}"
    rf"|\bI'm (?:one of|responsible for|on a team of)\b[^.!?]*?\b{COUNT}"
    rf"|\bon a team of {COUNT}"
)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return shipped_bank()


@pytest.fixture(scope="module")
def samples(bank: Bank) -> list[SampleAnswer]:
    return [sample for question in bank.ids for sample in bank.question(question).samples]


def spoken(sample: SampleAnswer) -> str:
    return sample.text or "\n".join(text for _, text in sample.parts)


def test_every_role_that_is_often_asked_a_question_has_a_model_answer_at_its_level(bank: Bank) -> None:
    assert without_model(bank) == []


def test_the_model_answers_come_first(bank: Bank) -> None:
    for question in bank.ids:
        forms = [sample.form for sample in bank.question(question).samples]
        assert forms == sorted(forms), question


def test_sixty_answers_and_more_are_american_and_as_many_british(samples: list[SampleAnswer]) -> None:
    countries = Counter(sample.country for sample in samples if sample.form is AnswerForm.MODEL)
    assert min(countries[country] for country in Country) >= 60


@pytest.mark.parametrize(("country", "foreign"), [(Country.US, BRITISH), (Country.UK, AMERICAN)])
def test_an_answer_keeps_to_the_spelling_of_its_country(
    samples: list[SampleAnswer], country: Country, foreign: re.Pattern[str]
) -> None:
    strangers = {
        sample.id: match[0]
        for sample in samples
        if sample.country is country and (match := foreign.search(spoken(sample)))
    }
    assert strangers == {}


def test_wins_mixed_endings_and_lessons_keep_their_shares(samples: list[SampleAnswer]) -> None:
    endings = Counter(sample.ending for sample in samples)
    shares = {ending: endings[ending] / endings.total() for ending in Ending}
    assert 0.45 <= shares[Ending.WIN] <= 0.65
    assert 0.15 <= shares[Ending.MIXED] <= 0.35
    assert 0.15 <= shares[Ending.LESSON] <= 0.35


def test_few_answers_open_with_a_fragment(samples: list[SampleAnswer]) -> None:
    short = [sample.id for sample in samples if len(opening(sample).split()) <= FEWEST_OPENING]
    assert len(short) <= len(samples) / 20
    models = {sample.id for sample in samples if sample.form is AnswerForm.MODEL}
    assert [sample for sample in short if sample in models] == []


def test_few_answers_begin_with_the_size_of_the_team(samples: list[SampleAnswer]) -> None:
    begin = [re.split(r"(?<=[.!?])\s+", spoken(sample))[:3] for sample in samples]
    stamped = [sentences for sentences in begin if TEAM_SIZE.search(" ".join(sentences))]
    assert len(stamped) < len(samples) / 5
