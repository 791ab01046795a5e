"""Suggests what a coach and a client should talk about next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from prepkit.bank import Bank
from prepkit.card_ids import question_id
from prepkit.model import Attempt, Rating, Story
from prepkit.store.scores import Pair
from prepkit.stories.coverage import of_role

SHOWN = 3
FEWEST_ANSWERS = 2
"""On how many answers the mean of a competency must rest."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """``gaps``: answers that both scored differently, widest first. ``weakest``: (competency, mean of the
    last ratings of its questions, 1 to 4), weakest first; ``answers`` says on how many each mean rests.
    ``untold``: competencies without a story, those with the most core questions first.
    """

    gaps: tuple[Pair, ...]
    weakest: tuple[tuple[str, float], ...]
    untold: tuple[str, ...]
    answers: Mapping[str, int] = field(default_factory=dict)


def agenda(
    bank: Bank,
    attempts: Sequence[Attempt],
    pairs: Sequence[Pair],
    stories: Mapping[str, Story],
    role: str | None = None,
) -> Agenda:
    """Choose up to three of each from a client's ``attempts`` and ``pairs`` (both oldest first).

    Weak is what is below Solid on average, over at least ``FEWEST_ANSWERS`` answers. Where a client sent no
    stories, nothing is said about them.
    """
    latest = {pair.card_id: pair for pair in pairs}
    gaps = sorted(
        (pair for pair in latest.values() if pair.own != pair.coach),
        key=lambda pair: -abs(pair.own - pair.coach),
    )
    rows = of_role(bank, stories, role).rows if stories else ()
    untold = sorted((row for row in rows if not row.stories), key=lambda row: -len(row.questions))
    weakest, answers = _weakest(bank, attempts)
    return Agenda(tuple(gaps[:SHOWN]), weakest, tuple(row.competency for row in untold[:SHOWN]), answers)


def _weakest(bank: Bank, attempts: Sequence[Attempt]) -> tuple[tuple[tuple[str, float], ...], dict[str, int]]:
    """Return the weakest competencies with their means, and how many answers each rests on."""
    last = {attempt.card_id: attempt.rating for attempt in attempts}
    ratings: dict[str, list[int]] = defaultdict(list)
    for card, rating in last.items():
        if question_id(card) in bank:
            ratings[bank.question(question_id(card)).competency].append(int(rating))
    means = {
        competency: fmean(competency_ratings)
        for competency, competency_ratings in ratings.items()
        if len(competency_ratings) >= FEWEST_ANSWERS
    }
    weak = [(competency, mean) for competency, mean in means.items() if mean < int(Rating.SOLID)]
    weakest = tuple(sorted(weak, key=lambda pair: (pair[1], pair[0]))[:SHOWN])
    return weakest, {competency: len(ratings[competency]) for competency, _ in weakest}
