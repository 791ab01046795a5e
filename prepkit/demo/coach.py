"""Writes the clients that the demo's learner coaches, so that the coaching side can be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from prepkit.bank import Bank
from prepkit.card_ids import question_card
from prepkit.coaching import feedback as parts
from prepkit.coaching import repository as assignments
from prepkit.coaching.assignment import of_questions
from prepkit.coaching.feedback import FEEDBACK
from prepkit.coaching.session import SESSIONS, CoachingSession
from prepkit.demo.ben import BEN
from prepkit.demo.client import MadeAnswer, MadeAssignment, MadeClient, MadeInterview, MadeReview
from prepkit.demo.learner import LEARNER
from prepkit.demo.maria import MARIA
from prepkit.demo.stories import save_linked
from prepkit.exchange import feedback_file
from prepkit.mock import repository as mocks
from prepkit.mock.scale import rating_of
from prepkit.mock.state import Here, Mock, MockItem, MockKind, MockPhase, Scored
from prepkit.model import Attempt, Clock, Rating, Settings
from prepkit.practice.clock import clock_at, day_start, local_day, to_datetime
from prepkit.practice.record import attempt_of, scores_of
from prepkit.practice.replay import rebuild
from prepkit.store import Store, attempts, notes, profiles, scores, settings
from prepkit.workspace import Workspace

CLIENTS = (MARIA, BEN)
SEED = 11
A_MINUTE = 60_000_000
ANSWER_S = 120


@dataclass(slots=True)
class _Making:
    """One client on the way into the store; ``interviews`` holds their mocks by id."""

    made: MadeClient
    coach: Store
    store: Store
    bank: Bank
    now: Clock
    rng: Random

    def moment(self, days_ago: int) -> int:
        """Return a moment of the afternoon or evening of an earlier day."""
        day = local_day(self.now.now, self.now.tz) - timedelta(days=days_ago)
        return day_start(day, self.now.tz) + self.rng.randint(14 * 60, 19 * 60) * A_MINUTE

    def id_of(self, key: str) -> str:
        return f"{self.made.id}-{key}"


def add_clients(coach: Store, bank: Bank, now: Clock) -> None:
    """Add the made-up clients of a coach who has none, with all that they sent and all that was scored.

    The same bank and ``now`` give the same rows. Questions that the bank lacks are left out.
    """
    rng = Random(SEED)
    with coach.transaction():
        for made in CLIENTS:
            store = profiles.add_client(coach, made.name, new_id=made.id, now=now.now)
            _write(_Making(made, coach, store, bank, now, rng))


def _write(making: _Making) -> None:
    made, store = making.made, making.store
    if making.bank.core(made.role):
        settings.save(store, making.now.now, target_role=made.role)
    history = list(_practised_alone(making))
    for interview in made.interviews:
        history += _hold(making, interview)
    attempts.append_many(store, sorted(history, key=lambda attempt: attempt.answered_at))
    rebuild(store)
    for assignment in made.assignments:
        _send(making, assignment)
    save_linked(store, making.bank, made.stories, making.now.now)
    notes.save(store, notes.ABOUT_CLIENT, made.note, making.now.now)


def _practised_alone(making: _Making) -> Iterator[Attempt]:
    for number, sitting in enumerate(making.made.sittings):
        moment = making.moment(sitting.days_ago)
        for place, (question, rating) in enumerate(sitting.ratings):
            moment += 3 * A_MINUTE
            if question in making.bank:
                yield Attempt(
                    id=making.id_of(f"alone-{number}-{place}"),
                    card_id=question_card(question),
                    rating=rating,
                    answered_at=moment,
                    local_day=local_day(moment, making.now.tz).isoformat(),
                    tz=making.now.tz,
                    duration_ms=making.rng.randint(55_000, 150_000),
                    session_id=making.id_of(f"alone-{number}"),
                    bank_version=making.bank.version,
                )


def _hold(making: _Making, interview: MadeInterview) -> list[Attempt]:
    """Save one interview with its scores; return the attempts that its answers become."""
    items = tuple(
        _item(making, f"{interview.key}-{place}", answer)
        for place, answer in enumerate(interview.answers)
        if answer.question in making.bank
    )
    if not items:
        return []
    mock_id, mock = making.id_of(interview.key), _mock(making, interview, items)
    mocks.save(making.store, mock_id, mock, mock.scored_at)
    scores.save(making.store, [score for item in items for score in scores_of(mock, item)], mock.scored_at)
    if mock.here is Here.COACH:
        _hold_session(making, interview, mock_id, mock)
    return [_attempt(making, mock_id, mock, place) for place in range(len(items))]


def _item(making: _Making, key: str, answer: MadeAnswer) -> MockItem:
    points = making.bank.question(answer.question).key_points
    return MockItem(
        making.id_of(key),
        answer.question,
        answer=answer.answer,
        think_ms=making.rng.randint(5_000, 14_000),
        answer_s=ANSWER_S,
        answer_ms=making.rng.randint(62_000, 118_000),
        ticks=tuple(points[place].id for place in answer.points if place < len(points)),
        own=Scored(answer.own, answer.own_evidence) if answer.own else None,
        coach=Scored(answer.coach, answer.coach_evidence) if answer.coach else None,
        rating=int(rating_of(answer.coach or answer.own)),
    )


def _mock(making: _Making, interview: MadeInterview, items: tuple[MockItem, ...]) -> Mock:
    began = making.moment(interview.days_ago)
    ended = began + 4 * A_MINUTE * len(items)
    came_as_file = interview.kind is not MockKind.ROUND
    is_assignment = interview.kind is MockKind.ASSIGNMENT
    return Mock(
        interview.title,
        making.made.level,
        items,
        began,
        kind=interview.kind,
        at=0 if interview.kind is MockKind.ROUND else len(items) - 1,
        phase=MockPhase.OVER,
        began=began,
        seen_at=ended,
        answered_at=ended,
        scored_at=ended + A_MINUTE,
        assignment=making.id_of(interview.key) if is_assignment else "",
        here=interview.here,
        set_by=LEARNER if is_assignment else "",
        is_from_file=came_as_file,
        sent_by=making.made.name if came_as_file else "",
    )


def _attempt(making: _Making, mock_id: str, mock: Mock, place: int) -> Attempt:
    """Make the attempt of one answer, given some minutes after the one before."""
    item = mock.items[place]
    clock = clock_at(to_datetime(mock.began + 4 * A_MINUTE * (place + 1)), making.now.tz)
    workspace = Workspace(making.store, making.bank, Settings())
    return attempt_of(workspace, mock_id, item, Rating(item.rating), clock)


def _hold_session(making: _Making, interview: MadeInterview, mock_id: str, mock: Mock) -> None:
    session = CoachingSession(
        interview.title,
        tuple(item.question for item in mock.items),
        mock.level,
        interview.notes,
        mock_id,
        mock.began,
        mock.answered_at,
    )
    SESSIONS.save(making.store, mock_id, session, mock.began)


def _send(making: _Making, made: MadeAssignment) -> None:
    """Save an assignment as sent, and the coach's feedback on the answers where there is any."""
    assignment = of_questions(making.bank, made.questions, title=made.title, level=making.made.level)
    if not assignment.tasks:
        return
    sent_at = making.moment(made.sent_days_ago)
    sent = replace(
        assignment,
        message=made.message,
        coach=LEARNER,
        to=making.made.name,
        client=making.made.id,
        due=local_day(making.now.now, making.now.tz) + timedelta(days=made.due_in),
        sent_at=sent_at,
    )
    assignments.save(making.coach, making.id_of(made.key), sent, sent_at)
    if made.review:
        _review(making, made.review, making.id_of(made.key))


def _review(making: _Making, review: MadeReview, mock_id: str) -> None:
    mock = mocks.get(making.store, mock_id)
    if mock is None:
        return
    begun = parts.begin(mock_id, mock, coach=LEARNER, candidate=making.made.name)
    feedback = parts.brought_up_to_date(
        replace(begun, message=review.message),
        mock,
        lambda item: making.bank.question(item.question).prompt,
    )
    for question, (score, evidence, try_this) in review.answers.items():
        feedback = parts.give_score(feedback, question, score)
        feedback = parts.say(feedback, question, evidence=evidence, try_this=try_this)
    written_at = making.moment(review.days_ago)
    FEEDBACK.save(making.store, mock_id, feedback, written_at)
    feedback_file.write(making.store, mock_id, written_at)
