from __future__ import annotations

from datetime import timedelta

from prepkit.bank import Bank
from prepkit.card_ids import question_card
from prepkit.insight.cards import attempted
from prepkit.insight.charts import memory as charts
from prepkit.insight.memory import BIN_NAMES, binned, dated, days_shown, distribution, forecast
from prepkit.insight.weakest import weakest
from prepkit.model import CardPhase, CardState, Clock, Rating
from prepkit.practice.recall import recall_at
from prepkit.practice.weakest import weakest_cards
from prepkit.store import Store, card_states

ATTEMPTED = """SELECT COUNT(DISTINCT card_id) AS n FROM attempts AS a
    LEFT JOIN voids AS v ON v.attempt_id = a.id WHERE v.attempt_id IS NULL AND a.profile_id = 'me'"""


def state(card: str, *, due: int = 0, rating: Rating = Rating.SOLID, last: int = 0) -> CardState:
    return CardState(card, 10.0, 5.0, last, CardPhase.REVIEW, None, due, 1, 0, rating)


def test_every_attempted_question_is_in_exactly_one_bin(bank: Bank, played: Store, clock: Clock) -> None:
    states = card_states.list_all(played)

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


def test_the_forecast_of_a_plan_ends_with_the_interview_and_says_so(bank: Bank, clock: Clock) -> None:
    card, interview = question_card(bank.ids[0]), clock.day + timedelta(days=6)
    frame = attempted(bank, [state(card, last=clock.now)], clock.now)
    planned = [(clock.day + timedelta(days=2), (card,))]

    figure = charts.forecast(
        dated(bank, frame, planned, clock, days_shown(clock, interview)), clock, interview
    )

    days = [row["day"] for row in figure.spec["layer"][0]["data"]["values"]]
    assert (days[0], days[-1], len(days)) == (clock.day.isoformat(), interview.isoformat(), 7)
    assert figure.title == "What comes back until 29 November"
    assert figure.alt.startswith("Today: nothing to see again. After that 1 question until your interview")
    far = clock.day + timedelta(days=90)
    assert days_shown(clock, far) == days_shown(clock, None) == 30
    assert charts.forecast(dated(bank, frame, planned, clock), clock, far).title.endswith("next 30 days")


def test_a_question_no_longer_in_the_bank_is_left_out(bank: Bank, clock: Clock) -> None:
    assert attempted(bank, [state("q:withdrawn")], clock.now).empty


def test_the_weakest_are_those_the_queue_practises(bank: Bank, played: Store, clock: Clock) -> None:
    cards = [question_card(question) for question in bank.ids]
    resting = {
        row["card_id"]
        for row in played.db.rows("SELECT card_id FROM marks WHERE profile_id = 'me' AND suspended = 1")
    }
    frame = attempted(bank, card_states.list_all(played), clock.now, without=resting)

    found = weakest(frame, clock, 10)

    assert list(found["card"]) == weakest_cards(played, cards, clock, 10)
    assert set(found["rating"]) <= {rating.label for rating in Rating}
