"""Suggests what a coach and a client should talk about next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from prepkit.bank import Bank
from prepkit.card_ids import question_id
from prepkit.coaching import feedback
from prepkit.mock import repository as mocks
from prepkit.mock.scale import rating_of
from prepkit.model import Attempt, Rating, Story
from prepkit.question import Level
from prepkit.store import Store, attempts, scores, settings, stories
from prepkit.store.scores import Pair
from prepkit.stories.coverage import of_role

SHOWN = 3
FEWEST_ANSWERS = 2
"""On how many answers the mean of a competency must rest."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """``gaps``: answers that both scored differently, widest first. ``weakest``: (competency, mean of the
    last ratings of its questions, 1 to 4), weakest first; ``answers`` says on how many each mean rests.
    ``untold``: competencies without a story, those with the most core questions first. ``unrated`` counts the
    answers that the coach has scored and the client has not rated.
    """

    gaps: tuple[Pair, ...]
    weakest: tuple[tuple[str, float], ...]
    untold: tuple[str, ...]
    answers: Mapping[str, int] = field(default_factory=dict)
    unrated: int = 0


def read(bank: Bank, client: Store) -> Agenda:
    """Work out the agenda of a coach's client from what is stored."""
    told = {story.id: story.content for story in stories.list_all(client)}
    role = settings.load(client).target_role
    return agenda(
        bank, attempts.list_all(client), scores.pairs(client), told, role, coach_only_ratings(client)
    )


def level_of_client(bank: Bank, client: Store) -> Level | None:
    """Return the level that a client prepares for: that of their role, else of what they sent last."""
    sent = [mock for _, mock in mocks.list_all(client) if mock.is_from_file and mock.level in set(Level)]
    of_last = Level(max(sent, key=lambda mock: mock.started_at).level) if sent else None
    return bank.level_of(settings.load(client).target_role) or of_last


def coach_only_ratings(client: Store) -> dict[str, Rating]:
    """Return what a coach's score makes of the answers that the client has not rated, by question.

    Of several answers to a question the latest counts.
    """
    given: dict[str, Rating] = {}
    for mock_id, mock in sorted(mocks.list_all(client), key=lambda pair: pair[1].started_at):
        written = feedback.get(client, mock_id)
        for item in mock.items:
            in_feedback = written.on(item.question).score if written else 0
            value = in_feedback or (item.coach.value if item.coach else 0)
            if value and not item.rating:
                given[item.question] = rating_of(value)
    return given


def agenda(
    bank: Bank,
    attempts: Sequence[Attempt],
    pairs: Sequence[Pair],
    stories: Mapping[str, Story],
    role: str | None = None,
    unrated: Mapping[str, Rating] | None = None,
) -> Agenda:
    """Choose up to three of each from a client's ``attempts`` and ``pairs`` (both oldest first).

    Weak is what is below Solid on average, over at least ``FEWEST_ANSWERS`` answers. Where a client sent no
    stories, nothing is said about them. ``unrated`` are answers that only the coach has scored, by question;
    each counts where the client has rated no answer to that question.
    """
    latest = {pair.card_id: pair for pair in pairs}
    gaps = sorted(
        (pair for pair in latest.values() if pair.own != pair.coach),
        key=lambda pair: -abs(pair.own - pair.coach),
    )
    rows = of_role(bank, stories, role).rows if stories else ()
    untold = sorted((row for row in rows if not row.stories), key=lambda row: -len(row.questions))
    last = {question_id(attempt.card_id): attempt.rating for attempt in attempts}
    added = {question: rating for question, rating in (unrated or {}).items() if question not in last}
    weakest, answers = _weakest(bank, last | added)
    return Agenda(
        tuple(gaps[:SHOWN]),
        weakest,
        tuple(row.competency for row in untold[:SHOWN]),
        answers,
        sum(question in bank for question in added),
    )


def _weakest(bank: Bank, last: Mapping[str, Rating]) -> tuple[tuple[tuple[str, float], ...], dict[str, int]]:
    """Return the weakest competencies with their means, and how many answers each rests on."""
    ratings: dict[str, list[int]] = defaultdict(list)
    for question, rating in last.items():
        if question in bank:
            ratings[bank.question(question).competency].append(int(rating))
    means = {
        competency: fmean(competency_ratings)
        for competency, competency_ratings in ratings.items()
        if len(competency_ratings) >= FEWEST_ANSWERS
    }
    weak = [(competency, mean) for competency, mean in means.items() if mean < int(Rating.SOLID)]
    weakest = tuple(sorted(weak, key=lambda pair: (pair[1], pair[0]))[:SHOWN])
    return weakest, {competency: len(ratings[competency]) for competency, _ in weakest}
