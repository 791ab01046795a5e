"""Which question a sentence means."""

from __future__ import annotations

from prepkit.feedback.closest import closest
from tests.shipped import shipped_bank

BANK = shipped_bank()


def test_a_question_said_in_other_words_is_the_closest() -> None:
    question = next(question for question in map(BANK.question, BANK.ids) if question.variants)
    others = [BANK.question(other) for other in BANK.ids[:20]]
    said = f"Well, so, {question.variants[0].text.lower()}"
    assert closest([*others, question], said, 3)[0] == question.id
    assert len(closest(others, said, 3)) == 3


def test_of_no_questions_none_is_closest() -> None:
    assert closest([], "Why do you want to work here?", 5) == []
