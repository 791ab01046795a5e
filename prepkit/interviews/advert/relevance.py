"""Rank the questions that an advertisement makes likelier, with the reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from prepkit.bank import Bank
from prepkit.bank.reference import Metric, Tool
from prepkit.feedback import meaning
from prepkit.interviews.advert.asking import Quotes
from prepkit.interviews.advert.reading import AdvertReading
from prepkit.question import Likelihood

NEAR = 0.28
"""Cosine from which a question is about a duty. Our guess from a few advertisements: below it, texts share
words without being about the same work."""
CLOSEST = 2
"""The most questions that one duty is a reason for."""
WEIGHTS = {"metric": 0.75, "tool": 0.75, "competency": 1.0, "duty": 2.0}
"""The weight of each kind of reason (our guess); a duty's is multiplied by its cosine.

Each further reason of a question counts half of the one before, so that a list of figures does not decide
the ranking.
"""
OFTEN = 3
"""The number of quotes from which a competency has its full weight."""
LIKELY = {Likelihood.CORE: 0.5, Likelihood.COMMON: 0.25, Likelihood.OCCASIONAL: 0.0}
FURTHER = 0.85
"""The factor on the score of each further question on the same competency: our guess."""
RAISED, RAISED_BY = 12, 2.0
"""The number of the most relevant questions that are likelier in the plan, and their factor (one step)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a question is relevant.

    ``name`` is that of a metric, tool or competency, empty for a duty; ``words`` quote the advertisement.
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


def relevant(bank: Bank, reading: AdvertReading, role: str | None) -> tuple[Relevant, ...]:
    """Rank the questions that the advertisement gives a reason for, the highest score first.

    They are the questions of ``role``, or all questions if it is None.
    """
    questions = bank.in_role(role) if role else bank.ids
    reasons: dict[str, list[Reason]] = {question: [] for question in questions}
    _of_reference(reasons, reading.metrics, bank.reference.metrics.values(), WEIGHTS["metric"])
    _of_reference(reasons, reading.tools, bank.reference.tools.values(), WEIGHTS["tool"])
    for question, question_reasons in reasons.items():
        competency = bank.question(question).competency
        if quotes := reading.competencies.get(competency):
            weight = WEIGHTS["competency"] * (1 + min(len(quotes), OFTEN)) / 2
            question_reasons.append(Reason(bank.competency(competency).name, quotes[0].in_context, weight))
    _of_duties(reasons, reading.duties, bank)
    scored = {
        question: _score(bank, question, role, question_reasons)
        for question, question_reasons in reasons.items()
        if question_reasons
    }
    spread = _spread(bank, scored)
    return tuple(
        Relevant(
            question,
            tuple(sorted(reasons[question], key=lambda reason: -reason.weight)),
            spread[question],
        )
        for question in sorted(spread, key=lambda question: -spread[question])
    )


def _spread(bank: Bank, scored: Mapping[str, float]) -> dict[str, float]:
    """Lower the score of each further question on one competency, since an interview covers several."""
    before: Counter[str] = Counter()
    spread = {}
    for question in sorted(scored, key=lambda question: -scored[question]):
        competency = bank.question(question).competency
        spread[question] = scored[question] * FURTHER ** before[competency]
        before[competency] += 1
    return spread


def likelihood_factors(ranked: Iterable[Relevant]) -> dict[str, float]:
    """Return the factors for ``study_plan.cards.planned``, by question id, of the most relevant questions."""
    return {relevant.question: RAISED_BY for relevant in islice(ranked, RAISED)}


def _score(bank: Bank, question: str, role: str | None, reasons: Sequence[Reason]) -> float:
    likely = bank.likelihood(question, role) if role else None
    strongest = sorted((reason.weight for reason in reasons), reverse=True)
    return sum(weight * 0.5**at for at, weight in enumerate(strongest)) + (LIKELY[likely] if likely else 0.0)


def _of_reference(
    reasons: dict[str, list[Reason]], quotes: Quotes, items: Iterable[Metric | Tool], weight: float
) -> None:
    for item in items:
        for question in item.questions if item.id in quotes else ():
            if question in reasons:
                reasons[question].append(Reason(item.name, quotes[item.id][0].in_context, weight))


def _of_duties(reasons: dict[str, list[Reason]], duties: Sequence[str], bank: Bank) -> None:
    questions = list(reasons)
    near = meaning.embed(duties) @ meaning.embed([bank.question(question).prompt for question in questions]).T
    for duty, row in zip(duties, near, strict=True):
        for at in row.argsort()[::-1][:CLOSEST]:
            if row[at] >= NEAR:
                reasons[questions[at]].append(Reason("", duty, WEIGHTS["duty"] * float(row[at])))
