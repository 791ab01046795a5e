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
    any; ``answers`` is how many there were now, ``score`` the mean of what the person gave them from 1 to 5.
    """

    competency: str
    now: float
    before: float | None
    answers: int
    score: float | None = None

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
    scored: int = 0
    """Rated answers that the person gave a place from 1 to 5."""
    score: float = 0.0
    """The mean of those places."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """Answers whose rating and ticked key points say different things."""

    unticked: tuple[Asked, ...]
    """Rated Solid or better, none of its key points ticked."""
    ticked: tuple[Asked, ...]
    """Rated below Solid, all of its key points ticked."""

    @property
    def items(self) -> tuple[Asked, ...]:
        return (*self.unticked, *self.ticked)


def summary(bank: Bank, mock: Mock) -> Summary:
    """The figures of an interview; all zero before anything is rated."""
    rated = mock.rated
    points = {item.id: len(_points(bank, item)) for item in rated}
    ticked = sum(len(set(item.ticks) & _points(bank, item)) for item in rated)
    scores = _scores(rated)
    return Summary(
        rated=len(rated),
        held=sum(item.rating >= Rating.SOLID for item in rated),
        mean=fmean(item.rating for item in rated) if rated else 0.0,
        key_points=ticked / total if (total := sum(points.values())) else 0.0,
        used_ms=sum(item.used_ms for item in mock.items),
        allowed_ms=sum(1000 * item.allowed_s for item in mock.items),
        over=sum(item.over_ms > 0 for item in mock.items),
        scored=len(scores),
        score=fmean(scores) if scores else 0.0,
    )


def doubts(bank: Bank, mock: Mock) -> Doubts:
    """Where ratings and ticks do not agree; answers to questions without key points are never among them."""
    known = [(item, _points(bank, item)) for item in mock.rated]
    known = [(item, points) for item, points in known if points]
    return Doubts(
        tuple(item for item, points in known if item.rating >= Rating.SOLID and not points & set(item.ticks)),
        tuple(item for item, points in known if item.rating < Rating.SOLID and points <= set(item.ticks)),
    )


def remarks(bank: Bank, mock: Mock) -> list[str]:
    """The same in sentences, none where they agree."""
    found, said = doubts(bank, mock), []
    if found.unticked:
        many, each = _answers(found.unticked)
        said.append(
            f"You rated {many} {_rating(found.unticked, 'or better')} and ticked no key point{each}. "
            "Tick what you said, or rate again."
        )
    if found.ticked:
        many, each = _answers(found.ticked)
        said.append(
            f"You rated {many} {_rating(found.ticked, 'or lower')} and ticked every key point{each}. "
            "Untick what you did not say, or rate again."
        )
    return said


def by_competency(bank: Bank, mock: Mock, earlier: Iterable[Mock]) -> list[Standing]:
    """A line for each competency of this interview, the weakest first."""
    now, before = _by_competency(bank, [mock]), _by_competency(bank, earlier)
    found = [
        Standing(
            one,
            _mean_rating(items),
            _mean_rating(before[one]) if one in before else None,
            len(items),
            fmean(scores) if (scores := _scores(items)) else None,
        )
        for one, items in now.items()
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


def _by_competency(bank: Bank, mocks: Iterable[Mock]) -> dict[str, list[Asked]]:
    """The rated answers to each competency's questions."""
    found: dict[str, list[Asked]] = defaultdict(list)
    for mock in mocks:
        for item in mock.rated:
            if item.question in bank:
                found[bank.question(item.question).competency].append(item)
    return found


def _mean_rating(items: Sequence[Asked]) -> float:
    return fmean(item.rating for item in items)


def _scores(items: Iterable[Asked]) -> list[int]:
    """What the person gave these answers from 1 to 5, those without a score left out."""
    return [item.own.value for item in items if item.own and item.own.value]


def _answers(items: Sequence[Asked]) -> tuple[str, str]:
    return ("one answer", " of it") if len(items) == 1 else (f"{len(items)} answers", "")


def _rating(items: Sequence[Asked], further: str) -> str:
    """The rating that these answers share, or the one nearest to Solid with what the others are."""
    ratings = {item.rating for item in items}
    if len(ratings) == 1:
        return Rating(ratings.pop()).label
    return f"{Rating(min(ratings) if further == 'or better' else max(ratings)).label} {further}"


def _points(bank: Bank, item: Asked) -> set[str]:
    if item.question not in bank:
        return set()
    return {point.id for point in bank.question(item.question).key_points}
