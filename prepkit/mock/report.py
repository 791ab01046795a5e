"""Reports a mock interview: its figures, beside those of earlier mocks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from prepkit.bank import Bank
from prepkit.card_ids import question_card
from prepkit.mock.scale import SCORES
from prepkit.mock.state import Mock, MockItem, MockKind
from prepkit.model import Rating

DRILLED = 3
NOW, BEFORE, SCORE, COACH_SCORE = (
    "Rating now, of\N{NO-BREAK SPACE}4",
    "Earlier mocks, of\N{NO-BREAK SPACE}4",
    "Your score, of\N{NO-BREAK SPACE}5",
    "Coach's score, of\N{NO-BREAK SPACE}5",
)
"""What figures are called, on the screen and on paper; no line begins with a number alone."""
NO_FIGURE = "–"


@dataclass(frozen=True, slots=True)
class CompetencyResult:
    """The results of one competency: the mean rating (1 to 4) now and in earlier mocks, None without
    any; ``answers`` is how many there were now, ``score`` the mean of the person's own scores from 1 to 5,
    ``coach_score`` of the coach's.
    """

    competency: str
    now: float
    before: float | None
    answers: int
    score: float | None = None
    coach_score: float | None = None

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
    """Rated answers that the person scored from 1 to 5."""
    score: float = 0.0
    """The mean of those scores."""
    coach_scored: int = 0
    """Answers that a coach scored from 1 to 5."""
    coach_score: float = 0.0
    """The mean of those scores."""


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """Every score given to one answer: the person's own and the coach's from 1 to 5, None where not given.

    ``ticked`` of ``points`` key points were said; ``rating`` is what the answer counts as, None if left out.
    """

    item: MockItem
    ticked: int
    points: int
    own: int | None
    coach: int | None
    rating: Rating | None


@dataclass(frozen=True, slots=True)
class Doubts:
    """Answers whose rating and ticked key points contradict each other."""

    unticked: tuple[MockItem, ...]
    """Rated Solid or better, none of its key points ticked."""
    ticked: tuple[MockItem, ...]
    """Rated below Solid, all of its key points ticked."""

    @property
    def items(self) -> tuple[MockItem, ...]:
        return (*self.unticked, *self.ticked)


def summary(bank: Bank, mock: Mock) -> Summary:
    """The figures of an interview; all zero before anything is rated."""
    rated = mock.rated
    points = {item.id: len(_points(bank, item)) for item in rated}
    ticked = sum(len(set(item.ticks) & _points(bank, item)) for item in rated)
    scores, coach_scores = _scores(rated), _coach_scores(mock.items)
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
        coach_scored=len(coach_scores),
        coach_score=fmean(coach_scores) if coach_scores else 0.0,
    )


def scores_by_answer(bank: Bank, mock: Mock) -> list[AnswerScores]:
    """The scores of every answer, in the order they were given; also those of answers that were left out."""
    return [
        AnswerScores(
            item,
            len(set(item.ticks) & _points(bank, item)),
            len(_points(bank, item)),
            next(iter(_scores([item])), None),
            next(iter(_coach_scores([item])), None),
            Rating(item.rating) if item.rating else None,
        )
        for item in mock.items
    ]


def doubts(bank: Bank, mock: Mock) -> Doubts:
    """Find answers whose rating contradicts the ticks; questions without key points are left out."""
    answers = [(item, _points(bank, item)) for item in mock.rated]
    answers = [(item, points) for item, points in answers if points]
    return Doubts(
        tuple(
            item for item, points in answers if item.rating >= Rating.SOLID and not points & set(item.ticks)
        ),
        tuple(item for item, points in answers if item.rating < Rating.SOLID and points <= set(item.ticks)),
    )


def doubtful_ratings(bank: Bank, mock: Mock) -> list[str]:
    """Word the doubts as sentences for the report; none where ratings and ticks agree."""
    doubtful, sentences = doubts(bank, mock), []
    if doubtful.unticked:
        many, of_it = _answers(doubtful.unticked)
        sentences.append(
            f"You rated {many} {_rating(doubtful.unticked, 'or better')} and ticked no key point{of_it}. "
            "Tick what you said, or rate again."
        )
    if doubtful.ticked:
        many, of_it = _answers(doubtful.ticked)
        sentences.append(
            f"You rated {many} {_rating(doubtful.ticked, 'or lower')} and ticked every key point{of_it}. "
            "Untick what you did not say, or rate again."
        )
    return sentences


def by_competency(bank: Bank, mock: Mock, earlier: Iterable[Mock]) -> list[CompetencyResult]:
    """The result of each competency of this interview, the weakest first."""
    now, before = _by_competency(bank, [mock]), _by_competency(bank, earlier)
    results = [
        CompetencyResult(
            competency,
            _mean_rating(items),
            _mean_rating(before[competency]) if competency in before else None,
            len(items),
            fmean(scores) if (scores := _scores(items)) else None,
            fmean(scores) if (scores := _coach_scores(items)) else None,
        )
        for competency, items in now.items()
    ]
    return sorted(results, key=lambda result: (result.now, result.competency))


def competency_table(bank: Bank, results: Sequence[CompetencyResult]) -> Mapping[str, list[str]]:
    """Write results as columns by their headings; scores have a column only if somebody gave one."""
    columns = {
        "Competency": [bank.competency(result.competency).name for result in results],
        NOW: [_figure(result.now) for result in results],
        BEFORE: [_figure(result.before) for result in results],
        SCORE: [_figure(result.score) for result in results],
        COACH_SCORE: [_figure(result.coach_score) for result in results],
    }
    return {
        heading: column
        for heading, column in columns.items()
        if heading not in (SCORE, COACH_SCORE) or set(column) != {NO_FIGURE}
    }


def _figure(value: float | None) -> str:
    return NO_FIGURE if value is None else f"{value:.1f}"


def to_drill(bank: Bank, mock: Mock) -> list[str]:
    """The cards of up to three answers most worth another go: the lowest rated, then the lowest scored, then
    those with the fewest key points, then those furthest over time. Answers ready for the interview are not
    among them.
    """
    weak = [item for item in mock.rated if not _is_ready(item) and item.question in bank]

    def rank(item: MockItem) -> tuple[int, int, float, int]:
        points = _points(bank, item)
        score = item.own.value if item.own and item.own.value else item.rating
        return item.rating, score, len(set(item.ticks) & points) / max(1, len(points)), -item.over_ms

    cards = (question_card(item.question) for item in sorted(weak, key=rank))
    return list(dict.fromkeys(cards))[:DRILLED]


def widest_gap(mock: Mock) -> MockItem | None:
    """The answer on which candidate and coach differ most; None where they agree on all."""
    differing = [item for item in mock.items if gap(item)]
    return max(differing, key=lambda item: abs(gap(item)), default=None)


def gaps(mock: Mock) -> list[int | None]:
    """The gap of each answer; None where one side has not scored it."""
    return [gap(item) if item.own and item.coach else None for item in mock.items]


def gap(item: MockItem) -> int:
    """The candidate's score less the coach's; 0 where one is missing."""
    own, coach = (item.own.value if item.own else 0), (item.coach.value if item.coach else 0)
    return own - coach if own and coach else 0


def asked_before(mocks: Iterable[Mock]) -> Mapping[str, int]:
    """How often each question was asked in mocks."""
    return Counter(item.question for mock in mocks for item in mock.items)


def finished(mocks: Sequence[tuple[str, Mock]], *, apart_from: str = "") -> list[Mock]:
    """The mocks that were scored, oldest first, without rounds and without one of them."""
    scored = [
        mock
        for mock_id, mock in mocks
        if mock.scored_at and mock.rated and mock.kind is not MockKind.ROUND and mock_id != apart_from
    ]
    return sorted(scored, key=lambda mock: mock.started_at)


def _by_competency(bank: Bank, mocks: Iterable[Mock]) -> dict[str, list[MockItem]]:
    """The rated answers to each competency's questions."""
    items_by_competency: dict[str, list[MockItem]] = defaultdict(list)
    for mock in mocks:
        for item in mock.rated:
            if item.question in bank:
                items_by_competency[bank.question(item.question).competency].append(item)
    return items_by_competency


def _mean_rating(items: Sequence[MockItem]) -> float:
    return fmean(item.rating for item in items)


def _scores(items: Iterable[MockItem]) -> list[int]:
    """The person's own scores of these answers from 1 to 5, those without a score left out."""
    return [item.own.value for item in items if item.own and item.own.value]


def _coach_scores(items: Iterable[MockItem]) -> list[int]:
    """The coach's scores of these answers from 1 to 5, those without a score left out."""
    return [item.coach.value for item in items if item.coach and item.coach.value]


def _is_ready(item: MockItem) -> bool:
    """Whether an answer was rated Interview-ready, or scored 5, which counts as Solid by itself."""
    is_outstanding = item.own is not None and item.own.value == SCORES[-1]
    return item.rating == Rating.READY or (is_outstanding and item.rating == Rating.SOLID)


def _answers(items: Sequence[MockItem]) -> tuple[str, str]:
    return ("one answer", " of it") if len(items) == 1 else (f"{len(items)} answers", "")


def _rating(items: Sequence[MockItem], further: str) -> str:
    """The rating that these answers share, or the one nearest to Solid with ``further``."""
    ratings = {item.rating for item in items}
    if len(ratings) == 1:
        return Rating(ratings.pop()).label
    return f"{Rating(min(ratings) if further == 'or better' else max(ratings)).label} {further}"


def _points(bank: Bank, item: MockItem) -> set[str]:
    if item.question not in bank:
        return set()
    return {point.id for point in bank.question(item.question).key_points}
