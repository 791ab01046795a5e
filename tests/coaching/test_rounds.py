from __future__ import annotations

from prepkit.coaching import rounds
from prepkit.mock import state
from prepkit.mock.report import gap, gaps, widest_gap
from prepkit.mock.state import Here, Mock, MockItem, Scored
from prepkit.model import Rating
from prepkit.store.scores import Rater


def a_round(here: Here = Here.BOTH) -> Mock:
    return rounds.begin("Round", "lead", here, MockItem("a", "furious-caller"), 5)


def test_the_one_at_this_screen_scores_first() -> None:
    assert rounds.turn(a_round()) is Rater.SELF
    assert rounds.turn(a_round(Here.CANDIDATE)) is Rater.SELF
    coach = a_round(Here.COACH)
    assert rounds.turn(coach) is Rater.COACH
    coach = rounds.lock(coach, "a", Rater.COACH, Scored(2))
    assert rounds.turn(coach) is Rater.SELF
    assert rounds.is_by_code(coach, Rater.SELF)


def test_a_locked_score_stays_whatever_comes_after() -> None:
    mock = rounds.lock(a_round(), "a", Rater.SELF, Scored(4, "I said the number"))
    mock = rounds.lock(mock, "a", Rater.SELF, Scored(1))
    assert rounds.given(rounds.current(mock), Rater.SELF) == Scored(4, "I said the number")
    mock = rounds.lock(mock, "a", Rater.COACH, Scored(2))
    assert rounds.turn(mock) is None
    assert gap(rounds.current(mock)) == 2


def test_the_next_question_waits_for_the_rating() -> None:
    mock = rounds.lock(a_round(), "a", Rater.SELF, Scored(4))
    assert rounds.ask(mock, MockItem("b", "staying-calm")) == mock
    mock = rounds.lock(mock, "a", Rater.COACH, Scored(4))
    mock = state.rate(mock, "a", Rating.SOLID, 9)
    mock = rounds.ask(mock, MockItem("b", "staying-calm"))
    assert rounds.current(mock).id == "b"
    assert rounds.turn(mock) is Rater.SELF
    assert gaps(mock) == [0, None]


def test_the_widest_gap_counts_whichever_way_it_goes() -> None:
    items = (
        MockItem("a", "q", own=Scored(4), coach=Scored(3)),
        MockItem("b", "q", own=Scored(1), coach=Scored(4)),
        MockItem("c", "q", own=Scored(5)),
    )
    widest = widest_gap(Mock("Round", "lead", items, 0))
    assert widest is not None
    assert widest.id == "b"
    assert widest_gap(Mock("Round", "lead", items[2:], 0)) is None


def test_an_answer_is_scored_again_at_the_other_sides_level() -> None:
    mock = rounds.lock(a_round(Here.CANDIDATE), "a", Rater.SELF, Scored(4, "I said the number"))
    earlier, again = rounds.score_again(mock, "a", "manager", 9)
    assert earlier is None
    assert (again.level, again.here, rounds.turn(again)) == ("manager", Here.CANDIDATE, Rater.SELF)


def test_answers_before_it_keep_their_level_when_one_is_scored_again() -> None:
    mock = rounds.lock(a_round(), "a", Rater.SELF, Scored(4))
    mock = state.rate(rounds.lock(mock, "a", Rater.COACH, Scored(4)), "a", Rating.SOLID, 9)
    mock = rounds.lock(rounds.ask(mock, MockItem("b", "staying-calm")), "b", Rater.SELF, Scored(2))
    earlier, again = rounds.score_again(mock, "b", "manager", 20)
    assert earlier is not None
    assert (earlier.level, [item.id for item in earlier.items]) == ("lead", ["a"])
    assert (again.level, again.began, [item.id for item in again.items]) == ("manager", 20, ["b"])
    assert rounds.turn(again) is Rater.SELF


def test_a_rated_answer_is_not_scored_again() -> None:
    mock = rounds.leave(a_round(), "a", 9)
    assert rounds.score_again(mock, "a", "manager", 20) == (None, mock)


def test_an_answer_that_is_left_has_no_score_and_the_round_goes_on() -> None:
    mock = rounds.leave(rounds.lock(a_round(), "a", Rater.SELF, Scored(4)), "a", 9)
    assert rounds.given(rounds.current(mock), Rater.SELF) is None
    assert mock.was_abandoned
    assert rounds.continues(mock, "lead", Here.BOTH)
    assert not rounds.continues(mock, "manager", Here.BOTH)
    assert not rounds.continues(mock, "lead", Here.COACH)
