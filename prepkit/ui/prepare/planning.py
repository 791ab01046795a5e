"""The plan of an interview, from what a desk holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import streamlit as st

from prepkit.bank import Bank
from prepkit.exchange.html_text import plain
from prepkit.mock import keeping as mocks
from prepkit.model import CardState, Clock, Status
from prepkit.plan import daily
from prepkit.plan.cards import Planned, planned
from prepkit.plan.daily import Means, Plan
from prepkit.plan.forecast import forecast
from prepkit.plan.learning import NEW_PASSES
from prepkit.plan.timetable import Timetable, of_cards, to_interviews, without_interview
from prepkit.practice import queue
from prepkit.practice.clock import day_start, local_day
from prepkit.practice.queue import Queue
from prepkit.practice.session import Desk
from prepkit.prepare import keeping
from prepkit.prepare.advert import relevance
from prepkit.prepare.advert.reading import Reading, read
from prepkit.prepare.advert.relevance import Relevant
from prepkit.prepare.debrief import raised
from prepkit.prepare.interview import Interview, day_here, is_ahead, is_over
from prepkit.store import attempts, card_states, marks, stories, tallies
from prepkit.stories.coverage import of_role
from prepkit.ui.cards import core_cards, started, target_cards
from prepkit.ui.wording import escape, on_day, plural

_TAGS = re.compile(r"</(?:p|li|ul|ol|div|body|html|h[1-6]|span|strong|b|td|tr)\s*>", re.IGNORECASE)


MOST_EARLIER = 6
"""So many earlier interviews share the days with a plan; of more, the later ones are left out of it."""


@dataclass(frozen=True, slots=True)
class Core:
    """The questions that readiness is counted over: the core of ``role`` (without one, of every role), and
    what an interview makes as likely as that.

    ``added`` counts the latter, ``resting`` those that are suspended or buried: they are core all the same.
    """

    role: str | None
    cards: tuple[str, ...]
    added: int = 0
    resting: int = 0


@dataclass(frozen=True, slots=True)
class Planning:
    """A plan and what it was made over. ``left_out`` counts the earlier interviews it makes no room for."""

    plan: Plan
    cards: tuple[Planned, ...]
    states: dict[str, CardState]
    means: Means
    core: Core
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Person:
    """What the plans to all interviews of a person have in common."""

    interviews: list[tuple[str, Interview]]
    resting: frozenset[str]
    started: list[str]


def role_of(desk: Desk, interview: Interview) -> str | None:
    """The role an interview is for: its own, or the target role."""
    known = {role.id for role in desk.bank.roles}
    return next((role for role in (interview.role, desk.settings.target_role) if role in known), None)


def plan_of(desk: Desk, interview: Interview, now: Clock) -> Planning | None:
    """The plan to an interview's day; None without a day, or once it is over.

    Until an earlier interview the days belong to the plan for that one.
    """
    day = day_here(interview, now)
    if day is None or is_over(interview, now):
        return None
    person = _person(desk, now)
    before = _earlier(person, day, now)
    made: Planning | None = None
    for one in (*before[:MOST_EARLIER], interview):
        made = _planning(desk, one, person, now, made.plan if made else None)
    return replace(made, left_out=max(0, len(before) - MOST_EARLIER)) if made else None


def _earlier(person: _Person, day: date, now: Clock) -> list[Interview]:
    """The interviews ahead of ``day``, the next first, one a day."""
    by_day: dict[date, Interview] = {}
    for _, other in person.interviews:
        that = day_here(other, now)
        if that is not None and that < day and is_ahead(other, now):
            by_day.setdefault(that, other)
    return [by_day[that] for that in sorted(by_day)]


def _person(desk: Desk, now: Clock) -> _Person:
    resting = marks.resting(desk.store, now.day.isoformat())
    return _Person(keeping.every(desk.store), frozenset(resting), started(desk))


def _planning(
    desk: Desk, interview: Interview, person: _Person, now: Clock, before: Plan | None
) -> Planning | None:
    day = day_here(interview, now)
    if day is None:
        return None
    wanted = _wanted(desk, interview, person)
    cards = tuple(one for one in wanted if one.card not in person.resting)
    states = card_states.of_cards(desk.store, [one.card for one in cards])
    role = role_of(desk, interview)
    means = means_of(desk, role, now)
    # A page asks for the same plan in several places: it is made once for each visit to the page.
    key = (cards, tuple(states.values()), means, day, now, before)
    made = desk.plans.get(key)
    if not isinstance(made, Plan):
        made = desk.plans[key] = daily.make(cards, states, means, day, now, before)
    return Planning(made, cards, states, means, _core(desk, role, wanted, person))


def _wanted(desk: Desk, interview: Interview, person: _Person) -> list[Planned]:
    """The cards of an interview, those at rest among them, with what makes some of them likelier."""
    role = role_of(desk, interview)
    asked = raised(
        (one for _, one in person.interviews),
        interview.company,
        role,
        usual_role=role_of(desk, Interview()),
    )
    advertised = relevance.raised(relevant(desk, interview))
    likelier = {one: max(asked.get(one, 1.0), advertised.get(one, 1.0)) for one in asked | advertised}
    return planned(desk.bank, role, person.started, likelier)


def _core(desk: Desk, role: str | None, wanted: Sequence[Planned], person: _Person) -> Core:
    cards = tuple(one.card for one in wanted if one.core)
    usual = set(core_cards(desk, role))
    return Core(
        role,
        cards,
        added=sum(card not in usual for card in cards),
        resting=sum(card in person.resting for card in cards),
    )


def core_now(desk: Desk, now: Clock, ahead: Planning | None) -> Core:
    """The core of the next interview with a day; without one, of the target role."""
    if ahead is not None:
        return ahead.core
    role = desk.settings.target_role
    cards = tuple(core_cards(desk, role))
    resting = marks.resting(desk.store, now.day.isoformat())
    return Core(role, cards, resting=sum(card in resting for card in cards))


def core_in_words(desk: Desk, core: Core) -> str:
    """``36 core questions for team lead``, with what makes it another number than the role's own."""
    count = plural(len(core.cards), "core question")
    of = f"for {escape(desk.bank.role(core.role).name.lower())}" if core.role else "of all five roles"
    added = (
        f" ({core.added} of them because of this advertisement or of what was asked before)"
        if core.added
        else ""
    )
    return f"{count} {of}{added}"


def core_at_rest(core: Core) -> str:
    """What is said of the core's cards that are suspended or buried; empty without any."""
    if not core.resting:
        return ""
    return f"{core.resting} of them {'is' if core.resting == 1 else 'are'} suspended or buried."


def relevant(desk: Desk, interview: Interview) -> tuple[Relevant, ...]:
    """The questions that an interview's advertisement makes likelier; none without one."""
    if not interview.advert.strip():
        return ()
    return _relevant(advert_text(interview), role_of(desk, interview), desk.bank.version, desk.bank)


def advert_text(interview: Interview) -> str:
    """The advertisement as it is seen: what was copied with its tags loses them."""
    return plain(interview.advert)[0] if _TAGS.search(interview.advert) else interview.advert


def reading_of(desk: Desk, interview: Interview) -> Reading:
    """What an interview's advertisement asks for."""
    return _reading(advert_text(interview), desk.bank.version, desk.bank)


# An advertisement is personal, too.
@st.cache_data(show_spinner=False, scope="session", max_entries=4)
def _reading(advert: str, version: str, _bank: Bank) -> Reading:
    return read(advert, _bank)


@st.cache_data(show_spinner=False, scope="session", max_entries=4)
def _relevant(advert: str, role: str | None, version: str, _bank: Bank) -> tuple[Relevant, ...]:
    return relevance.relevant(_bank, _reading(advert, version, _bank), role)


def next_plan(desk: Desk, now: Clock) -> tuple[str, Interview, Planning] | None:
    """The next interview with a day, and its plan."""
    for interview_id, interview in keeping.upcoming(desk.store, now):
        found = plan_of(desk, interview, now)
        if found is not None:
            return interview_id, interview, found
    return None


def timetable_of(desk: Desk, now: Clock) -> Timetable:
    """What is to be done on which day: by the plan to the interviews ahead, without one by FSRS alone."""
    resting = marks.resting(desk.store, now.day.isoformat())
    states = card_states.every(desk.store)
    last = _last_planned(desk, now)
    if last is not None:
        return to_interviews(last.plan, states, resting, now)
    cards = target_cards(desk)
    found = queue.due_and_new(desk.store, cards, desk.settings, now)
    return without_interview(found, cards, states, resting, now)


def timetable_of_cards(desk: Desk, cards: Sequence[str], now: Clock) -> Timetable:
    """When these cards come back, as ``timetable_of`` says it, without laying out every day for it."""
    last = _last_planned(desk, now)
    if last is not None:
        return timetable_of(desk, now)
    resting = marks.resting(desk.store, now.day.isoformat())
    return of_cards(card_states.of_cards(desk.store, cards).values(), resting, now)


def due_and_new(desk: Desk, cards: Sequence[str], now: Clock) -> Queue:
    """What there is to practise today out of ``cards``: those that the timetable has come back today, and
    new ones up to the daily limit.
    """
    found = queue.due_and_new(desk.store, cards, desk.settings, now)
    timetable = timetable_of(desk, now)
    if timetable.until is None:
        return found
    wanted = set(cards)
    return replace(found, due=tuple(card for card in timetable.today.again if card in wanted))


def statuses_of(desk: Desk, cards: Sequence[str], now: Clock) -> dict[str, Status]:
    """What Browse and Learn call each of ``cards``: due is what the timetable has come back today."""
    return queue.statuses(desk.store, cards, now, timetable_of_cards(desk, cards, now).back)


def _last_planned(desk: Desk, now: Clock) -> Planning | None:
    """The plan to the last of the next few interviews, which holds the days of those before it."""
    ahead = _earlier(_person(desk, now), date.max, now)
    ahead = [one for one in ahead if not is_over(one, now)][: MOST_EARLIER + 1]
    return plan_of(desk, ahead[-1], now) if ahead else None


def back_in_words(timetable: Timetable, card: str, now: Clock) -> str:
    """When a card comes back, as people say it: ``today``, ``on 4 May``; empty for one that is at rest."""
    if card not in timetable.back:
        return ""
    if timetable.after_the_interview(card):
        return "after the interview"
    return on_day(day_start(timetable.back[card], now.tz), now)


def means_of(desk: Desk, role: str | None, now: Clock) -> Means:
    """The minutes there are, and what today has had of them."""
    day = now.day.isoformat()
    today = [row for row in tallies.by_day(desk.store, since=day) if row["local_day"] == day]
    # The pace is this morning's, and quick answers are done all the same: a day's part stays what it is.
    a_card = queue.minutes_a_card(desk.store, before=day)
    passes = sum(row["attempts"] for row in today) + (NEW_PASSES - 1) * attempts.first_seen_on(
        desk.store, day, "q"
    )
    spent = max(sum(row["duration_ms"] for row in today) / 60_000, passes * a_card)
    written = [row.updated_at for row in stories.every(desk.store)]
    done = [mock.scored_at for _, mock in mocks.every(desk.store) if mock.scored_at]
    return Means(
        desk.settings.minutes_a_day,
        desk.settings.days_off,
        a_card,
        spent,
        mock_today=any(local_day(at, now.tz) == now.day for at in done),
        story_today=any(local_day(at, now.tz) == now.day for at in written),
        stories_missing=sum(not row.stories for row in of_role(desk.bank, desk.bank.stories, role).rows),
    )


def curve(desk: Desk, found: Planning, now: Clock) -> pd.DataFrame:
    """``plan.forecast.forecast`` of it, worked out once for each state of the plan."""
    return _curve(
        desk.store.profile_id, now.day.isoformat(), hash((found.plan.days, found.means)), found, now
    )


# What is personal is kept by session, never where another visitor could be handed it.
@st.cache_data(show_spinner=False, scope="session", max_entries=4)
def _curve(profile_id: str, day: str, plan: int, _found: Planning, _now: Clock) -> pd.DataFrame:
    return forecast(_found.cards, _found.states, _found.plan, _now.day_start)
