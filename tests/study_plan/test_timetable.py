"""One answer to what comes on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from prepkit.bank import Bank
from prepkit.card_ids import question_card
from prepkit.interviews import repository
from prepkit.interviews.appointment import Interview
from prepkit.model import Clock, Mark, Rating
from prepkit.practice.schedule import review
from prepkit.store import card_states, marks, settings
from prepkit.study_plan import daily
from prepkit.study_plan.planning import MOST_EARLIER, next_plan, plan_of, timetable_of
from prepkit.ui.widgets.plan_wording import back_in_words
from prepkit.workspace import Workspace
from tests.practice.conftest import at

ROLE = "customer-operations-manager"
NOW = at()


def rated(workspace: Workspace, cards: Sequence[str], rating: Rating, now: Clock) -> None:
    for card in cards:
        before = card_states.of_cards(workspace.store, [card]).get(card)
        card_states.save(workspace.store, review(before, card, rating, now.now, 0.9))


def interviews(workspace: Workspace, *days: int) -> Workspace:
    for n in days:
        one = Interview(company=f"Company {n}", role=ROLE, day=NOW.day + timedelta(days=n))
        repository.save(workspace.store, f"i{n}", one, NOW.now)
    settings.save(workspace.store, NOW.now, target_role=ROLE)
    return replace(
        workspace,
        settings=settings.load(workspace.store),
        interview_date=repository.next_day(workspace.store, NOW),
    )


def core(bank: Bank, n: int) -> list[str]:
    return [question_card(question) for question in bank.core(ROLE)[:n]]


@pytest.mark.parametrize("days", [(10,), (5, 12)])
def test_a_card_comes_back_on_the_day_that_holds_it(workspace: Workspace, days: tuple[int, ...]) -> None:
    workspace = interviews(workspace, *days)
    cards = core(workspace.bank, 6)
    rated(workspace, cards, Rating.SHAKY, at(days=-3))
    rated(workspace, cards, Rating.SOLID, at(days=-2))
    found = timetable_of(workspace, NOW)
    planned = next_plan(workspace, NOW)
    assert planned is not None
    assert planned[2].plan.today == found.today
    for card, day in found.back.items():
        holding = [one.day for one in found.days if card in one.cards]
        assert holding[0] == day if holding else found.after_the_interview(card)


def test_what_went_badly_today_is_still_to_be_done_today(workspace: Workspace) -> None:
    workspace = interviews(workspace, 10)
    [card] = core(workspace.bank, 1)
    rated(workspace, [card], Rating.COULD_NOT, NOW)
    assert card in timetable_of(workspace, NOW).today.again
    assert back_in_words(timetable_of(workspace, NOW), card, NOW) == "today"


def test_burying_a_core_question_leaves_the_number_of_core_questions(workspace: Workspace) -> None:
    workspace = interviews(workspace, 10)
    before = next_plan(workspace, NOW)
    marks.save(workspace.store, Mark(core(workspace.bank, 1)[0], suspended=True), NOW.now)
    after = next_plan(replace(workspace), NOW)
    assert before is not None
    assert after is not None
    assert after[2].core.cards == before[2].core.cards
    assert after[2].core.resting == 1


def test_very_many_interviews_have_a_plan_that_is_made_once(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = interviews(workspace, *range(3, 1503))
    made: list[object] = []
    real = daily.make

    def counted(*args: object) -> daily.StudyPlan:
        made.append(args)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(daily, "make", counted)
    last = repository.get(workspace.store, "i1502")
    assert last is not None
    for _ in range(2):
        found = plan_of(workspace, last, NOW)
        assert found is not None
        assert found.left_out == 1499 - MOST_EARLIER
    assert len(made) == MOST_EARLIER + 1


def test_all_that_a_page_asks_of_two_interviews_comes_of_two_plans(workspace: Workspace) -> None:
    workspace = interviews(workspace, 6, 16)
    upcoming = repository.upcoming(workspace.store, NOW)
    coming = next_plan(workspace, NOW)
    first, second = (plan_of(workspace, interview, NOW) for _, interview in upcoming)
    assert first is not None
    assert second is not None
    assert coming is not None
    assert coming[2] is first
    assert second.plan.shared_until == first.plan.interview
    assert all(mine is its for mine, its in zip(first.plan.days, second.plan.days, strict=False))
    assert timetable_of(workspace, NOW) is timetable_of(workspace, NOW)
    assert timetable_of(workspace, NOW).days is second.plan.days


def test_who_writes_and_reads_on_makes_a_workspace_that_looks_again(workspace: Workspace) -> None:
    workspace = interviews(workspace, 10)
    before = timetable_of(workspace, NOW)
    [card] = core(workspace.bank, 1)
    rated(workspace, [card], Rating.COULD_NOT, NOW)
    after = timetable_of(replace(workspace), NOW)
    assert card not in before.back
    assert after.back[card] == NOW.day
