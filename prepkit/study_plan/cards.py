"""Chooses the cards of a plan and the weight of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prepkit.bank import Bank
from prepkit.card_ids import question_card
from prepkit.practice.cards import core_questions
from prepkit.question import Likelihood

WEIGHTS: Mapping[Likelihood, float] = {
    Likelihood.CORE: 1.0,
    Likelihood.COMMON: 0.5,
    Likelihood.OCCASIONAL: 0.25,
}
"""How much recalling a question counts, by how likely it is asked: our guess, halved from step to step."""
STARTED = 0.5
"""The weight of a metric or a story that the person practises as a card."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One card of a plan: the weight of its recall, and whether it belongs to the core."""

    card: str
    weight: float
    core: bool


def planned(
    bank: Bank, role: str | None, started: Sequence[str] = (), raised: Mapping[str, float] | None = None
) -> list[Planned]:
    """List the cards of an interview, the most likely first: its role's questions, then ``started`` cards.

    ``raised`` holds the factor by which a question is likelier for this interview than for its role; a
    question whose weight then reaches that of the core belongs to it. Without a role: every role's core.
    """
    raised = raised or {}
    weights = dict.fromkeys(core_questions(bank, role), WEIGHTS[Likelihood.CORE])
    for question in bank.ids if role else ():
        place = bank.question(question).roles.get(role or "")
        if place is not None and place.likelihood is not Likelihood.CORE:
            weights[question] = WEIGHTS[place.likelihood]
    for question, factor in raised.items():
        if question in bank:
            weights[question] = weights.get(question, WEIGHTS[Likelihood.OCCASIONAL]) * factor
    questions = [
        Planned(question_card(question), weight, weight >= 1) for question, weight in weights.items()
    ]
    questions.sort(key=lambda question: -question.weight)
    return [*questions, *(Planned(card, STARTED, core=False) for card in started)]
