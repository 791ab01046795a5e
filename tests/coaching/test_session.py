from __future__ import annotations

from dataclasses import replace
from itertools import count

from prepkit.coaching import session as sessions
from prepkit.coaching.session import MAX_QUESTIONS, CoachingSession
from prepkit.mock.state import Here, MockKind, Scored

NOW = 1_796_000_000_000_000


def a_session(*questions: str) -> CoachingSession:
    return CoachingSession("Session", questions, "lead")


def test_a_list_grows_at_its_end_without_doubles_and_up_to_its_length() -> None:
    session = sessions.with_question(a_session("one"), "two")
    assert session.questions == ("one", "two")
    assert sessions.with_question(session, "one") == session
    full = a_session(*(f"q{number}" for number in range(MAX_QUESTIONS)))
    assert sessions.with_question(full, "more") == full


def test_questions_move_up_and_leave() -> None:
    session = a_session("one", "two", "three")
    assert sessions.moved_up(session, "three").questions == ("one", "three", "two")
    assert sessions.moved_up(session, "one") == session
    assert sessions.moved_up(session, "nowhere") == session
    assert sessions.without_question(session, "two").questions == ("one", "three")


def test_a_session_begins_a_round_in_which_the_coach_scores_alone() -> None:
    ids = (f"item{number}" for number in count(1))
    begun, mock = sessions.begin(a_session("one", "two"), "r1", lambda: next(ids), NOW)
    assert (begun.round, begun.started_at, begun.ended_at) == ("r1", NOW, 0)
    assert (mock.kind, mock.here, mock.level) == (MockKind.ROUND, Here.COACH, "lead")
    assert [(item.id, item.question) for item in mock.items] == [("item1", "one"), ("item2", "two")]


def test_only_answers_that_were_heard_stay_and_a_score_gives_the_rating() -> None:
    ids = (f"item{number}" for number in count(1))
    _, mock = sessions.begin(a_session("one", "two", "three"), "r1", lambda: next(ids), NOW)
    scored, ticked, untouched = mock.items
    scored = replace(scored, coach=sessions.score(scored, evidence="calm"))
    scored = replace(scored, coach=sessions.score(scored, value=2))
    ticked = replace(ticked, ticks=("p1",))
    first, second = sessions.rated((scored, ticked, untouched))
    assert (first.rating, first.left_out, first.coach) == (2, False, Scored(2, "calm"))
    assert (second.rating, second.left_out) == (0, True)


def test_a_session_becomes_feedback_with_what_to_practise_next() -> None:
    ids = (f"item{number}" for number in count(1))
    _, mock = sessions.begin(a_session("one", "two", "three"), "r1", lambda: next(ids), NOW)
    good, poor, silent = mock.items
    scored = (replace(good, coach=Scored(4, "Named it")), replace(poor, coach=Scored(2)), silent)
    made = sessions.as_feedback(
        "r1",
        replace(mock, items=scored),
        lambda item: item.question.title(),
        coach="Kim",
        candidate="Maria",
        now=NOW,
    )
    assert [(answer.prompt, answer.score, answer.evidence) for answer in made.answers] == [
        ("One", 4, "Named it"),
        ("Two", 2, ""),
    ]
    assert made.drills == ("two",)
    assert (made.mock, made.coach, made.candidate, made.written_at) == ("r1", "Kim", "Maria", NOW)
