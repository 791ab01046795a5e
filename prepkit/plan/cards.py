"""Which cards a plan is made over, and how much each counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prepkit.bank import Bank
from prepkit.model import Likelihood, question_card

WEIGHTS: Mapping[Likelihood, float] = {
    Likelihood.CORE: 1.0,
    Likelihood.COMMON: 0.5,
    Likelihood.OCCASIONAL: 0.25,
}
"""How much recalling a question counts, by how likely it is asked: our guess, halved from step to step."""
STARTED = 0.5
"""The same of a metric or a story that the person practises as a card."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One card: what its recall counts, and whether it must be met before the day."""

    card: str
    weight: float
    core: bool


def planned(
    bank: Bank, role: str | None, started: Sequence[str] = (), raised: Mapping[str, float] | None = None
) -> list[Planned]:
    """The cards of an interview, the most likely first: its role's questions, then what else was ``started``.

    ``raised`` says by which factor some questions are likelier here than for the role at large; one that
    then counts as much as the core belongs to it. Without a role, every role's core.
    """
    raised = raised or {}
    roles = [role] if role else [item.id for item in bank.roles]
    weights: dict[str, float] = {}
    for item in roles:
        for question in bank.core(item):
            weights[question] = WEIGHTS[Likelihood.CORE]
    for question in bank.ids if role else ():
        place = bank.question(question).roles.get(role or "")
        if place is not None and place.likelihood is not Likelihood.CORE:
            weights[question] = WEIGHTS[place.likelihood]
    for question, factor in raised.items():
        if question in bank:
            weights[question] = weights.get(question, WEIGHTS[Likelihood.OCCASIONAL]) * factor
    found = [Planned(question_card(one), weight, weight >= 1) for one, weight in weights.items()]
    found.sort(key=lambda one: -one.weight)
    return [*found, *(Planned(card, STARTED, core=False) for card in started)]
