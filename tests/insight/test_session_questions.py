from __future__ import annotations

from prepkit.bank import Bank
from prepkit.insight.agenda import Agenda
from prepkit.insight.session_questions import choose
from prepkit.model import Attempt, Rating
from prepkit.store.scores import Pair


def attempt(question: str, rating: Rating) -> Attempt:
    return Attempt(
        id=f"a-{question}-{rating}",
        card_id=f"q:{question}",
        rating=rating,
        answered_at=1,
        local_day="2026-11-24",
        tz="UTC",
    )


def test_the_agenda_comes_first_and_new_core_questions_fill_the_list(bank: Bank) -> None:
    role, gap = bank.roles[0].id, bank.ids[0]
    summary = Agenda((Pair(f"q:{gap}", 1, "2026-11-24", 4, 2),), (), ())
    chosen = choose(bank, summary, [attempt(gap, Rating.SHAKY)], role)
    assert chosen[0] == gap
    assert len(set(chosen)) == len(chosen) == 5
    assert set(chosen[1:]) <= set(bank.core(role))


def test_an_answered_core_question_does_not_fill_the_list_and_a_lost_one_is_passed_over(bank: Bank) -> None:
    role = bank.roles[0].id
    first = bank.core(role)[0]
    summary = Agenda((Pair("q:no-longer", 1, "2026-11-24", 4, 2),), (), ())
    chosen = choose(bank, summary, [attempt(first, Rating.SOLID)], role)
    assert first not in chosen
    assert "no-longer" not in chosen
