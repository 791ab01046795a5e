from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.model import CardState, Rating
from prepkit.practice import schedule
from prepkit.practice.clock import MICROS_A_DAY
from prepkit.practice.replay import FEW, replay_all, reviews_with_stability

START = 1_760_000_000_000_000

# How long after the review before: at once, minutes, just under or over a day, months, or a clock set back.
pauses = st.one_of(
    st.integers(0, 3_600_000_000),
    st.integers(MICROS_A_DAY - 2, MICROS_A_DAY + 2),
    st.integers(0, 400 * MICROS_A_DAY),
    st.integers(-2 * MICROS_A_DAY, 0),
)
reviews = st.lists(st.tuples(st.integers(0, 2 * FEW), st.integers(1, 4), pauses), max_size=120)


def by_py_fsrs(history: list[tuple[str, int, int]], retention: float) -> dict[str, CardState]:
    cards: dict[str, list[tuple[Rating, int]]] = {}
    for card, rating, at in history:
        cards.setdefault(card, []).append((Rating(rating), at))
    found = {card: schedule.replay(card, made, retention) for card, made in cards.items()}
    return {card: state for card, state in found.items() if state is not None}


def same(ours: CardState, theirs: CardState) -> bool:
    """Equal but for the last digits of the two floats."""
    close = (ours.stability, ours.difficulty) == pytest.approx(
        (theirs.stability, theirs.difficulty), rel=1e-9
    )
    return close and replace(ours, stability=theirs.stability, difficulty=theirs.difficulty) == theirs


@given(reviews, st.sampled_from([0.8, 0.9, 0.95]))
def test_many_cards_at_once_end_as_py_fsrs_has_them_one_by_one(
    drawn: list[tuple[int, int, int]], retention: float
) -> None:
    history, moment = [], START
    for card, rating, pause in drawn:
        moment += pause
        history.append((f"q:{card}", rating, moment))
    expected = by_py_fsrs(history, retention)
    found = {state.card_id: state for state in replay_all(history, retention)}
    assert found.keys() == expected.keys()
    assert [card for card in found if not same(found[card], expected[card])] == []


@given(reviews)
def test_stability_after_each_review_is_that_of_the_history_up_to_it(
    drawn: list[tuple[int, int, int]],
) -> None:
    history, moment = [], START
    for card, rating, pause in drawn:
        moment += pause
        history.append((f"q:{card}", rating, moment))
    after_each = reviews_with_stability(history)
    states: dict[str, CardState] = {}
    for place, (card_id, rating, at) in enumerate(history):
        state = states[card_id] = schedule.review(states.get(card_id), card_id, Rating(rating), at, 0.9)
        assert after_each.cards[after_each.card[place]] == card_id
        assert after_each.stability[place] == pytest.approx(state.stability, rel=1e-9)
    assert len(after_each.at) == len(history)


def test_long_histories_do_not_drift_from_py_fsrs() -> None:
    history = [
        (f"q:{card}", (card * 7 + number * 5) % 4 + 1, START + (number * 40 + card) * MICROS_A_DAY // 17)
        for number in range(200)
        for card in range(FEW + 3)
        if number < 200 - card * 9
    ]
    expected = by_py_fsrs(history, 0.9)
    assert all(same(state, expected[state.card_id]) for state in replay_all(history, 0.9))


def test_no_history_gives_no_states() -> None:
    assert list(replay_all([], 0.9)) == []
