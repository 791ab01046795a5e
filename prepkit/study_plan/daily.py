"""Makes the study plan: what to practise on each day until the interview, and what has no room in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import numpy as np

from prepkit.model import CardPhase, CardState, Clock, Rating
from prepkit.practice.clock import MICROS_A_DAY
from prepkit.study_plan.cards import Planned
from prepkit.study_plan.learning import NEW_PASSES, cost, of_states, rate
from prepkit.study_plan.order import Horizon, choose, final_days

MOCK_MINUTES, STORY_MINUTES = 12, 10
MOCK_BEFORE = (2, 9, 16, 23)
"""The days before the interview on which a mock is planned."""
STORY_EVERY = 3
PRACTISED_AT = 0.75
"""The assumed hour of practice on later days, as a share of the day."""
LONGEST_DAYS = 120
"""The longest plan in days; further ahead, single days cannot be foreseen."""
STEP_MINUTES, MOST_MINUTES = 5, 240


@dataclass(frozen=True, slots=True)
class Means:
    """The time there is to practise: minutes a day, weekdays off (Monday 0), minutes that one card takes,
    minutes already spent today; whether a mock was done and a story written today, and how many core
    competencies lack a story.
    """

    minutes: int
    days_off: tuple[int, ...] = ()
    a_card: float = 2.5
    spent: float = 0.0
    mock_today: bool = False
    story_today: bool = False
    stories_missing: int = 0


@dataclass(frozen=True, slots=True)
class PlanDay:
    """One day: cards never attempted, cards to see again, and whether a mock, a story or another interview
    is on it.

    ``final`` says that it belongs to the last pass over everything; ``minutes`` is how long the day takes.
    """

    day: date
    off: bool = False
    new: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    mock: bool = False
    story: bool = False
    elsewhere: bool = False
    final: bool = False
    minutes: int = 0
    minutes_of_cards: int = 0

    @property
    def cards(self) -> tuple[str, ...]:
        return self.again + self.new


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """The days from today to the eve of the interview, and the cards that are still unseen by then.

    ``unmet_core`` are the unseen cards of the core, the least likely first; ``once`` are the core cards
    that are seen, before or in the plan, and not planned again; ``enough`` is how many minutes a day would
    show the whole core, None when the plan does so or no day is long enough. The days until ``shared_until``
    belong to the plan of an earlier interview.
    """

    interview: date
    days: tuple[PlanDay, ...]
    unmet: tuple[str, ...]
    unmet_core: tuple[str, ...]
    once: tuple[str, ...]
    enough: int | None
    horizons: tuple[Horizon, ...]
    shared_until: date | None = None

    @property
    def today(self) -> PlanDay | None:
        return self.days[0] if self.days else None


def make(
    cards: Sequence[Planned],
    states: Mapping[str, CardState],
    means: Means,
    interview: date,
    clock: Clock,
    before: StudyPlan | None = None,
) -> StudyPlan:
    """Plan day after day, assuming that each card takes its average time and is rated Solid.

    The days of ``before``, the plan to an earlier interview, are taken over, so that no minute counts twice.
    """
    memory = of_states([planned.card for planned in cards], states, clock.day_start)
    core, weight = (
        np.array([planned.core for planned in cards], dtype=np.bool_),
        np.array([planned.weight for planned in cards]),
    )
    frames = _frames(means, interview, clock, before.interview if before else None)
    horizons = _horizons(frames, means, interview, clock)
    ids = np.array([planned.card for planned in cards], dtype=object)
    days = []
    # A card that was practised today is not planned for today again.
    weights = np.where(memory.last >= 0, 0.0, weight)
    # A card that went badly today and was not seen again yet is planned for today.
    unfinished = np.array([is_unfinished(states.get(card), clock) for card in ids], dtype=np.bool_)
    planned_days = {day.day: day for day in before.days} if before else {}
    for frame, horizon in zip(frames, horizons, strict=True):
        if frame.day in planned_days:
            practised = np.isin(ids, planned_days[frame.day].cards)
            days.append(planned_days[frame.day])
        else:
            ranked, practised = choose(memory, core, weights, horizon)
            if frame.day == clock.day and not frame.off:
                practised |= unfinished
            final = horizon.left <= float(final_days(memory, core, horizon.usual)[0])
            today = ranked[practised[ranked]]
            spent = float(cost(memory, horizon.at)[today].sum()) * means.a_card
            days.append(_filled(frame, ids[today].tolist(), memory.seen[today].tolist(), spent, final))
        ratings = np.where(memory.seen, int(Rating.SOLID), int(Rating.SHAKY))
        memory = rate(memory, practised, ratings, horizon.at)
        weights = weight
    unmet = ids[~memory.seen]
    unmet_core = ids[~memory.seen & core][::-1]
    return StudyPlan(
        interview,
        tuple(days),
        tuple(unmet),
        tuple(unmet_core),
        _once(ids[memory.seen & core].tolist(), days),
        _enough(len(unmet_core), means, days),
        tuple(horizons),
        before.interview if before and planned_days else None,
    )


def is_unfinished(state: CardState | None, clock: Clock) -> bool:
    """Whether a card went badly today and was not seen again yet."""
    return (
        state is not None
        and state.phase is not CardPhase.REVIEW
        and state.last_review >= clock.day_start
        and state.due < clock.day_end
    )


def _once(cards: Sequence[str], days: Sequence[PlanDay]) -> tuple[str, ...]:
    """The cards among ``cards`` that no day plans again."""
    again = {card for day in days for card in day.again}
    return tuple(card for card in cards if card not in again)


def _frames(means: Means, interview: date, clock: Clock, taken: date | None) -> list[PlanDay]:
    """The days with their mocks and stories, before cards; the day of another interview stays empty."""
    days_left = min((interview - clock.day).days, LONGEST_DAYS)
    frames = [
        PlanDay(day, off=day.weekday() in means.days_off or day == taken)
        for day in (clock.day + timedelta(days=n) for n in range(days_left))
    ]
    # A person with less time in a day than a mock takes does one mock only.
    mocks_before = MOCK_BEFORE if means.minutes >= MOCK_MINUTES else MOCK_BEFORE[:1]
    mocks = {
        _practice_day_at(frames, interview - timedelta(days=days_before)) for days_before in mocks_before
    }
    stories = [
        frame.day
        for frame in frames[: max(1, days_left // 2)]
        if not frame.off and frame.day not in mocks and (interview - frame.day).days % STORY_EVERY == 0
    ][: means.stories_missing if means.minutes >= STORY_MINUTES else 0]
    return [
        PlanDay(
            frame.day,
            frame.off,
            mock=frame.day in mocks and not (means.mock_today and frame.day == clock.day),
            story=frame.day in stories and not (means.story_today and frame.day == clock.day),
            elsewhere=frame.day == taken,
        )
        for frame in frames
    ]


def _practice_day_at(frames: Sequence[PlanDay], wanted: date) -> date | None:
    """The wanted day, or the last one before it that is not off; None without one."""
    if not frames or wanted < frames[0].day:
        return None
    return max((frame.day for frame in frames if frame.day <= wanted and not frame.off), default=None)


def _horizons(frames: Sequence[PlanDay], means: Means, interview: date, clock: Clock) -> list[Horizon]:
    """The horizon of each day; the minutes practised today are taken off today's capacity."""
    end = (interview - clock.day).days + 0.5
    now = (clock.now - clock.day_start) / MICROS_A_DAY
    usual = means.minutes / means.a_card
    working = [not frame.off for frame in frames]
    horizons = []
    for n, frame in enumerate(frames):
        minutes = 0.0 if frame.off else _left_for_cards(frame, means) - (means.spent if n == 0 else 0)
        at = now if n == 0 else n + PRACTISED_AT
        horizons.append(Horizon(at, end, max(0.0, minutes) / means.a_card, sum(working[n:]), usual))
    return horizons


def _left_for_cards(day: PlanDay, means: Means) -> float:
    taken = MOCK_MINUTES * day.mock + STORY_MINUTES * day.story
    # A person with ten minutes a day still practises on the day of a mock.
    return max(means.minutes - taken, means.minutes / 3)


def _filled(frame: PlanDay, cards: Sequence[str], seen: Sequence[bool], spent: float, final: bool) -> PlanDay:
    new = tuple(card for card, was_seen in zip(cards, seen, strict=True) if not was_seen)
    again = tuple(card for card, was_seen in zip(cards, seen, strict=True) if was_seen)
    placed = MOCK_MINUTES * frame.mock + STORY_MINUTES * frame.story
    return PlanDay(
        frame.day,
        frame.off,
        new,
        again,
        frame.mock,
        frame.story,
        frame.elsewhere,
        final=final and bool(again) and not new,
        minutes=round(spent + placed),
        minutes_of_cards=max(1, round(spent)) if cards else 0,
    )


def _enough(unmet: int, means: Means, days: Sequence[PlanDay]) -> int | None:
    """The minutes a day that would show the whole core: the missing time, shared out over the days."""
    working = sum(not day.off for day in days)
    if not unmet or not working:
        return None
    more = unmet * NEW_PASSES * means.a_card / working
    wanted = ceil((means.minutes + more) / STEP_MINUTES) * STEP_MINUTES
    return wanted if wanted <= MOST_MINUTES else None
