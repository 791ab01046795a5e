from __future__ import annotations

from dataclasses import replace

import pytest

from prepkit.mock import state
from prepkit.mock.repository import MOCKS
from prepkit.mock.state import Mock, MockItem, MockKind, MockPhase, Scored
from prepkit.model import Rating

SECOND = 1_000_000


def a_mock(*items: MockItem) -> Mock:
    chosen = items or (MockItem("a", "week-too-full", probe="And then?"), MockItem("b", "staying-calm"))
    return state.begin(Mock("Mock", "lead", chosen, 0), 0)


def test_each_question_is_thought_about_answered_and_followed_up() -> None:
    mock, met = a_mock(), []
    for second in range(10, 60, 10):
        assert mock.item is not None
        met.append((mock.item.id, mock.phase.value))
        mock = state.go_on(mock, second * SECOND)
    assert met == [("a", "think"), ("a", "answer"), ("a", "probe"), ("b", "think"), ("b", "answer")]
    assert mock.phase is MockPhase.OVER
    assert mock.item is None
    assert mock.answered_at == 50 * SECOND


def test_a_pause_does_not_count() -> None:
    mock = state.go_on(a_mock(), 0)
    mock = state.pause(mock, 20 * SECOND)
    assert state.elapsed_ms(mock, 500 * SECOND) == 20_000
    mock = state.resume(mock, 500 * SECOND)
    mock = state.go_on(mock, 510 * SECOND)
    assert mock.items[0].answer_ms == 30_000


def test_pausing_twice_and_going_on_twice_change_nothing() -> None:
    paused = state.pause(a_mock(), 20 * SECOND)
    assert state.pause(paused, 30 * SECOND) == paused
    running = state.resume(paused, 40 * SECOND)
    assert state.resume(running, 50 * SECOND) == running


def test_a_window_that_is_closed_gives_no_time_back() -> None:
    mock = state.go_on(a_mock(), 0)
    mock = state.write(mock, "a", MockPhase.ANSWER, "I began with", 30 * SECOND)
    soon = state.come_back(mock, 50 * SECOND)
    assert state.elapsed_ms(soon, 9_000 * SECOND) == 50_000
    late = state.come_back(mock, 4_000 * SECOND)
    assert late.paused
    assert state.elapsed_ms(late, 9_000 * SECOND) == 1000 * state.limit_s(mock)
    assert late.items[0].answer == "I began with"


def test_an_answer_that_took_too_long_keeps_its_time() -> None:
    mock = state.go_on(a_mock(), 0)
    over = 1000 * state.limit_s(mock) + 45_000
    mock = state.write(mock, "a", MockPhase.ANSWER, "And another thing", over * 1000)
    assert state.elapsed_ms(state.come_back(mock, 4_000 * SECOND), 9_000 * SECOND) == over


def test_what_is_typed_when_the_interview_has_gone_on_reaches_its_own_question() -> None:
    mock = state.go_on(state.go_on(a_mock(), 0), SECOND)
    mock = state.write(mock, "a", MockPhase.ANSWER, "The last words", 2 * SECOND)
    mock = state.write(mock, "a", MockPhase.PROBE, "To the follow-up", 3 * SECOND)
    assert (mock.items[0].answer, mock.items[0].probe_answer) == ("The last words", "To the follow-up")
    assert mock.phase is MockPhase.PROBE


def test_time_that_runs_out_takes_nothing_away() -> None:
    mock = state.go_on(a_mock(), 0)
    mock = state.write(mock, "a", MockPhase.ANSWER, "x" * 60_000, 200 * SECOND)
    assert mock.phase is MockPhase.ANSWER
    mock = state.go_on(mock, 200 * SECOND)
    assert mock.items[0].over_ms == 110_000
    assert len(mock.items[0].answer) == 50_000


def test_skipping_leaves_a_question_unless_something_was_said() -> None:
    mock = state.skip(a_mock(), SECOND)
    assert mock.items[0].skipped
    assert mock.at == 1
    mock = state.write(mock, "b", MockPhase.ANSWER, "A few words", 2 * SECOND)
    mock = state.skip(mock, 3 * SECOND)
    assert not mock.items[1].skipped
    assert mock.phase is MockPhase.OVER


def test_skipping_a_follow_up_keeps_the_answer() -> None:
    mock = state.go_on(state.go_on(a_mock(), 0), SECOND)
    assert mock.phase is MockPhase.PROBE
    mock = state.skip(mock, 2 * SECOND)
    assert not mock.items[0].skipped
    assert mock.at == 1


def test_ending_early_asks_nothing_more_and_scores_what_was_reached() -> None:
    mock = state.end_early(state.go_on(a_mock(), 0), 5 * SECOND)
    assert [item.id for item in mock.items] == ["a"]
    assert mock.phase is MockPhase.OVER
    assert state.end_early(a_mock(), SECOND).items == ()


def test_an_interview_is_scored_once_every_answer_is_rated_or_left_out() -> None:
    mock = replace(a_mock(), phase=MockPhase.OVER)
    mock = state.rate(mock, "a", Rating.SOLID, 10)
    assert (mock.scored_at, mock.to_score and mock.to_score.id) == (0, "b")
    mock = state.leave_out(mock, "b", 20)
    assert mock.scored_at == 20
    assert [item.id for item in mock.rated] == ["a"]


def test_rating_an_answer_anew_makes_another_attempt() -> None:
    mock = state.rate(replace(a_mock(), phase=MockPhase.OVER), "a", Rating.SOLID, 10)
    mock = state.take_up_again(mock, "a", "a2")
    assert [item.id for item in mock.items] == ["a2", "b"]
    assert mock.items[0].rating == 0


@pytest.mark.parametrize("step", [state.go_on, state.skip, state.pause, state.end_early])
def test_nothing_happens_after_the_end(step: state.Step) -> None:
    over = state.end_early(state.go_on(a_mock(), 0), 5 * SECOND)
    assert step(over, 9 * SECOND) == over


def a_video(*, one_take: bool = False) -> Mock:
    """A one-way video interview of two questions, at the first answer."""
    items = (MockItem("a", "week-too-full", answer_s=60), MockItem("b", "staying-calm", answer_s=60))
    mock = Mock("Mock", "lead", items, 0, kind=MockKind.VIDEO, one_take=one_take)
    return state.go_on(state.begin(mock, 0), 10 * SECOND)


def test_an_answer_to_the_camera_is_scored_before_the_next_question() -> None:
    mock = state.answer_to_camera(a_video(), 42_000, 60 * SECOND)
    assert mock.phase is MockPhase.REVIEW
    assert mock.to_score == mock.item
    assert mock.items[0].answer_ms == 42_000
    mock = state.rate(mock, "a", Rating.SOLID, 90 * SECOND)
    assert (mock.at, mock.phase) == (1, MockPhase.THINK)
    mock = state.answer_to_camera(state.go_on(mock, 100 * SECOND), 5_000, 110 * SECOND)
    mock = state.leave_out(mock, "b", 120 * SECOND)
    assert mock.phase is MockPhase.OVER
    assert mock.scored_at == 120 * SECOND


@pytest.mark.parametrize(("said", "kept"), [(-5, 0), (10**12, 60_000)])
def test_an_answer_to_the_camera_takes_no_longer_than_it_may(said: int, kept: int) -> None:
    assert state.answer_to_camera(a_video(), said, 60 * SECOND).items[0].answer_ms == kept


def test_an_answer_to_the_camera_can_be_given_again_where_more_than_one_take_is_allowed() -> None:
    mock = state.answer_to_camera(a_video(), 42_000, 60 * SECOND)
    mock = state.change(mock, "a", ticks=("p1",), own=Scored(2))
    again = state.answer_again(mock, 70 * SECOND)
    assert again.phase is MockPhase.ANSWER
    assert (again.items[0].ticks, again.items[0].own) == ((), None)
    once = state.answer_to_camera(a_video(one_take=True), 42_000, 60 * SECOND)
    assert state.answer_again(once, 70 * SECOND) == once


def test_an_answer_to_the_camera_begins_again_after_its_window_was_closed() -> None:
    mock = state.come_back(replace(a_video(), seen_at=40 * SECOND), 500 * SECOND)
    assert mock.paused
    assert state.elapsed_ms(mock, 500 * SECOND) == 0
    reviewed = state.answer_to_camera(a_video(), 42_000, 60 * SECOND)
    assert not state.come_back(reviewed, 500 * SECOND).paused


def test_a_video_interview_ended_during_a_review_still_asks_for_that_score() -> None:
    mock = state.end_early(state.answer_to_camera(a_video(), 42_000, 60 * SECOND), 70 * SECOND)
    assert [item.id for item in mock.items] == ["a"]
    assert mock.phase is MockPhase.OVER
    assert mock.to_score == mock.items[0]


def test_a_mock_stored_before_there_were_video_interviews_still_reads() -> None:
    stored = MOCKS.as_json(a_mock())
    del stored["one_take"]
    assert list(MOCKS.faults(stored)) == []
    assert MOCKS.from_json(stored) == a_mock()


@pytest.mark.parametrize("change", [{"one_take": "perhaps"}, {"kind": "film"}, {"phase": "cinema"}])
def test_a_video_interview_from_elsewhere_with_odd_choices_is_refused(change: dict[str, object]) -> None:
    assert list(MOCKS.faults(MOCKS.as_json(a_video()) | change))
