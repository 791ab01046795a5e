"""Makes the demo learner's mocks and rounds out of some of their sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prepkit.bank import Bank
from prepkit.card_ids import question_id
from prepkit.mock.state import Mock, MockItem, MockKind, MockPhase, Scored
from prepkit.model import Attempt, Rating
from prepkit.store.scores import Rater, Score

MOCKS, ROUNDS, QUESTIONS = 3, 2, 4
LEVEL = "manager"
EVIDENCE = {
    Rating.COULD_NOT: "I lost the thread after the first sentence.",
    Rating.SHAKY: "I said what happened, but not what I did.",
    Rating.SOLID: "“I moved two people to the phones and rang the first ten back myself.”",
    Rating.READY: "The backlog, what I changed, and the number after six weeks.",
}


@dataclass(frozen=True, slots=True)
class Interviews:
    """``history`` with the attempts of mocks marked as such, the mocks with their ids, and the scores."""

    history: Sequence[Attempt]
    mocks: Sequence[tuple[str, Mock]]
    scores: Sequence[Score]


def interviewed(history: Sequence[Attempt], bank: Bank, title: str) -> Interviews:
    """Turn some sessions of the second half of ``history`` (oldest first) into mocks and rounds."""
    sittings = _sittings(history)
    late = sittings[len(sittings) // 2 :]
    count = MOCKS + ROUNDS
    chosen = (
        [late[(2 * n + 1) * len(late) // (2 * count)] for n in range(count)] if len(late) >= count else []
    )
    marked: dict[str, Attempt] = {}
    mocks: list[tuple[str, Mock]] = []
    scores: list[Score] = []
    for number, sitting in enumerate(chosen):
        is_round = number % 2 == 1
        mock_id = f"demo-{'round' if is_round else 'mock'}-{number}"
        mock_attempts = [
            replace(attempt, mode="mock", session_id=mock_id, confidence=None) for attempt in sitting
        ]
        marked |= {attempt.id: attempt for attempt in mock_attempts}
        mock = _mock(bank, mock_attempts, title, lean=0 if number > 2 else 1, is_round=is_round)
        mocks.append((mock_id, mock))
        scores += [score for item in mock.items for score in _scores(item)]
    return Interviews([marked.get(attempt.id, attempt) for attempt in history], mocks, scores)


def _sittings(history: Sequence[Attempt]) -> list[list[Attempt]]:
    """The first attempts at different cards of each session that has enough of them."""
    by_session: dict[str | None, dict[str, Attempt]] = {}
    for attempt in history:
        by_session.setdefault(attempt.session_id, {}).setdefault(attempt.card_id, attempt)
    return [list(cards.values())[:QUESTIONS] for cards in by_session.values() if len(cards) >= QUESTIONS]


def _mock(bank: Bank, mock_attempts: Sequence[Attempt], title: str, *, lean: int, is_round: bool) -> Mock:
    """Make one mock; ``lean`` is how much the learner's own score lies above the coach's."""
    items = []
    for attempt in mock_attempts:
        coach = int(attempt.rating)
        own = Scored(min(5, coach + lean), EVIDENCE[attempt.rating])
        items.append(
            MockItem(
                attempt.id,
                question_id(attempt.card_id),
                attempt.variant_id,
                answer=attempt.answer,
                think_ms=9_000,
                answer_ms=attempt.duration_ms,
                answer_s=120,
                ticks=attempt.ticks,
                own=own,
                coach=Scored(coach) if is_round else None,
                rating=int(attempt.rating),
            )
        )
    begun, ended = mock_attempts[0].answered_at, mock_attempts[-1].answered_at
    return Mock(
        "Round with a coach" if is_round else title,
        LEVEL,
        tuple(items),
        begun,
        kind=MockKind.ROUND if is_round else MockKind.MOCK,
        at=len(items) - 1,
        phase=MockPhase.OVER,
        began=begun,
        seen_at=ended,
        answered_at=ended,
        scored_at=ended,
    )


def _scores(item: MockItem) -> list[Score]:
    scores_by_rater = ((Rater.SELF, item.own), (Rater.COACH, item.coach))
    return [
        Score(item.id, rater, LEVEL, score.value, score.evidence) for rater, score in scores_by_rater if score
    ]
