"""Choose questions for a coach's session with a client: where both differ, and what is weak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from prepkit.bank import Bank
from prepkit.card_ids import question_id
from prepkit.insight.agenda import Agenda
from prepkit.model import Attempt, Rating
from prepkit.practice.cards import core_questions

MOST = 5


def choose(
    bank: Bank, summary: Agenda, attempts: Sequence[Attempt], role: str | None, most: int = MOST
) -> tuple[str, ...]:
    """Choose up to ``most`` question ids, none twice.

    First come the answers that coach and client scored differently, then the questions of the weakest
    competencies that were last rated below Solid, worst first, then core questions of the role that were
    never answered. ``attempts`` are oldest first.
    """
    last = {question_id(attempt.card_id): attempt.rating for attempt in attempts}
    wanted = dict.fromkeys(
        question for question in _candidates(bank, summary, last, role) if question in bank
    )
    return tuple(islice(wanted, most))


def _candidates(bank: Bank, summary: Agenda, last: dict[str, Rating], role: str | None) -> Iterator[str]:
    for pair in summary.gaps:
        yield question_id(pair.card_id)
    for competency, _ in summary.weakest:
        weak = [
            question
            for question, rating in last.items()
            if rating < Rating.SOLID and question in bank and bank.question(question).competency == competency
        ]
        yield from sorted(weak, key=last.__getitem__)
    yield from (question for question in core_questions(bank, role) if question not in last)
