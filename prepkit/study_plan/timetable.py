"""The timetable that every page shows: what to do on which day, and when each card comes back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from prepkit.model import CardState, Clock
from prepkit.practice.queue import Queue, due_day
from prepkit.study_plan.daily import PlanDay, StudyPlan

DAYS_AHEAD = 30
"""How many days are planned where no interview is ahead."""


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
    plan: StudyPlan, states: Iterable[CardState], resting: Collection[str], clock: Clock
) -> Timetable:
    """Make a timetable from ``plan``, the one to the last interview, which holds the earlier plans' days.

    A card that the plan does not show again comes back by FSRS, after that interview at the earliest.
    """
    days = plan.days or (PlanDay(clock.day, off=True),)
    first: dict[str, date] = {}
    for day in days:
        for card in day.cards:
            first.setdefault(card, day.day)
    free = plan.interview + timedelta(days=1)
    back = {
        state.card_id: first.get(state.card_id) or max(due_day(state, clock), free)
        for state in states
        if state.card_id not in resting
    }
    return Timetable(days, back, plan.interview)


def timetable_by_fsrs(
    queue: Queue, cards: Sequence[str], states: Iterable[CardState], resting: Collection[str], clock: Clock
) -> Timetable:
    """Make a timetable of what is due by FSRS among ``cards``; today's new cards are those of ``queue``."""
    back = {state.card_id: due_day(state, clock) for state in states if state.card_id not in resting}
    wanted = set(cards)
    by_day: defaultdict[date, list[str]] = defaultdict(list)
    for card, day in back.items():
        if card in wanted:
            by_day[day].append(card)
    today = PlanDay(clock.day, new=queue.new, again=queue.due)
    later = (clock.day + timedelta(days=n) for n in range(1, DAYS_AHEAD))
    return Timetable((today, *(PlanDay(day, again=tuple(by_day[day])) for day in later)), back)


def of_cards(states: Iterable[CardState], resting: Collection[str], clock: Clock) -> Timetable:
    """Make a timetable of when cards come back by FSRS alone, without cards on its one day."""
    back = {state.card_id: due_day(state, clock) for state in states if state.card_id not in resting}
    return Timetable((PlanDay(clock.day),), back)
