"""Choose questions for a coach's session with a client: what to work on, then what was never answered."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.bank import Bank
from prepkit.card_ids import question_id
from prepkit.coaching.suggested_questions import MOST_SUGGESTED, suggest_questions
from prepkit.insight.agenda import Agenda
from prepkit.model import Attempt
from prepkit.practice.cards import core_questions


def choose(bank: Bank, summary: Agenda, attempts: Sequence[Attempt], role: str | None) -> tuple[str, ...]:
    """Choose up to five question ids, none twice: those of the agenda, then core questions not answered yet.

    ``attempts`` are oldest first.
    """
    gaps = [pair.card_id for pair in summary.gaps]
    weakest = [competency for competency, *_ in summary.weakest]
    suggested = suggest_questions(bank, gaps, weakest, attempts, role)
    answered = {question_id(attempt.card_id) for attempt in attempts}
    untried = (question for question in core_questions(bank, role) if question not in answered)
    return tuple(dict.fromkeys([*suggested, *untried]))[:MOST_SUGGESTED]
