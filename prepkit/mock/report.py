"""What came of an interview, beside earlier ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from prepkit.bank import Bank
from prepkit.mock.interview import Asked, Kind, Mock
from prepkit.model import Rating, question_card

DRILLED = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """How answers to one competency went: the mean rating (1 to 4) now and in earlier mocks, None without
    any; ``answers`` is how many there were now.
    """

    competency: str
    now: float
    before: float | None
    answers: int

    @property
    def change(self) -> float | None:
        return None if self.before is None else self.now - self.before


@dataclass(frozen=True, slots=True)
class Summary:
    """One interview in figures. Shares run from 0 to 1, times are milliseconds."""

    rated: int
    held: int
    """Rated Solid or better."""
    mean: float
    key_points: float
    """Share of the key points of all rated answers that were ticked."""
    used_ms: int
    allowed_ms: int
    over: int
    """Answers that took longer than allowed."""


def summary(bank: Bank, mock: Mock) -> Summary:
    """The figures of an interview; all zero before anything is rated."""
    rated = mock.rated
    points = {item.id: len(_points(bank, item)) for item in rated}
    ticked = sum(len(set(item.ticks) & _points(bank, item)) for item in rated)
    return Summary(
        rated=len(rated),
        held=sum(item.rating >= Rating.SOLID for item in rated),
        mean=fmean(item.rating for item in rated) if rated else 0.0,
        key_points=ticked / total if (total := sum(points.values())) else 0.0,
        used_ms=sum(item.answer_ms + item.probe_ms for item in mock.items),
        allowed_ms=sum(1000 * (i.answer_s + (i.probe_s if i.probe else 0)) for i in mock.items),
        over=sum(item.over_ms > 0 for item in mock.items),
    )


def by_competency(bank: Bank, mock: Mock, earlier: Iterable[Mock]) -> list[Standing]:
    """A line for each competency of this interview, the weakest first."""
    now, before = _ratings(bank, [mock]), _ratings(bank, earlier)
    found = [
        Standing(one, fmean(ratings), fmean(before[one]) if before.get(one) else None, len(ratings))
        for one, ratings in now.items()
    ]
    return sorted(found, key=lambda standing: (standing.now, standing.competency))


def to_drill(bank: Bank, mock: Mock) -> list[str]:
    """The cards of up to three answers most worth another go: the lowest rated, then those with the
    fewest key points, then those furthest over time. Answers ready for the interview are not among them.
    """
    weak = [item for item in mock.rated if item.rating < Rating.READY and item.question in bank]

    def rank(item: Asked) -> tuple[int, float, int]:
        points = _points(bank, item)
        return item.rating, len(set(item.ticks) & points) / max(1, len(points)), -item.over_ms

    cards = (question_card(item.question) for item in sorted(weak, key=rank))
    return list(dict.fromkeys(cards))[:DRILLED]


def widest_gap(mock: Mock) -> Asked | None:
    """The answer on which candidate and coach differ most; None where they agree on all."""
    both = [item for item in mock.items if gap(item)]
    return max(both, key=lambda item: abs(gap(item)), default=None)


def gaps(mock: Mock) -> list[int | None]:
    """The gap of each answer; None where one side has not scored it."""
    return [gap(item) if item.own and item.coach else None for item in mock.items]


def gap(item: Asked) -> int:
    """The candidate's score less the coach's; 0 where one is missing."""
    own, coach = (item.own.value if item.own else 0), (item.coach.value if item.coach else 0)
    return own - coach if own and coach else 0


def asked_before(mocks: Iterable[Mock]) -> Mapping[str, int]:
    """How often each question was asked in mocks."""
    return Counter(item.question for mock in mocks for item in mock.items)


def finished(mocks: Sequence[tuple[str, Mock]], *, apart_from: str = "") -> list[Mock]:
    """The mocks that were scored, oldest first, without rounds and without one of them."""
    found = [
        mock
        for mock_id, mock in mocks
        if mock.scored_at and mock.rated and mock.kind is not Kind.ROUND and mock_id != apart_from
    ]
    return sorted(found, key=lambda mock: mock.started_at)


def _ratings(bank: Bank, mocks: Iterable[Mock]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for mock in mocks:
        for item in mock.rated:
            if item.question in bank:
                found[bank.question(item.question).competency].append(item.rating)
    return found


def _points(bank: Bank, item: Asked) -> set[str]:
    if item.question not in bank:
        return set()
    return {point.id for point in bank.question(item.question).key_points}
