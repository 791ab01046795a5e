"""Makes the plan of an interview from what a workspace holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from prepkit.exchange.html_text import plain
from prepkit.interviews import debrief, repository
from prepkit.interviews.advert import relevance
from prepkit.interviews.advert.reading import AdvertReading, read
from prepkit.interviews.advert.relevance import Relevant
from prepkit.interviews.appointment import Interview, day_here, is_ahead, is_over
from prepkit.mock import repository as mocks
from prepkit.model import CardState, Clock, Status
from prepkit.practice import queue
from prepkit.practice.cards import core_cards, started, target_cards
from prepkit.practice.clock import local_day
from prepkit.practice.queue import Queue
from prepkit.store import attempts, card_states, marks, stories, tallies
from prepkit.stories.coverage import of_role
from prepkit.study_plan import daily
from prepkit.study_plan.cards import Planned, planned
from prepkit.study_plan.daily import Means, StudyPlan
from prepkit.study_plan.forecast import forecast
from prepkit.study_plan.learning import NEW_PASSES
from prepkit.study_plan.timetable import Timetable, of_cards, timetable_by_fsrs, to_interviews
from prepkit.workspace import Workspace, once_a_run

_TAGS = re.compile(r"</(?:p|li|ul|ol|div|body|html|h[1-6]|span|strong|b|td|tr)\s*>", re.IGNORECASE)


MOST_EARLIER = 6
"""How many earlier interviews share the days of a plan; of more, the later ones are left out."""


@dataclass(frozen=True, slots=True)
class Core:
    """The questions that readiness is counted over: the core of ``role`` (without one, of every role), and
    questions that an interview makes as likely.

    ``added`` counts the latter, ``resting`` those that are suspended or buried, which belong to the core too.
    """

    role: str | None
    cards: tuple[str, ...]
    added: int = 0
    resting: int = 0


@dataclass(frozen=True, slots=True)
class Planning:
    """A plan and its inputs. ``left_out`` counts the earlier interviews that it has no room for."""

    plan: StudyPlan
    cards: tuple[Planned, ...]
    states: dict[str, CardState]
    means: Means
    core: Core
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Person:
    """The inputs that the plans to all interviews of a person share."""

    interviews: list[tuple[str, Interview]]
    resting: frozenset[str]
    started: list[str]


def role_of(workspace: Workspace, interview: Interview) -> str | None:
    """The role an interview is for: its own, or the target role."""
    known = {role.id for role in workspace.bank.roles}
    return next((role for role in (interview.role, workspace.settings.target_role) if role in known), None)


@once_a_run
def plan_of(workspace: Workspace, interview: Interview, now: Clock) -> Planning | None:
    """The plan to an interview's day; None without a day, or once it is over.

    Until an earlier interview the days belong to the plan for that one.
    """
    day = day_here(interview, now)
    if day is None or is_over(interview, now):
        return None
    before = _earlier(_person(workspace, now), day, now)
    # The last earlier plan with room holds the days of the plans before it.
    nearest = before[:MOST_EARLIER][-1:]
    earlier = plan_of(workspace, nearest[0], now) if nearest else None
    planning = _planning(workspace, interview, day, now, earlier.plan if earlier else None)
    return replace(planning, left_out=max(0, len(before) - MOST_EARLIER))


def _earlier(person: _Person, day: date, now: Clock) -> list[Interview]:
    """The interviews ahead of ``day``, the next first, one a day."""
    by_day: dict[date, Interview] = {}
    for _, other in person.interviews:
        other_day = day_here(other, now)
        if other_day is not None and other_day < day and is_ahead(other, now):
            by_day.setdefault(other_day, other)
    return [by_day[other_day] for other_day in sorted(by_day)]


@once_a_run
def _person(workspace: Workspace, now: Clock) -> _Person:
    resting = marks.resting(workspace.store, now.day.isoformat())
    return _Person(repository.list_all(workspace.store), frozenset(resting), started(workspace))


def _planning(
    workspace: Workspace, interview: Interview, day: date, now: Clock, before: StudyPlan | None
) -> Planning:
    person = _person(workspace, now)
    wanted = _wanted(workspace, interview, person)
    cards = cards_of(workspace, interview, now)
    states = card_states.of_cards(workspace.store, [planned.card for planned in cards])
    role = role_of(workspace, interview)
    means = means_of(workspace, role, now)
    plan = daily.make(cards, states, means, day, now, before)
    return Planning(plan, cards, states, means, _core(workspace, role, wanted, person))


def _wanted(workspace: Workspace, interview: Interview, person: _Person) -> list[Planned]:
    """The cards of an interview, resting ones included, weighted by its debriefs and advertisement."""
    role = role_of(workspace, interview)
    by_debriefs = debrief.likelihood_factors(
        (other for _, other in person.interviews),
        interview.company,
        role,
        usual_role=role_of(workspace, Interview()),
    )
    by_advert = relevance.likelihood_factors(relevant(workspace, interview))
    likelier = {
        question: max(by_debriefs.get(question, 1.0), by_advert.get(question, 1.0))
        for question in by_debriefs | by_advert
    }
    return planned(workspace.bank, role, person.started, likelier)


@once_a_run
def cards_of(workspace: Workspace, interview: Interview, now: Clock) -> tuple[Planned, ...]:
    """The cards of an interview, the most likely first, without those that rest; its day may be unknown."""
    person = _person(workspace, now)
    wanted = _wanted(workspace, interview, person)
    return tuple(planned for planned in wanted if planned.card not in person.resting)


def _core(workspace: Workspace, role: str | None, wanted: Sequence[Planned], person: _Person) -> Core:
    cards = tuple(planned.card for planned in wanted if planned.core)
    usual = set(core_cards(workspace, role))
    return Core(
        role,
        cards,
        added=sum(card not in usual for card in cards),
        resting=sum(card in person.resting for card in cards),
    )


def core_now(workspace: Workspace, now: Clock, ahead: Planning | None) -> Core:
    """The core of the next interview with a day; without one, of the target role."""
    if ahead is not None:
        return ahead.core
    role = workspace.settings.target_role
    cards = tuple(core_cards(workspace, role))
    resting = marks.resting(workspace.store, now.day.isoformat())
    return Core(role, cards, resting=sum(card in resting for card in cards))


def relevant(workspace: Workspace, interview: Interview) -> tuple[Relevant, ...]:
    """The questions that an interview's advertisement makes likelier; none without one."""
    if not interview.advert.strip():
        return ()
    bank, role = workspace.bank, role_of(workspace, interview)
    return workspace.visit.get(
        ("relevant", advert_text(interview), role, bank.version),
        lambda: relevance.relevant(bank, reading_of(workspace, interview), role),
    )


def advert_text(interview: Interview) -> str:
    """The text of the advertisement; one that was copied as HTML loses its tags."""
    return plain(interview.advert)[0] if _TAGS.search(interview.advert) else interview.advert


def reading_of(workspace: Workspace, interview: Interview) -> AdvertReading:
    """What an interview's advertisement asks for."""
    text, bank = advert_text(interview), workspace.bank
    return workspace.visit.get(("reading", text, bank.version), lambda: read(text, bank))


def next_plan(workspace: Workspace, now: Clock) -> tuple[str, Interview, Planning] | None:
    """The next interview with a day, and its plan."""
    for interview_id, interview in repository.upcoming(workspace.store, now):
        planning = plan_of(workspace, interview, now)
        if planning is not None:
            return interview_id, interview, planning
    return None


@once_a_run
def timetable_of(workspace: Workspace, now: Clock) -> Timetable:
    """The timetable by the plan to the interviews ahead; without an interview by FSRS alone."""
    resting = marks.resting(workspace.store, now.day.isoformat())
    states = card_states.list_all(workspace.store)
    last = _last_planned(workspace, now)
    if last is not None:
        return to_interviews(last.plan, states, resting, now)
    cards = target_cards(workspace)
    due_now = queue.due_and_new_by_fsrs(workspace.store, cards, workspace.settings, now)
    return timetable_by_fsrs(due_now, cards, states, resting, now)


def timetable_of_cards(workspace: Workspace, cards: Sequence[str], now: Clock) -> Timetable:
    """The timetable of these cards only: cheaper than ``timetable_of`` where no interview is ahead."""
    last = _last_planned(workspace, now)
    if last is not None:
        return timetable_of(workspace, now)
    resting = marks.resting(workspace.store, now.day.isoformat())
    return of_cards(card_states.of_cards(workspace.store, cards).values(), resting, now)


def due_and_new(workspace: Workspace, cards: Sequence[str], now: Clock) -> Queue:
    """The queue of today out of ``cards``: those that come back today by the timetable, and new ones up to
    the daily limit.
    """
    due_now = queue.due_and_new_by_fsrs(workspace.store, cards, workspace.settings, now)
    timetable = timetable_of(workspace, now)
    if timetable.until is None:
        return due_now
    wanted = set(cards)
    return replace(due_now, due=tuple(card for card in timetable.today.again if card in wanted))


def statuses_of(workspace: Workspace, cards: Sequence[str], now: Clock) -> dict[str, Status]:
    """The status of each of ``cards`` in lists; due are those that come back by the timetable."""
    return queue.statuses(workspace.store, cards, now, timetable_of_cards(workspace, cards, now).back)


def _last_planned(workspace: Workspace, now: Clock) -> Planning | None:
    """The plan to the last of the next few interviews, which holds the days of the earlier ones."""
    ahead = _earlier(_person(workspace, now), date.max, now)
    ahead = [interview for interview in ahead if not is_over(interview, now)][: MOST_EARLIER + 1]
    return plan_of(workspace, ahead[-1], now) if ahead else None


@once_a_run
def means_of(workspace: Workspace, role: str | None, now: Clock) -> Means:
    """The minutes a day that there are, and what was already done today."""
    day = now.day.isoformat()
    today = [row for row in tallies.by_day(workspace.store, since=day) if row["local_day"] == day]
    # The pace of earlier days is used, so that today's share of the plan does not change during the day.
    a_card = queue.minutes_a_card(workspace.store, before=day)
    passes = sum(row["attempts"] for row in today) + (NEW_PASSES - 1) * attempts.first_seen_on(
        workspace.store, day, "q"
    )
    spent = max(sum(row["duration_ms"] for row in today) / 60_000, passes * a_card)
    # An old story that was emptied can still be in the list, for its versions.
    stories_written = [row.updated_at for row in stories.list_all(workspace.store) if row.content.is_written]
    mocks_done = [mock.scored_at for _, mock in mocks.list_all(workspace.store) if mock.scored_at]
    return Means(
        workspace.settings.minutes_a_day,
        workspace.settings.days_off,
        a_card,
        spent,
        mock_today=any(local_day(at, now.tz) == now.day for at in mocks_done),
        story_today=any(local_day(at, now.tz) == now.day for at in stories_written),
        stories_missing=sum(
            not row.stories for row in of_role(workspace.bank, workspace.bank.stories, role).rows
        ),
    )


def curve(workspace: Workspace, planning: Planning, now: Clock) -> pd.DataFrame:
    """The forecast of a plan (``forecast.forecast``), computed once for each state of the plan."""
    key = ("curve", workspace.store.profile_id, now.day, planning.plan.days, planning.means)
    return workspace.visit.get(
        key, lambda: forecast(planning.cards, planning.states, planning.plan, now.day_start)
    )
