"""What the plan says about the time until the interview, over plans that are really made."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from prepkit.card_ids import question_card
from prepkit.interviews.appointment import Interview
from prepkit.model import Rating, Settings
from prepkit.practice.schedule import review
from prepkit.store import card_states, open_memory, profiles
from prepkit.study_plan.more_minutes import STEPS, more_minutes
from prepkit.study_plan.planning import Planning, plan_of
from prepkit.ui.widgets.plan_wording import time_in_words
from prepkit.workspace import Workspace
from tests.practice.conftest import at
from tests.shipped import shipped_bank

ROLE = "customer-operations-manager"


def workspace_with(minutes: int, days_off: tuple[int, ...] = (), practised_days_ago: float = -1) -> Workspace:
    """A workspace whose core questions were all rated Solid so many days ago, or never."""
    store = profiles.latest(open_memory(), new_id="me", now=at().now)
    workspace = Workspace(store, shipped_bank(), Settings(minutes_a_day=minutes, days_off=days_off))
    if practised_days_ago >= 0:
        for question in workspace.bank.core(ROLE):
            card, moment = question_card(question), at(days=-practised_days_ago).now
            card_states.save(store, review(None, card, Rating.SOLID, moment, 0.9))
    return workspace


def planned(workspace: Workspace, days: int) -> tuple[Planning, str]:
    now = at()
    planning = plan_of(workspace, Interview(day=now.day + timedelta(days=days), role=ROLE), now)
    assert planning is not None
    return planning, time_in_words(workspace, planning, now)


@pytest.mark.parametrize("minutes", [5, 25, 60, 240])
@pytest.mark.parametrize("days_off", [(), (5, 6)])
@pytest.mark.parametrize("practised_days_ago", [-1, 0, 3])
def test_the_sentences_are_right_for_every_length_of_time(
    minutes: int, days_off: tuple[int, ...], practised_days_ago: float
) -> None:
    workspace = workspace_with(minutes, days_off, practised_days_ago)
    for days in (0, 1, 2, 7, 12):
        planning, text = planned(workspace, days)
        core = len(planning.core.cards)
        assert not re.search(r"\b0 of|\b1 of the \d+ come up|None of them come up", text), text
        again = re.search(rf"(\d+) of the {core} comes? up again", text)
        if again:
            assert int(again[1]) == core - len(planning.plan.once)
        elif f"All {core} come up again" in text:
            assert not planning.plan.once
        if not planning.plan.unmet_core and days and not any(day.cards for day in planning.plan.days):
            assert "again before" not in text or "due again" in text, text


def test_the_minutes_it_names_are_the_fewest_that_show_every_question_again() -> None:
    now = at()
    workspace = workspace_with(25)
    for days in range(5, 15):
        planning, text = planned(workspace, days)
        more = None if planning.plan.unmet_core else more_minutes(workspace, planning, now)
        if more is not None:
            break
    assert more is not None
    assert f"about {more} more minutes a day would cover " in text
    enough, text = planned(workspace_with(25 + more), days)
    assert not enough.plan.once
    assert "come up again before the interview." in text
    fewer = max((0, *(step for step in STEPS if step < more)))
    assert planned(workspace_with(25 + fewer), days)[0].plan.once


def test_when_all_is_practised_and_no_day_holds_a_card_nothing_more_is_due() -> None:
    workspace = workspace_with(25, practised_days_ago=0)
    planning, _ = planned(workspace, 1)
    idle = tuple(replace(day, new=(), again=(), mock=False, story=False) for day in planning.plan.days)
    done = replace(planning, plan=replace(planning.plan, days=idle, once=planning.core.cards))
    text = time_in_words(workspace, done, at())
    assert text.startswith("**You have practised** the ")
    assert text.endswith("Nothing more is due before the interview.")
