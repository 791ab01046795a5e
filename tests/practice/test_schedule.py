from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fsrs
import pytest

from prepkit.model import CardPhase, CardState, Rating
from prepkit.practice import schedule
from prepkit.practice.clock import MICROS_A_DAY, to_micros
from prepkit.practice.recall import DECAY, recall, recall_at

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def days_between(ratings: list[Rating], retention: float = 0.9) -> list[int]:
    """Review a card each time it falls due; the interval in whole days after each rating."""
    state, moment, intervals = None, to_micros(MORNING), []
    for rating in ratings:
        state = schedule.review(state, "q:x", rating, moment, retention)
        intervals.append((state.due - moment) // MICROS_A_DAY)
        moment = state.due
    return intervals


def test_py_fsrs_reference_sequence_with_its_own_steps() -> None:
    """The sequence published in py-fsrs's own test suite for its default parameters."""
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    good, again = fsrs.Rating.Good, fsrs.Rating.Again
    ratings = [good] * 6 + [again] * 2 + [good] * 5
    card, moment, intervals = fsrs.Card(card_id=1), datetime(2022, 11, 29, 12, 30, tzinfo=UTC), []
    for rating in ratings:
        card, _ = scheduler.review_card(card, rating, moment)
        intervals.append((card.due - moment).days)
        moment = card.due
    assert intervals == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


def test_solid_every_time_grows_with_our_single_step() -> None:
    assert days_between([Rating.SOLID] * 4) == [2, 11, 46, 163]


def test_no_interval_is_longer_than_a_year() -> None:
    assert days_between([Rating.READY] * 6)[-1] == schedule.LONGEST_INTERVAL_DAYS


def test_couldnt_answer_returns_in_ten_minutes_and_counts_a_lapse_only_from_review() -> None:
    now = to_micros(MORNING)
    first = schedule.review(None, "q:x", Rating.COULD_NOT, now, 0.9)
    assert (first.due - now) / 60_000_000 == 10
    assert (first.phase, first.lapses) == (CardPhase.LEARNING, 0)
    grown = schedule.review(first, "q:x", Rating.SOLID, first.due, 0.9)
    lapsed = schedule.review(grown, "q:x", Rating.COULD_NOT, grown.due, 0.9)
    assert (lapsed.phase, lapsed.lapses, lapsed.reps) == (CardPhase.RELEARNING, 1, 3)


def test_higher_retention_brings_cards_back_sooner() -> None:
    assert days_between([Rating.SOLID] * 3, 0.95)[-1] < days_between([Rating.SOLID] * 3, 0.85)[-1]


def test_review_agrees_with_py_fsrs_to_the_last_digit() -> None:
    scheduler = fsrs.Scheduler(
        enable_fuzzing=False, learning_steps=[timedelta(minutes=10)], relearning_steps=[timedelta(minutes=10)]
    )
    card, state, moment = fsrs.Card(card_id=1), None, MORNING
    for rating, gap in ((3, 2.5), (2, 9.1), (1, 0.3), (3, 4.0), (4, 30.0), (2, 61.7)):
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), moment)
        state = schedule.review(state, "q:x", Rating(rating), to_micros(moment), 0.9)
        assert (state.stability, state.difficulty) == (card.stability, card.difficulty)
        moment += timedelta(days=gap)


def test_recall_is_ninety_percent_when_elapsed_equals_stability() -> None:
    assert recall(7.3, 7.3) == pytest.approx(0.9, abs=1e-12)
    assert recall(7.3, 0.0) == 1.0


def test_recall_in_whole_days_matches_py_fsrs_and_falls_between_them() -> None:
    scheduler = fsrs.Scheduler()
    card = fsrs.Card(card_id=1, state=fsrs.State.Review, stability=5.0, difficulty=5.0, last_review=MORNING)
    state = CardState("q:x", 5.0, 5.0, to_micros(MORNING), CardPhase.REVIEW, None, 0, 1, 0, Rating.SOLID)
    for day in range(0, 40, 3):
        moment = MORNING + timedelta(days=day)
        assert recall_at(state, to_micros(moment)) == pytest.approx(
            scheduler.get_card_retrievability(card, moment)
        )
    noon, midnight = (recall_at(state, to_micros(MORNING + timedelta(days=d))) for d in (3.5, 4))
    assert noon > midnight
    assert fsrs.scheduler.FSRS_DEFAULT_DECAY == -DECAY
