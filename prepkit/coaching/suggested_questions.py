"""Chooses questions for an assignment from what a client should work on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest

from prepkit.bank import Bank
from prepkit.card_ids import question_id
from prepkit.model import Attempt, Rating

MOST_SUGGESTED = 5


def suggest_questions(
    bank: Bank,
    gaps: Iterable[str],
    weakest: Sequence[str],
    attempts: Sequence[Attempt],
    role: str | None = None,
) -> list[str]:
    """Choose up to five questions, none of them answered well last.

    First those of ``gaps`` (card ids: both sides scored the answer differently), then those of the
    ``weakest`` competencies in turn: answered badly before not tried yet, in the order of the role.
    ``attempts`` are oldest first.
    """
    last = {question_id(attempt.card_id): attempt.rating for attempt in attempts}
    by_competency = [
        _of_competency(bank, competency, last, bank.orders.get(role or "", bank.ids))
        for competency in weakest
    ]
    in_turn = (question for row in zip_longest(*by_competency) for question in row if question)
    candidates = chain((question_id(card) for card in gaps), in_turn)
    chosen = dict.fromkeys(
        question for question in candidates if question in bank and not _went_well(last, question)
    )
    return list(chosen)[:MOST_SUGGESTED]


def _went_well(last: Mapping[str, Rating], question: str) -> bool:
    return last.get(question, Rating.COULD_NOT) >= Rating.SOLID


def _of_competency(
    bank: Bank, competency: str, last: Mapping[str, Rating], order: Sequence[str]
) -> Iterator[str]:
    questions = [question for question in order if bank.question(question).competency == competency]
    tried = sorted((question for question in questions if question in last), key=last.__getitem__)
    yield from tried
    yield from (question for question in questions if question not in last)
