"""What is to be done on which day, and when each card comes back: the one answer that every page shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from prepkit.model import CardState, Clock
from prepkit.plan.daily import Plan, PlanDay
from prepkit.practice.clock import local_day
from prepkit.practice.queue import Queue

DAYS_AHEAD = 30
"""So many days are laid out where no interview is ahead."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """The days from today on, and for each attempted card that is not at rest the day it comes back.

    ``until`` is the day of the last interview that is planned for, None where none is: a card whose day lies
    after it has no place in the plan.
    """

    days: tuple[PlanDay, ...]
    back: Mapping[str, date]
    until: date | None = None

    @property
    def today(self) -> PlanDay:
        return self.days[0]

    @property
    def tomorrow(self) -> PlanDay | None:
        return self.days[1] if len(self.days) > 1 else None

    def is_planned(self, card: str) -> bool:
        """Whether a card comes back on a day of the plan to an interview."""
        return self.until is not None and card in self.back and self.back[card] <= self.until

    def after_the_interview(self, card: str) -> bool:
        """Whether a card comes back only when the interviews ahead are over."""
        return self.until is not None and card in self.back and self.back[card] > self.until


def to_interviews(
    plan: Plan, states: Iterable[CardState], resting: Collection[str], clock: Clock
) -> Timetable:
    """The days of ``plan``, the one to the last interview: it holds the days of the earlier ones, too.

    What it does not come back to is left to the forgetting, from the day after that interview on.
    """
    days = plan.days or (PlanDay(clock.day, off=True),)
    first: dict[str, date] = {}
    for day in days:
        for card in day.cards:
            first.setdefault(card, day.day)
    free = plan.interview + timedelta(days=1)
    back = {
        state.card_id: first.get(state.card_id) or max(_due_day(state, clock), free)
        for state in states
        if state.card_id not in resting
    }
    return Timetable(days, back, plan.interview)


def without_interview(
    queue: Queue, cards: Sequence[str], states: Iterable[CardState], resting: Collection[str], clock: Clock
) -> Timetable:
    """What is due by FSRS among ``cards``, day by day; the new ones of today are those of ``queue``."""
    back = {state.card_id: _due_day(state, clock) for state in states if state.card_id not in resting}
    wanted = set(cards)
    by_day: defaultdict[date, list[str]] = defaultdict(list)
    for card, day in back.items():
        if card in wanted:
            by_day[day].append(card)
    today = PlanDay(clock.day, new=queue.new, again=queue.due)
    later = (clock.day + timedelta(days=n) for n in range(1, DAYS_AHEAD))
    return Timetable((today, *(PlanDay(day, again=tuple(by_day[day])) for day in later)), back)


def of_cards(states: Iterable[CardState], resting: Collection[str], clock: Clock) -> Timetable:
    """When these cards come back where no interview is ahead, by FSRS alone; no day is laid out."""
    back = {state.card_id: _due_day(state, clock) for state in states if state.card_id not in resting}
    return Timetable((PlanDay(clock.day),), back)


def _due_day(state: CardState, clock: Clock) -> date:
    """The person's day on which FSRS wants a card; what is overdue is due today."""
    return max(local_day(state.due, clock.tz), clock.day)
