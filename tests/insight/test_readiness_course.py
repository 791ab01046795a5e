from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import altair as alt
import pandas as pd
import pytest

from prepkit.bank import Bank
from prepkit.card_ids import question_card, question_id
from prepkit.insight.charts import course as charts
from prepkit.insight.charts import plan as plan_charts
from prepkit.insight.readiness import readiness
from prepkit.insight.readiness_course import by_competency_then_now, course, past, to_interview
from prepkit.interviews import repository
from prepkit.interviews.appointment import Interview
from prepkit.model import Attempt, Clock, Mark, Rating, Readiness, Settings
from prepkit.practice.clock import MICROS_A_DAY, day_start
from prepkit.practice.replay import rebuild, replay_all
from prepkit.store import Store, attempts, card_states, marks, open_memory, profiles
from prepkit.study_plan.planning import curve, next_plan
from prepkit.workspace import Workspace

ROLE = "customer-operations-manager"
SHARES = ["covered", "recalled", "ready"]


@pytest.fixture
def store() -> Iterator[Store]:
    database = open_memory()
    yield profiles.latest(database, new_id="me", now=0)
    database.close()


def core_of(bank: Bank) -> list[str]:
    return [question_card(question) for question in bank.core(ROLE)]


def answer(store: Store, card: str, rating: Rating, at: int) -> str:
    attempt_id = f"{card}-{at}"
    attempts.append(store, Attempt(attempt_id, card, rating, at, "2026-11-01", "UTC"))
    rebuild(store)
    return attempt_id


def same_shares(frame: pd.DataFrame, row: int, figures: Readiness) -> bool:
    shares = (figures.covered, figures.recalled, figures.ready)
    return [frame[name].iloc[row] for name in SHARES] == [pytest.approx(share) for share in shares]


def end_of(day: date, tz: str) -> int:
    return day_start(day + timedelta(days=1), tz)


def test_today_is_what_the_card_states_say(bank: Bank, played: Store, clock: Clock) -> None:
    cards = core_of(bank)
    figures = readiness(card_states.of_cards(played, cards), cards, end_of(clock.day, clock.tz))

    frame = past(played, cards, [clock.day], clock.tz)

    assert same_shares(frame, 0, figures)
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "day": "str",
        **dict.fromkeys(SHARES, "float64"),
    }


def test_a_past_day_is_what_its_attempts_alone_gave(bank: Bank, played: Store, clock: Clock) -> None:
    cards = core_of(bank)
    days = [clock.day - timedelta(days=ago) for ago in (60, 30, 9, 8)]

    frame = past(played, cards, days, clock.tz)

    assert frame["day"].tolist() == [day.isoformat() for day in days]
    for place, day in enumerate(days):
        end = end_of(day, clock.tz)
        history = [review for review in attempts.in_order(played) if review[2] < end]
        states = {state.card_id: state for state in replay_all(history, 0.9)}
        assert same_shares(frame, place, readiness(states, cards, end)), day
    assert frame["recalled"].nunique() == len(days)


def test_a_day_ends_at_midnight_where_the_person_is(store: Store) -> None:
    day = date(2026, 11, 3)
    answer(store, "q:a", Rating.SOLID, day_start(day, "UTC") - MICROS_A_DAY // 24)
    days = [day - timedelta(days=1), day]

    assert past(store, ["q:a"], days, "UTC")["covered"].tolist() == [1, 1]
    assert past(store, ["q:a"], days, "Asia/Tokyo")["covered"].tolist() == [0, 1]


def test_an_answer_taken_back_never_counted(store: Store) -> None:
    day = date(2026, 11, 3)
    noon = day_start(day, "UTC") + MICROS_A_DAY // 2
    answer(store, "q:a", Rating.COULD_NOT, noon)
    later = answer(store, "q:a", Rating.READY, noon + 1)
    before = past(store, ["q:a"], [day], "UTC")["ready"].iloc[0]

    attempts.void(store, later, noon + 2)

    assert before > 0.8
    assert past(store, ["q:a"], [day], "UTC")["ready"].iloc[0] == 0


def test_after_a_clock_set_back_the_last_answer_still_stands(store: Store) -> None:
    """The order is that of the answers, as for the card states, whatever the clock said."""
    day = date(2026, 11, 10)
    noon = day_start(day, "UTC") + MICROS_A_DAY // 2
    answer(store, "q:a", Rating.READY, noon)
    answer(store, "q:a", Rating.SHAKY, noon - 5 * MICROS_A_DAY)
    figures = readiness(card_states.of_cards(store, ["q:a"]), ["q:a"], end_of(day, "UTC"))

    frame = past(store, ["q:a"], [day - timedelta(days=5), day], "UTC")

    assert frame["covered"].tolist() == [0, 1]
    assert same_shares(frame, 1, figures)


def test_without_cards_or_days_there_is_nothing(store: Store) -> None:
    assert past(store, ["q:a"], [], "UTC").empty
    assert same_shares(past(store, [], [date(2026, 11, 3)], "UTC"), 0, Readiness(0, 0, 0, 0))


def test_the_course_begins_six_weeks_ago_at_most_and_ends_today(
    bank: Bank, played: Store, store: Store, clock: Clock
) -> None:
    settings = Settings(target_role=ROLE)
    long = course(Workspace(played, bank, settings), None, clock)
    answer(store, core_of(bank)[0], Rating.SOLID, clock.now - 3 * MICROS_A_DAY)
    short = course(Workspace(store, bank, settings), None, clock)

    assert (len(long), len(short)) == (42, 4)
    for frame in (long, short):
        assert set(frame["part"]) == {"past"}
        assert frame["day"].iloc[-1] == clock.day.isoformat()
        assert frame["covered"].min() > 0
        assert frame[["low", "high"]].isna().all(axis=None)


def test_before_any_answer_there_is_no_past(bank: Bank, store: Store, clock: Clock) -> None:
    assert course(Workspace(store, bank, Settings(target_role=ROLE)), None, clock).empty


def test_the_forecast_leads_from_tomorrow_to_the_interview(bank: Bank, store: Store, clock: Clock) -> None:
    interview_day = clock.day + timedelta(days=9)
    repository.save(store, "i", Interview(day=interview_day, role=ROLE), clock.now)
    answer(store, core_of(bank)[0], Rating.SOLID, clock.now - MICROS_A_DAY)
    workspace = Workspace(store, bank, Settings(target_role=ROLE))

    frame = course(workspace, next_plan(workspace, clock), clock)
    ahead = frame[frame["part"] == "forecast"]

    assert ahead["day"].tolist() == [(clock.day + timedelta(days=n)).isoformat() for n in range(1, 10)]
    assert frame["day"].is_unique
    assert (ahead["low"] <= ahead["recalled"]).all()
    assert (ahead["recalled"] <= ahead["high"]).all()
    assert ahead["recalled"].iloc[-1] > frame[frame["part"] == "past"]["recalled"].iloc[-1]
    assert ahead[["covered", "ready"]].isna().all(axis=None)


def test_a_resting_question_stays_in_the_forecast_of_the_core(bank: Bank, store: Store, clock: Clock) -> None:
    """The plan leaves it out, so that without it the line would jump between today and tomorrow."""
    repository.save(store, "i", Interview(day=clock.day + timedelta(days=5), role=ROLE), clock.now)
    core = core_of(bank)
    for card in core[: len(core) // 2]:
        marks.save(store, Mark(card, suspended=True), clock.now)
    answer(store, core[-1], Rating.SOLID, clock.now - MICROS_A_DAY)
    workspace = Workspace(store, bank, Settings(target_role=ROLE))
    planned = next_plan(workspace, clock)
    assert planned is not None

    frame = course(workspace, planned, clock)

    planned_share = curve(workspace, planned[2], clock)["practised"].iloc[-1]
    left = len(core) - len(core) // 2
    assert frame["recalled"].iloc[-1] == pytest.approx(planned_share * left / len(core))


def test_competencies_then_and_now_add_up_to_the_whole(bank: Bank, played: Store, clock: Clock) -> None:
    cards = core_of(bank)
    since = clock.day - timedelta(days=28)
    whole = past(played, cards, [since, clock.day], clock.tz)["ready"].tolist()

    frame = by_competency_then_now(bank, played, cards, clock)

    assert frame["cards"].sum() == len(cards)
    assert set(frame["since"]) == {since.isoformat()}
    assert frame["now"].is_monotonic_increasing
    for name, share in zip(("before", "now"), whole, strict=True):
        assert (frame[name] * frame["cards"]).sum() / len(cards) == pytest.approx(share)


def test_then_is_the_first_day_for_a_person_who_began_later(bank: Bank, store: Store, clock: Clock) -> None:
    cards = core_of(bank)
    answer(store, cards[0], Rating.SOLID, clock.now - 4 * MICROS_A_DAY)

    frame = by_competency_then_now(bank, store, cards, clock)
    practised = frame[frame["attempted"] > 0]

    assert set(frame["since"]) == {(clock.day - timedelta(days=4)).isoformat()}
    assert len(practised) == 1
    assert (practised["before"] > practised["now"]).all()
    assert frame["name"].iloc[-1] == practised["name"].iloc[0]


def test_the_chart_of_the_course_says_today_and_the_interview(bank: Bank, store: Store, clock: Clock) -> None:
    repository.save(store, "i", Interview(day=date(2026, 12, 2), role=ROLE), clock.now)
    answer(store, core_of(bank)[0], Rating.SOLID, clock.now - 3 * MICROS_A_DAY)
    workspace = Workspace(store, bank, Settings(target_role=ROLE))
    frame = course(workspace, next_plan(workspace, clock), clock)
    today, day = frame[frame["part"] == "past"].iloc[-1], frame.iloc[-1]

    figure = charts.course(frame)
    alone = charts.course(frame[frame["part"] == "past"])

    alt.Chart.from_dict(figure.spec, validate=True)
    assert figure.alt.startswith(f"Today: you recall {today['recalled']:.0%} of the core questions (")
    assert f"With the plan, on 2 December: {day['recalled']:.0%}" in figure.alt
    assert "With the plan" not in alone.alt
    names = [row.get("name") for layer in figure.spec["layer"] for row in layer["data"]["values"]]
    assert {"Recalled today", "Interview, with the plan"} <= set(names)


@pytest.mark.parametrize(("days", "side"), [(1, "right"), (30, "left")])
def test_the_share_of_today_never_stands_beyond_the_interview(
    bank: Bank, store: Store, clock: Clock, days: int, side: str
) -> None:
    repository.save(store, "i", Interview(day=clock.day + timedelta(days=days), role=ROLE), clock.now)
    answer(store, core_of(bank)[0], Rating.SOLID, clock.now - 12 * MICROS_A_DAY)
    workspace = Workspace(store, bank, Settings(target_role=ROLE))

    layers = charts.course(course(workspace, next_plan(workspace, clock), clock)).spec["layer"]

    shares = {
        layer["data"]["values"][0]["name"]: layer["mark"]["align"]
        for layer in layers
        if layer["encoding"].get("text", {}).get("field") == "recalled"
    }
    # Aligned to the left, a share stands to the right of its day.
    assert shares == {"Recalled today": side, "Interview, with the plan": "left"}


def test_the_forecast_is_drawn_on_from_where_the_past_ends(bank: Bank, store: Store, clock: Clock) -> None:
    repository.save(store, "i", Interview(day=clock.day + timedelta(days=4), role=ROLE), clock.now)
    answer(store, core_of(bank)[0], Rating.SOLID, clock.now)
    workspace = Workspace(store, bank, Settings(target_role=ROLE))
    frame = course(workspace, next_plan(workspace, clock), clock)

    band = charts.course(frame).spec["layer"][0]["data"]["values"]

    assert [row["day"] for row in band] == frame["day"].tolist()
    assert band[0]["low"] == band[0]["high"] == frame["recalled"].iloc[0]


def test_the_plan_starts_at_what_today_says_and_ends_at_the_same_forecast(
    bank: Bank, store: Store, clock: Clock
) -> None:
    repository.save(store, "i", Interview(day=clock.day + timedelta(days=4), role=ROLE), clock.now)
    for card in core_of(bank)[:5]:
        answer(store, card, Rating.SOLID, clock.now - 3 * MICROS_A_DAY)
    rebuild(store)
    workspace = Workspace(store, bank, Settings(target_role=ROLE))
    planned = next_plan(workspace, clock)
    assert planned is not None
    on_today = course(workspace, planned, clock)
    today = on_today[on_today["part"] == "past"].iloc[-1]

    frame = to_interview(workspace, planned[2], clock)

    assert frame["day"].iloc[0] == today["day"]
    assert frame["recalled"].iloc[0] == pytest.approx(today["recalled"])
    assert frame["without"].iloc[0] == frame["recalled"].iloc[0]
    assert frame["recalled"].tolist()[1:] == on_today["recalled"].tolist()[-4:]
    figure = plan_charts.to_the_day(frame)
    alt.Chart.from_dict(figure.spec, validate=True)
    assert figure.alt.startswith(f"Today: you recall {today['recalled']:.0%} of the core questions.")


def test_then_and_now_names_who_gained_and_who_lost_most(bank: Bank, store: Store, clock: Clock) -> None:
    first = core_of(bank)[0]
    other = next(card for card in core_of(bank) if competency(bank, card) != competency(bank, first))
    answer(store, first, Rating.SOLID, clock.now - 9 * MICROS_A_DAY)
    answer(store, other, Rating.SOLID, clock.now)

    figure = charts.then_and_now(by_competency_then_now(bank, store, [first, other], clock))

    assert figure.alt.startswith(f"Since 14 November: {competency(bank, other)} gained most, from 0% to ")
    assert f"; {competency(bank, first)} lost most, from " in figure.alt


def competency(bank: Bank, card: str) -> str:
    return bank.competency(bank.question(question_id(card)).competency).name
