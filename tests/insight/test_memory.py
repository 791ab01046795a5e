from __future__ import annotations

from datetime import timedelta

import pytest

from prepkit.bank import Bank
from prepkit.insight.cards import attempted
from prepkit.insight.memory import BIN_NAMES, binned, dated, distribution, forecast
from prepkit.insight.weakest import weakest, weakest_competency
from prepkit.model import CardState, Clock, Phase, Rating, question_card
from prepkit.practice import queue
from prepkit.practice.clock import MICROS_A_DAY
from prepkit.practice.recall import recall_at
from prepkit.store import Store, card_states

ATTEMPTED = """SELECT COUNT(DISTINCT card_id) AS n FROM attempts AS a
    LEFT JOIN voids AS v ON v.attempt_id = a.id WHERE v.attempt_id IS NULL AND a.profile_id = 'me'"""


def state(card: str, *, due: int = 0, rating: Rating = Rating.SOLID, last: int = 0) -> CardState:
    return CardState(card, 10.0, 5.0, last, Phase.REVIEW, None, due, 1, 0, rating)


def test_every_attempted_question_is_in_exactly_one_bin(bank: Bank, played: Store, clock: Clock) -> None:
    states = card_states.every(played)

    counts = distribution(binned(attempted(bank, states, clock.now)))

    assert counts["cards"].sum() == played.db.rows(ATTEMPTED)[0]["n"]
    assert list(counts["bin"]) == list(BIN_NAMES)
    plain = [min(9, int(recall_at(found, clock.now) * 10)) for found in states]
    assert list(counts["cards"]) == [plain.count(place) for place in range(10)]


def test_certain_recall_lies_in_the_last_bin(bank: Bank) -> None:
    frame = binned(attempted(bank, [state(question_card(bank.ids[0]), last=5)], at=0))

    assert list(frame["recall"]) == [1.0]
    assert list(frame["bin"]) == ["90–100%"]


def test_the_forecast_counts_what_each_day_holds(bank: Bank, clock: Clock) -> None:
    met, unmet, other = (question_card(question) for question in bank.ids[:3])
    tomorrow, far = clock.day + timedelta(days=1), clock.day + timedelta(days=30)
    frame = attempted(bank, [state(met, last=clock.now)], clock.now)
    planned = [(clock.day, (met, "t:csat")), (tomorrow, (met, unmet)), (far, (other,))]

    found = dated(bank, frame, planned, clock)
    days = forecast(found, clock.day)

    assert {row.day: row.cards for row in days.itertuples() if row.cards} == {
        "2026-11-23": 1,
        "2026-11-24": 2,
    }
    assert len(days) == 30
    assert list(found["recall"]) == [1.0, 1.0, 0.0]
    assert found["prompt"].iloc[2] == bank.question(bank.ids[1]).prompt


def test_a_question_no_longer_in_the_bank_is_left_out(bank: Bank, clock: Clock) -> None:
    assert attempted(bank, [state("q:withdrawn")], clock.now).empty


def test_the_weakest_are_those_the_queue_practises(bank: Bank, played: Store, clock: Clock) -> None:
    cards = [question_card(question) for question in bank.ids]
    resting = {
        row["card_id"]
        for row in played.db.rows("SELECT card_id FROM marks WHERE profile_id = 'me' AND suspended = 1")
    }
    frame = attempted(bank, card_states.every(played), clock.now, without=resting)

    found = weakest(frame, clock, 10)

    assert list(found["card"]) == queue.weakest(played, cards, clock, 10)
    assert set(found["rating"]) <= {rating.label for rating in Rating}


def test_the_weakest_competency_counts_a_miss_as_nothing(bank: Bank) -> None:
    first = bank.ids[0]
    other = next(q for q in bank.ids if bank.question(q).competency != bank.question(first).competency)
    missed = state(question_card(other), rating=Rating.SHAKY, last=5 * MICROS_A_DAY)
    frame = attempted(bank, [state(question_card(first)), missed], at=5 * MICROS_A_DAY)

    assert frame.set_index("question")["recall"][other] == pytest.approx(1.0)
    assert weakest_competency(frame) == bank.question(other).competency
    assert weakest_competency(frame.head(0)) is None
