"""A coach's feedback on the answers of one mock: the coach writes it, the candidate reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from prepkit.field_types import DocumentId, Moment
from prepkit.mock.state import Anchor, Id, Mock, MockItem
from prepkit.store import Store
from prepkit.store.collection import Collection
from prepkit.store.scores import Rater, Score

MAX_LINE, MAX_MESSAGE, MAX_NAME, MAX_DRILLS = 2_000, 5_000, 200, 50
ENOUGH = 3
"""An answer with a lower score is one to practise next, unless the coach chooses otherwise."""
Line = Annotated[str, Field(max_length=MAX_LINE)]
Name = Annotated[str, Field(max_length=MAX_NAME)]


@dataclass(frozen=True, slots=True)
class AnswerFeedback:
    """What a coach says of one answer: a score from 1 to 5 (0: none), its evidence, and what to try next.

    ``prompt`` is how the coach's PrepKit words the question.
    """

    question: Id
    prompt: Line = ""
    score: Anchor = 0
    evidence: Line = ""
    try_this: Line = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said yet."""
        return not (self.score or self.evidence.strip() or self.try_this.strip())


@dataclass(frozen=True, slots=True)
class CoachFeedback:
    """Feedback on the mock with the id ``mock``, which was set as ``assignment`` where that is not empty.

    ``drills`` are questions to practise next. ``written_at`` is 0 until the coach saved it as a file, and
    ``received_at`` is 0 on the coach's side.
    """

    title: Name
    mock: DocumentId
    assignment: Id = ""
    level: Id = ""
    coach: Name = ""
    candidate: Name = ""
    message: Annotated[str, Field(max_length=MAX_MESSAGE)] = ""
    answers: Annotated[tuple[AnswerFeedback, ...], Field(max_length=200)] = ()
    drills: Annotated[tuple[Id, ...], Field(max_length=MAX_DRILLS)] = ()
    written_at: Moment = 0
    received_at: Moment = 0

    def __post_init__(self) -> None:
        """Remove what a file repeats, because two answers to one question cannot be told apart."""
        answer_by_question: dict[str, AnswerFeedback] = {}
        for answer in self.answers:
            answer_by_question.setdefault(answer.question, answer)
        if len(answer_by_question) < len(self.answers):
            object.__setattr__(self, "answers", tuple(answer_by_question.values()))
        if len(set(self.drills)) < len(self.drills):
            object.__setattr__(self, "drills", tuple(dict.fromkeys(self.drills)))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said yet."""
        return not self.message.strip() and all(answer.is_empty for answer in self.answers)

    @property
    def scored(self) -> tuple[AnswerFeedback, ...]:
        """The answers that have a score."""
        return tuple(answer for answer in self.answers if answer.score)

    def on(self, question: str) -> AnswerFeedback:
        """What is said of the answer to a question; empty where nothing is."""
        return next((answer for answer in self.answers if answer.question == question), None) or (
            AnswerFeedback(question)
        )


@dataclass(frozen=True, slots=True)
class ScoreCounts:
    """How the coach's scores compare with the candidate's own: how many are equal, higher and lower.

    ``scored`` counts the coach's scores, also where the candidate gave none.
    """

    scored: int
    equal: int
    higher: int
    lower: int


FEEDBACK = Collection("feedback", CoachFeedback)
"""By the id of the mock."""


def get(store: Store, mock_id: str) -> CoachFeedback | None:
    """Read the feedback on a mock; None without any."""
    document = FEEDBACK.get(store, mock_id)
    return document.content if document else None


def list_received(store: Store) -> list[CoachFeedback]:
    """The feedback that a coach sent, the one written last first."""
    received = [document.content for document in FEEDBACK.list_all(store) if document.content.received_at]
    return sorted(received, key=lambda feedback: -feedback.written_at)


def delete(store: Store, mock_id: str, now: int) -> None:
    """Delete the feedback on a mock; the scores in it stay in the charts."""
    FEEDBACK.delete(store, mock_id, now)


def begin(mock_id: str, mock: Mock, *, coach: str, candidate: str) -> CoachFeedback:
    """Begin the feedback on a mock: nothing is said yet."""
    return CoachFeedback(
        mock.title[:MAX_NAME],
        mock_id,
        mock.assignment,
        mock.level,
        coach[:MAX_NAME],
        candidate[:MAX_NAME],
        answers=tuple(AnswerFeedback(question) for question in answered(mock)),
    )


def answered(mock: Mock) -> dict[str, MockItem]:
    """The answers of a mock by question, in order; of one that was asked twice the first."""
    items: dict[str, MockItem] = {}
    for item in mock.items:
        items.setdefault(item.question, item)
    return items


def brought_up_to_date(feedback: CoachFeedback, mock: Mock, word: Callable[[MockItem], str]) -> CoachFeedback:
    """Give the feedback an entry for every answer of the mock.

    ``word`` words the question of an answer; it returns an empty text for one that is not in the bank.
    """
    answers = tuple(
        replace(feedback.on(question), prompt=word(item)[:MAX_LINE] or feedback.on(question).prompt)
        for question, item in answered(mock).items()
    )
    return replace(feedback, answers=answers, level=mock.level)


def say(feedback: CoachFeedback, question: str, **said: str) -> CoachFeedback:
    """Change the ``evidence`` or the ``try_this`` of one answer."""
    answer = replace(feedback.on(question), **said)  # type: ignore[arg-type]
    return _put(feedback, answer)


def give_score(feedback: CoachFeedback, question: str, score: int) -> CoachFeedback:
    """Score an answer; its question is to be practised next once the score is below ``ENOUGH``.

    A score that does not cross that line leaves the coach's choice as it is.
    """
    was_weak, is_weak = 0 < feedback.on(question).score < ENOUGH, 0 < score < ENOUGH
    scored = _put(feedback, replace(feedback.on(question), score=score))
    return scored if was_weak == is_weak else choose_drill(scored, question, chosen=is_weak)


def choose_drill(feedback: CoachFeedback, question: str, *, chosen: bool) -> CoachFeedback:
    """Add a question to those to practise next, in the order of the answers, or take it out."""
    drills = {*feedback.drills, question} if chosen else {*feedback.drills} - {question}
    ordered = [answer.question for answer in feedback.answers if answer.question in drills]
    return replace(feedback, drills=tuple(ordered[:50]))


def count(feedback: CoachFeedback, mock: Mock | None) -> ScoreCounts:
    """Compare the coach's scores with those the candidate gave in the same mock."""
    items = answered(mock) if mock else {}
    differences = [
        answer.score - item.own.value
        for answer in feedback.scored
        if (item := items.get(answer.question)) is not None and item.own and item.own.value
    ]
    return ScoreCounts(
        len(feedback.scored),
        sum(difference == 0 for difference in differences),
        sum(difference > 0 for difference in differences),
        sum(difference < 0 for difference in differences),
    )


def coach_scores(feedback: CoachFeedback, mock: Mock) -> list[Score]:
    """The coach's scores of the rated answers of a mock, as they are kept beside the candidate's own."""
    items = answered(mock)
    return [
        Score(item.id, Rater.COACH, mock.level, answer.score, answer.evidence)
        for answer in feedback.scored
        if (item := items.get(answer.question)) is not None and item.rating
    ]


def _put(feedback: CoachFeedback, changed: AnswerFeedback) -> CoachFeedback:
    """Put what is said of one answer in its place."""
    return replace(
        feedback,
        answers=tuple(
            changed if answer.question == changed.question else answer for answer in feedback.answers
        ),
    )
