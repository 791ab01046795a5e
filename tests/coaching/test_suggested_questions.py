"""The questions of an assignment that is made of a client's agenda."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prepkit.bank import Bank, load
from prepkit.coaching.assignment import MOST_QUESTIONS, Assignment, Task, of_questions, use_again
from prepkit.coaching.suggested_questions import MOST_SUGGESTED, suggest_questions
from prepkit.model import Attempt, Rating


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(Path(__file__).parents[2] / "data")


def tried(question: str, rating: Rating, at: int = 5) -> Attempt:
    return Attempt(f"{question}-{at}", f"q:{question}", rating, at, "2026-12-01", "UTC")


def of_competency(bank: Bank, competency: str) -> list[str]:
    return [id for id in bank.ids if bank.question(id).competency == competency]


def test_gaps_come_first_then_the_weakest_competencies_in_turn(bank: Bank) -> None:
    first, second = [competency.id for competency in bank.competencies[:2]]
    gap = of_competency(bank, bank.competencies[2].id)[0]
    bad = of_competency(bank, first)[1]
    chosen = suggest_questions(bank, [f"q:{gap}"], [first, second], [tried(bad, Rating.SHAKY)])
    assert len(chosen) == MOST_SUGGESTED
    assert chosen[:2] == [gap, bad]
    competencies = [bank.question(question).competency for question in chosen[1:]]
    assert competencies == [first, second, first, second]


def test_what_was_answered_well_last_is_never_asked(bank: Bank) -> None:
    competency = bank.competencies[0].id
    well, once_well = of_competency(bank, competency)[:2]
    attempts = [
        tried(well, Rating.SHAKY, 1),
        tried(well, Rating.SOLID, 2),
        tried(once_well, Rating.READY, 1),
        tried(once_well, Rating.SHAKY, 2),
    ]
    chosen = suggest_questions(bank, [f"q:{well}"], [competency], attempts)
    assert well not in chosen
    assert chosen[0] == once_well


def test_a_list_gives_at_most_twenty_questions_each_once(bank: Bank) -> None:
    made = of_questions(bank, ["gone", bank.ids[0], *bank.ids], title="T", level="lead")
    assert [task.question for task in made.tasks] == list(bank.ids[:MOST_QUESTIONS])
    assert made.tasks[0].prompt == bank.question(bank.ids[0]).prompt


def test_a_copy_has_no_client_and_no_dates() -> None:
    task = Task("q", "Why?", 120)
    old = Assignment("T", (task,), "M", client="maria", sent_at=5, due=date(2026, 12, 3), to="Maria")
    assert use_again(old) == Assignment("T", (task,), "M")
