"""One answer to what comes on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from prepkit.bank import Bank
from prepkit.model import Clock, Mark, Rating, question_card
from prepkit.plan import daily
from prepkit.practice.schedule import review
from prepkit.practice.session import Desk
from prepkit.prepare import keeping
from prepkit.prepare.interview import Interview
from prepkit.store import card_states, marks, settings
from prepkit.ui.prepare.planning import MOST_EARLIER, back_in_words, next_plan, plan_of, timetable_of
from tests.practice.conftest import at

ROLE = "customer-operations-manager"
NOW = at()


def rated(desk: Desk, cards: Sequence[str], rating: Rating, now: Clock) -> None:
    for card in cards:
        before = card_states.of_cards(desk.store, [card]).get(card)
        card_states.put(desk.store, review(before, card, rating, now.now, 0.9))


def interviews(desk: Desk, *days: int) -> Desk:
    for n in days:
        one = Interview(company=f"Company {n}", role=ROLE, day=NOW.day + timedelta(days=n))
        keeping.put(desk.store, f"i{n}", one, NOW.now)
    settings.save(desk.store, NOW.now, target_role=ROLE)
    return replace(
        desk, settings=replace(settings.load(desk.store), interview_date=keeping.next_day(desk.store, NOW))
    )


def core(bank: Bank, n: int) -> list[str]:
    return [question_card(question) for question in bank.core(ROLE)[:n]]


@pytest.mark.parametrize("days", [(10,), (5, 12)])
def test_a_card_comes_back_on_the_day_that_holds_it(desk: Desk, days: tuple[int, ...]) -> None:
    desk = interviews(desk, *days)
    cards = core(desk.bank, 6)
    rated(desk, cards, Rating.SHAKY, at(days=-3))
    rated(desk, cards, Rating.SOLID, at(days=-2))
    found = timetable_of(desk, NOW)
    planned = next_plan(desk, NOW)
    assert planned is not None
    assert planned[2].plan.today == found.today
    for card, day in found.back.items():
        holding = [one.day for one in found.days if card in one.cards]
        assert holding[0] == day if holding else found.after_the_interview(card)


def test_what_went_badly_today_is_still_to_be_done_today(desk: Desk) -> None:
    desk = interviews(desk, 10)
    [card] = core(desk.bank, 1)
    rated(desk, [card], Rating.COULD_NOT, NOW)
    assert card in timetable_of(desk, NOW).today.again
    assert back_in_words(timetable_of(desk, NOW), card, NOW) == "today"


def test_burying_a_core_question_leaves_the_number_of_core_questions(desk: Desk) -> None:
    desk = interviews(desk, 10)
    before = next_plan(desk, NOW)
    marks.put(desk.store, Mark(core(desk.bank, 1)[0], suspended=True), NOW.now)
    after = next_plan(desk, NOW)
    assert before is not None
    assert after is not None
    assert after[2].core.cards == before[2].core.cards
    assert after[2].core.resting == 1


def test_very_many_interviews_have_a_plan_that_is_made_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = interviews(desk, *range(3, 1503))
    made: list[object] = []
    real = daily.make

    def counted(*args: object) -> daily.Plan:
        made.append(args)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(daily, "make", counted)
    last = keeping.get(desk.store, "i1502")
    assert last is not None
    for _ in range(2):
        found = plan_of(desk, last, NOW)
        assert found is not None
        assert found.left_out == 1499 - MOST_EARLIER
    assert len(made) == MOST_EARLIER + 1
