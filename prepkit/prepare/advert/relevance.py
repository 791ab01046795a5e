"""Which questions an advertisement makes likelier, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from prepkit.bank import Bank
from prepkit.bank.reference import Metric, Tool
from prepkit.feedback import meaning
from prepkit.model import Likelihood
from prepkit.prepare.advert.asking import Quotes
from prepkit.prepare.advert.reading import Reading

NEAR = 0.28
"""Cosine from which a question is about a duty, and CLOSEST how many each duty may bring up. Our
guess, from looking at a few advertisements: below it, neighbours share words and not work."""
CLOSEST = 2
WEIGHTS = {"metric": 0.75, "tool": 0.75, "competency": 1.0, "duty": 2.0}
"""What each reason counts, a duty's by its nearness: our guess. Of several reasons that a question
has, each further one counts half of the one before, lest a list of figures decide everything."""
OFTEN = 3
"""A competency asked for in so many places counts as much as it can."""
LIKELY = {Likelihood.CORE: 0.5, Likelihood.COMMON: 0.25, Likelihood.OCCASIONAL: 0.0}
FURTHER = 0.85
"""What each further question on the same competency counts, of what it would: our guess."""
RAISED, RAISED_BY = 12, 2.0
"""So many of the most relevant questions count one step of likelihood more in the plan."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a question is relevant: through what (the name of a metric, a tool or a competency; empty for a
    duty), and the words of the advertisement.
    """

    name: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Relevant:
    """A question with its reasons, the strongest first."""

    question: str
    reasons: tuple[Reason, ...]
    score: float


def relevant(bank: Bank, reading: Reading, role: str | None) -> tuple[Relevant, ...]:
    """The questions that it gives a reason for, the strongest first: of the role, or of all without one."""
    questions = bank.in_role(role) if role else bank.ids
    reasons: dict[str, list[Reason]] = {question: [] for question in questions}
    _of_reference(reasons, reading.metrics, bank.reference.metrics.values(), WEIGHTS["metric"])
    _of_reference(reasons, reading.tools, bank.reference.tools.values(), WEIGHTS["tool"])
    for question, found in reasons.items():
        competency = bank.question(question).competency
        if quotes := reading.competencies.get(competency):
            weight = WEIGHTS["competency"] * (1 + min(len(quotes), OFTEN)) / 2
            found.append(Reason(bank.competency(competency).name, quotes[0].in_context, weight))
    _of_duties(reasons, reading.duties, bank)
    scored = {one: _score(bank, one, role, found) for one, found in reasons.items() if found}
    spread = _spread(bank, scored)
    return tuple(
        Relevant(one, tuple(sorted(reasons[one], key=lambda reason: -reason.weight)), spread[one])
        for one in sorted(spread, key=lambda one: -spread[one])
    )


def _spread(bank: Bank, scored: Mapping[str, float]) -> dict[str, float]:
    """The scores, each further question on one competency counting less: an interview is on several."""
    before: Counter[str] = Counter()
    found = {}
    for question in sorted(scored, key=lambda one: -scored[one]):
        competency = bank.question(question).competency
        found[question] = scored[question] * FURTHER ** before[competency]
        before[competency] += 1
    return found


def raised(ranked: Iterable[Relevant]) -> dict[str, float]:
    """The factor for ``plan.cards.planned`` of the questions that the advertisement makes likelier."""
    return {one.question: RAISED_BY for one in islice(ranked, RAISED)}


def _score(bank: Bank, question: str, role: str | None, reasons: Sequence[Reason]) -> float:
    likely = bank.likelihood(question, role) if role else None
    strongest = sorted((one.weight for one in reasons), reverse=True)
    return sum(weight * 0.5**at for at, weight in enumerate(strongest)) + (LIKELY[likely] if likely else 0.0)


def _of_reference(
    reasons: dict[str, list[Reason]], found: Quotes, items: Iterable[Metric | Tool], weight: float
) -> None:
    for item in items:
        for question in item.questions if item.id in found else ():
            if question in reasons:
                reasons[question].append(Reason(item.name, found[item.id][0].in_context, weight))


def _of_duties(reasons: dict[str, list[Reason]], duties: Sequence[str], bank: Bank) -> None:
    questions = list(reasons)
    near = meaning.embed(duties) @ meaning.embed([bank.question(one).prompt for one in questions]).T
    for duty, row in zip(duties, near, strict=True):
        for at in row.argsort()[::-1][:CLOSEST]:
            if row[at] >= NEAR:
                reasons[questions[at]].append(Reason("", duty, WEIGHTS["duty"] * float(row[at])))
