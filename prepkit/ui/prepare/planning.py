"""The plan of an interview, from what a desk holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from prepkit.bank import Bank
from prepkit.exchange.html_text import plain
from prepkit.mock import keeping as mocks
from prepkit.model import CardState, Clock
from prepkit.plan import daily
from prepkit.plan.cards import Planned, planned
from prepkit.plan.daily import Means, Plan
from prepkit.plan.forecast import forecast
from prepkit.plan.learning import NEW_PASSES
from prepkit.practice import queue
from prepkit.practice.clock import local_day
from prepkit.practice.session import Desk
from prepkit.prepare import keeping
from prepkit.prepare.advert import relevance
from prepkit.prepare.advert.reading import Reading, read
from prepkit.prepare.advert.relevance import Relevant
from prepkit.prepare.debrief import raised
from prepkit.prepare.interview import Interview, day_here, is_over
from prepkit.store import attempts, card_states, marks, stories, tallies
from prepkit.stories.coverage import of_role
from prepkit.ui.start import started

_TAGS = re.compile(r"</(?:p|li|ul|ol|div|body|html|h[1-6]|span|strong|b|td|tr)\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Planning:
    """A plan and what it was made over."""

    plan: Plan
    cards: tuple[Planned, ...]
    states: dict[str, CardState]
    means: Means


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
    earlier = [
        (that, other)
        for _, other in keeping.upcoming(desk.store, now)
        if (that := day_here(other, now)) is not None and that < day
    ]
    before = plan_of(desk, max(earlier, key=lambda one: one[0])[1], now) if earlier else None
    role = role_of(desk, interview)
    resting = marks.resting(desk.store, now.day.isoformat())
    asked = raised(
        (one for _, one in keeping.every(desk.store)),
        interview.company,
        role,
        usual_role=role_of(desk, Interview()),
    )
    advertised = relevance.raised(relevant(desk, interview))
    likelier = {one: max(asked.get(one, 1.0), advertised.get(one, 1.0)) for one in asked | advertised}
    wanted = planned(desk.bank, role, started(desk), likelier)
    cards = tuple(one for one in wanted if one.card not in resting)
    states = card_states.of_cards(desk.store, [one.card for one in cards])
    means = means_of(desk, role, now)
    made = daily.make(cards, states, means, day, now, before.plan if before else None)
    return Planning(made, cards, states, means)


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
