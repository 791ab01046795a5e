from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.card_ids import question_card
from prepkit.model import CardPhase, CardState, Rating
from prepkit.practice import schedule
from prepkit.practice.clock import MICROS_A_DAY
from prepkit.practice.recall import recall_at
from prepkit.question import Likelihood
from prepkit.study_plan import futures
from prepkit.study_plan.cards import Planned, planned
from prepkit.study_plan.daily import MOCK_BEFORE, Means, make
from prepkit.study_plan.forecast import forecast
from prepkit.study_plan.learning import Memory, rate
from tests.practice.conftest import at
from tests.shipped import shipped_bank

NOW = at()
CORE = [Planned(f"q:core-{n}", 1.0, core=True) for n in range(30)]
OTHER = [Planned(f"q:other-{n}", 0.5, core=False) for n in range(20)]


def seen(card: str, days_ago: float, stability: float = 5.0) -> CardState:
    last = NOW.now - round(days_ago * MICROS_A_DAY)
    return CardState(card, stability, 5.0, last, CardPhase.REVIEW, None, last, 1, 0, Rating.SOLID)


def in_days(days: int) -> date:
    return NOW.day + timedelta(days=days)


def test_everything_of_the_core_is_met_before_the_day_the_likeliest_first() -> None:
    found = make([*CORE, *OTHER], {}, Means(20), in_days(21), NOW)
    met = [card for day in found.days for card in day.new]
    assert set(met) >= {one.card for one in CORE}
    assert met[: len(CORE)] == [one.card for one in CORE]
    assert len(met) == len(set(met))
    assert found.unmet_core == ()
    assert found.enough is None


def test_new_questions_come_early_and_a_final_pass_last() -> None:
    found = make(CORE, {}, Means(20), in_days(21), NOW)
    half = len(found.days) * 2 // 3
    assert not [card for day in found.days[half:] for card in day.new]
    final = [day for day in found.days if day.final]
    assert len(final) > 2
    assert {card for day in final for card in day.again} == {one.card for one in CORE}
    # Nothing piles on the eve.
    assert max(len(day.again) for day in final) <= 2 * min(len(day.again) for day in final if not day.mock)


def test_when_time_does_not_suffice_the_least_likely_are_left_out_and_the_minutes_named_do() -> None:
    short = make(CORE, {}, Means(10), in_days(5), NOW)
    assert short.unmet_core
    assert short.unmet_core[0] == CORE[-1].card
    assert set(short.unmet_core) == {one.card for one in CORE[-len(short.unmet_core) :]}
    assert short.enough is not None
    assert make(CORE, {}, Means(short.enough), in_days(5), NOW).unmet_core == ()


def test_no_length_of_day_is_promised_that_nobody_has() -> None:
    many = [Planned(f"q:{n}", 1.0, core=True) for n in range(400)]
    assert make(many, {}, Means(10), in_days(2), NOW).enough is None


def test_days_off_hold_nothing_and_a_missed_day_makes_the_others_fuller() -> None:
    found = make(CORE, {}, Means(20, days_off=(5, 6)), in_days(21), NOW)
    assert all(not (day.cards or day.mock or day.story) for day in found.days if day.day.weekday() in (5, 6))
    assert all(day.off == (day.day.weekday() in (5, 6)) for day in found.days)
    later = make(CORE, {}, Means(20, days_off=(5, 6)), in_days(21), at(days=4))
    assert {card for day in later.days for card in day.new} == {one.card for one in CORE}


def test_a_mock_stands_two_days_before_or_on_the_day_before_that_if_it_is_off() -> None:
    mocks = [day.day for day in make(CORE, {}, Means(20), in_days(21), NOW).days if day.mock]
    assert mocks == sorted(in_days(21 - before) for before in MOCK_BEFORE if before <= 21)
    off = in_days(19).weekday()
    moved = [day.day for day in make(CORE, {}, Means(20, days_off=(off,)), in_days(21), NOW).days if day.mock]
    assert moved[-1] == in_days(18)


def test_stories_come_in_the_first_half_as_many_as_are_missing() -> None:
    found = make(CORE, {}, Means(20, stories_missing=2), in_days(21), NOW)
    written = [n for n, day in enumerate(found.days) if day.story]
    assert len(written) == 2
    assert max(written) < 11
    assert not any(day.story for day in make(CORE, {}, Means(20), in_days(21), NOW).days)


def test_what_today_has_had_is_not_asked_again_today() -> None:
    states = {one.card: seen(one.card, 0.01, 1.0) for one in CORE[:5]}
    done = make(CORE, states, Means(20, spent=12.5), in_days(21), NOW)
    today = done.today
    assert today is not None
    assert not set(today.cards) & set(states)
    assert 0 < today.minutes_of_cards <= 12
    spent = make(CORE, states, Means(20, spent=20), in_days(21), NOW).today
    assert spent is not None
    assert spent.cards == ()


@pytest.mark.parametrize("days", [0, 1])
def test_the_last_days_are_plans_too(days: int) -> None:
    found = make(CORE, {}, Means(20), in_days(days), NOW)
    assert len(found.days) == days


@settings(max_examples=60)
@given(
    minutes=st.integers(5, 240),
    days=st.integers(0, 40),
    off=st.sets(st.integers(0, 6)),
    known=st.integers(0, 30),
    spent=st.floats(0, 300),
    missing=st.integers(0, 9),
)
def test_no_plan_overfills_a_day_or_repeats_a_new_card(
    minutes: int, days: int, off: set[int], known: int, spent: float, missing: int
) -> None:
    states = {one.card: seen(one.card, 3) for one in CORE[:known]}
    means = Means(minutes, tuple(off), 2.5, spent, stories_missing=missing)
    found = make([*CORE, *OTHER], states, means, in_days(days), NOW)
    assert [day.day for day in found.days] == [in_days(n) for n in range(days)]
    met = [card for day in found.days for card in day.new]
    assert len(met) == len(set(met))
    assert not set(met) & set(states)
    assert set(met) | set(found.unmet) | set(states) == {one.card for one in [*CORE, *OTHER]}
    for day in found.days:
        assert len(set(day.cards)) == len(day.cards)
        # One card may cross the line, and somebody with little time still practises on the day of a mock.
        assert day.minutes_of_cards <= minutes + 4
        assert not day.off or not (day.cards or day.mock or day.story)


def test_the_forecast_lies_between_no_practice_and_certainty() -> None:
    states = {one.card: seen(one.card, 3) for one in CORE[:10]}
    found = make(CORE, states, Means(20), in_days(14), NOW)
    frame = forecast(CORE, states, found, NOW.day_start)
    assert len(frame) == 15
    assert (frame["low"] <= frame["practised"]).all()
    assert (frame["practised"] <= frame["high"]).all()
    assert (frame["practised"] > frame["without"]).all()
    assert frame["practised"].iloc[-1] > 0.75
    assert frame["without"].is_monotonic_decreasing
    assert forecast(CORE, states, found, NOW.day_start).equals(frame)
    assert forecast(OTHER, {}, make(OTHER, {}, Means(20), in_days(14), NOW), NOW.day_start).empty


def test_many_at_once_remember_as_one_by_one() -> None:
    ratings = [Rating.SHAKY, Rating.COULD_NOT, Rating.SOLID, Rating.READY, Rating.SOLID]
    state, known = None, Memory(np.ones(1), np.full(1, 5.0), np.full(1, -np.inf))
    for n, rating in enumerate(ratings):
        moment = at(days=n * 3)
        state = schedule.review(state, "q:x", rating, moment.now, 0.9)
        day = (moment.now - NOW.day_start) / MICROS_A_DAY
        known = rate(known, np.array([True]), np.array([int(rating)]), day)
    assert state is not None
    assert known.stability[0] == pytest.approx(state.stability, rel=1e-3)
    assert known.difficulty[0] == pytest.approx(state.difficulty, rel=1e-3)
    later = at(days=30)
    assert known.recall((later.now - NOW.day_start) / MICROS_A_DAY)[0] == pytest.approx(
        recall_at(state, later.now), rel=1e-3
    )


def test_learners_differ_and_stay_within_what_fsrs_allows() -> None:
    w = futures.learners(500, np.random.default_rng(1))
    assert w.shape == (21, 500, 1)
    assert (np.diff(w[:4], axis=0) >= 0).all()
    assert w[20].min() >= 0.1
    assert w[20].max() <= 0.8
    assert np.log(w[8]).std() == pytest.approx(futures.SPREAD, rel=0.1)


def test_the_cards_of_a_role_come_by_likelihood_and_what_was_asked_rises() -> None:
    bank = shipped_bank()
    role = bank.roles[0].id
    found = planned(bank, role, ["t:csat"])
    core = [question_card(question) for question in bank.core(role)]
    assert [one.card for one in found[: len(core)]] == core
    assert all(one.core for one in found[: len(core)])
    assert found[-1] == Planned("t:csat", 0.5, core=False)
    rare = next(
        q for q in bank.in_role(role) if bank.question(q).roles[role].likelihood is Likelihood.OCCASIONAL
    )
    raised = planned(bank, role, raised={rare: 8.0, "not-in-the-bank": 2.0})
    assert raised[0] == Planned(question_card(rare), 2.0, core=True)
    assert len(planned(bank, None)) == len({q for one in bank.roles for q in bank.core(one.id)})


def test_a_minute_is_spent_once_when_two_interviews_come() -> None:
    first = make(CORE, {}, Means(20), in_days(6), NOW)
    later = make([*CORE, *OTHER], {}, Means(20), in_days(20), NOW, first)
    assert later.days[:6] == first.days
    assert later.shared_until == in_days(6)
    on_that_day = later.days[6]
    assert on_that_day.off
    assert not on_that_day.cards
    met = [card for day in later.days for card in day.new]
    assert len(met) == len(set(met))
    alone = make(CORE, {}, Means(20), in_days(6), NOW, later)
    assert alone.shared_until is None or alone.days[0] == later.days[0]


def test_what_is_seen_once_is_named() -> None:
    enough = make(CORE, {}, Means(20), in_days(21), NOW)
    assert enough.once == ()
    tight = make(CORE, {}, Means(20), in_days(8), NOW)
    again = {card for day in tight.days for card in day.again}
    assert set(tight.once) == {one.card for one in CORE} - again - set(tight.unmet)
    assert tight.once
    # What was met before the plan counts as well.
    known = {one.card: seen(one.card, 2, stability=200.0) for one in CORE}
    strong = make(CORE, known, Means(5), in_days(3), NOW)
    assert set(strong.once) == {one.card for one in CORE} - {
        card for day in strong.days for card in day.again
    }
    assert strong.once


def test_nothing_new_comes_up_on_the_eve_once_the_core_is_met() -> None:
    found = make([*CORE, *OTHER], {}, Means(60), in_days(10), NOW)
    assert found.unmet_core == ()
    assert found.days[-1].again
    assert not found.days[-1].new


def test_a_story_written_today_is_done() -> None:
    wanted = make(CORE, {}, Means(20, stories_missing=4), in_days(15), NOW)
    written = make(CORE, {}, Means(20, stories_missing=4, story_today=True), in_days(15), NOW)
    assert wanted.days[0].story
    assert not written.days[0].story
    assert [day.story for day in written.days[1:]] == [day.story for day in wanted.days[1:]]


def test_five_minutes_a_day_leave_room_for_one_mock_and_no_story() -> None:
    found = make(CORE, {}, Means(5, stories_missing=4), in_days(28), NOW)
    assert sum(day.mock for day in found.days) == 1
    assert not any(day.story for day in found.days)
    assert all(day.again for day in found.days if day.final)
