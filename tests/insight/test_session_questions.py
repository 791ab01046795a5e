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


def test_gaps_come_first_then_the_worst_of_the_weak_then_new_core_questions(bank: Bank) -> None:
    role = bank.roles[0].id
    gap = bank.ids[0]
    competency = bank.question(bank.ids[1]).competency
    weak = [id for id in bank.ids[1:] if bank.question(id).competency == competency][:2]
    summary = Agenda((Pair(f"q:{gap}", 1, "2026-11-24", 4, 2),), ((competency, 1.5),), ())
    given = [
        attempt(gap, Rating.READY),
        attempt(weak[0], Rating.SHAKY),
        attempt(weak[1], Rating.COULD_NOT),
    ]
    chosen = choose(bank, summary, given, role)
    assert chosen[:3] == (gap, weak[1], weak[0])
    assert len(set(chosen)) == len(chosen) == 5
    assert set(chosen[3:]) <= set(bank.core(role))


def test_what_is_solid_by_now_is_not_weak_and_a_lost_question_is_passed_over(bank: Bank) -> None:
    question = bank.ids[1]
    summary = Agenda(
        (Pair("q:no-longer", 1, "2026-11-24", 4, 2),), ((bank.question(question).competency, 2.0),), ()
    )
    given = [attempt(question, Rating.SHAKY), attempt(question, Rating.SOLID)]
    assert question not in choose(bank, summary, given, None)
    assert "no-longer" not in choose(bank, summary, given, None)
