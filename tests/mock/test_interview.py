from __future__ import annotations

from dataclasses import replace

import pytest

from prepkit.mock import interview
from prepkit.mock.interview import Asked, Mock, Phase
from prepkit.model import Rating

SECOND = 1_000_000


def a_mock(*items: Asked) -> Mock:
    chosen = items or (Asked("a", "week-too-full", probe="And then?"), Asked("b", "staying-calm"))
    return interview.begin(Mock("Mock", "lead", chosen, 0), 0)


def test_each_question_is_thought_about_answered_and_followed_up() -> None:
    mock, met = a_mock(), []
    for second in range(10, 60, 10):
        assert mock.item is not None
        met.append((mock.item.id, mock.phase.value))
        mock = interview.go_on(mock, second * SECOND)
    assert met == [("a", "think"), ("a", "answer"), ("a", "probe"), ("b", "think"), ("b", "answer")]
    assert mock.phase is Phase.OVER
    assert mock.item is None
    assert mock.answered_at == 50 * SECOND


def test_a_pause_does_not_count() -> None:
    mock = interview.go_on(a_mock(), 0)
    mock = interview.pause(mock, 20 * SECOND)
    assert interview.elapsed_ms(mock, 500 * SECOND) == 20_000
    mock = interview.resume(mock, 500 * SECOND)
    mock = interview.go_on(mock, 510 * SECOND)
    assert mock.items[0].answer_ms == 30_000


def test_pausing_twice_and_going_on_twice_change_nothing() -> None:
    paused = interview.pause(a_mock(), 20 * SECOND)
    assert interview.pause(paused, 30 * SECOND) == paused
    running = interview.resume(paused, 40 * SECOND)
    assert interview.resume(running, 50 * SECOND) == running


def test_the_time_a_closed_window_stood_still_does_not_count() -> None:
    mock = interview.go_on(a_mock(), 0)
    mock = interview.write(mock, "a", Phase.ANSWER, "I began with", 30 * SECOND)
    mock = interview.come_back(mock, 4_000 * SECOND)
    assert mock.paused
    assert interview.elapsed_ms(mock, 9_000 * SECOND) == 30_000
    assert mock.items[0].answer == "I began with"


def test_what_is_typed_when_the_interview_has_gone_on_reaches_its_own_question() -> None:
    mock = interview.go_on(interview.go_on(a_mock(), 0), SECOND)
    mock = interview.write(mock, "a", Phase.ANSWER, "The last words", 2 * SECOND)
    mock = interview.write(mock, "a", Phase.PROBE, "To the follow-up", 3 * SECOND)
    assert (mock.items[0].answer, mock.items[0].probe_answer) == ("The last words", "To the follow-up")
    assert mock.phase is Phase.PROBE


def test_time_that_runs_out_takes_nothing_away() -> None:
    mock = interview.go_on(a_mock(), 0)
    mock = interview.write(mock, "a", Phase.ANSWER, "x" * 60_000, 200 * SECOND)
    assert mock.phase is Phase.ANSWER
    mock = interview.go_on(mock, 200 * SECOND)
    assert mock.items[0].over_ms == 110_000
    assert len(mock.items[0].answer) == 50_000


def test_skipping_leaves_a_question_unless_something_was_said() -> None:
    mock = interview.skip(a_mock(), SECOND)
    assert mock.items[0].skipped
    assert mock.at == 1
    mock = interview.write(mock, "b", Phase.ANSWER, "A few words", 2 * SECOND)
    mock = interview.skip(mock, 3 * SECOND)
    assert not mock.items[1].skipped
    assert mock.phase is Phase.OVER


def test_skipping_a_follow_up_keeps_the_answer() -> None:
    mock = interview.go_on(interview.go_on(a_mock(), 0), SECOND)
    assert mock.phase is Phase.PROBE
    mock = interview.skip(mock, 2 * SECOND)
    assert not mock.items[0].skipped
    assert mock.at == 1


def test_ending_early_asks_nothing_more_and_scores_what_was_reached() -> None:
    mock = interview.end_early(interview.go_on(a_mock(), 0), 5 * SECOND)
    assert [item.id for item in mock.items] == ["a"]
    assert mock.phase is Phase.OVER
    assert interview.end_early(a_mock(), SECOND).items == ()


def test_an_interview_is_scored_once_every_answer_is_rated_or_left_out() -> None:
    mock = replace(a_mock(), phase=Phase.OVER)
    mock = interview.rate(mock, "a", Rating.SOLID, 10)
    assert (mock.scored_at, mock.to_score and mock.to_score.id) == (0, "b")
    mock = interview.leave_out(mock, "b", 20)
    assert mock.scored_at == 20
    assert [item.id for item in mock.rated] == ["a"]


def test_rating_an_answer_anew_makes_another_attempt() -> None:
    mock = interview.rate(replace(a_mock(), phase=Phase.OVER), "a", Rating.SOLID, 10)
    mock = interview.take_up_again(mock, "a", "a2")
    assert [item.id for item in mock.items] == ["a2", "b"]
    assert mock.items[0].rating == 0


@pytest.mark.parametrize("step", [interview.go_on, interview.skip, interview.pause, interview.end_early])
def test_nothing_happens_after_the_end(step: interview.Step) -> None:
    over = interview.end_early(interview.go_on(a_mock(), 0), 5 * SECOND)
    assert step(over, 9 * SECOND) == over
