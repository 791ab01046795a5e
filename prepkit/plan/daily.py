"""The plan itself: for each day until the interview what to practise, and what there is no time for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import numpy as np

from prepkit.model import CardState, Clock, Phase, Rating
from prepkit.plan.cards import Planned
from prepkit.plan.learning import NEW_PASSES, cost, of_states, rate
from prepkit.plan.order import Horizon, choose, final_days
from prepkit.practice.clock import MICROS_A_DAY

MOCK_MINUTES, STORY_MINUTES = 12, 10
MOCK_BEFORE = (2, 9, 16, 23)
"""How many days before the interview a mock belongs."""
STORY_EVERY = 3
PRACTISED_AT = 0.75
"""The hour of practice on days to come, as a share of the day."""
LONGEST_DAYS = 120
"""Further ahead than this a plan by days says nothing."""
STEP_MINUTES, MOST_MINUTES = 5, 240


@dataclass(frozen=True, slots=True)
class Means:
    """What there is to spend: minutes a day, weekdays off (Monday 0), minutes that one card takes,
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
    """One day: cards never met, cards to see again, whether a mock or a story is on it, or another interview.

    ``final`` says that it belongs to the last pass over everything; ``minutes`` is what all of it takes.
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
class Plan:
    """The days from today to the eve of the interview, and the cards that are not met by then.

    ``unmet_core`` are those of the core among them, the least likely first; ``once`` are those of the core
    that are met, now or in it, and not looked at again; ``enough`` is how many minutes a day would meet the
    whole core, None when it is met anyway or no day is long enough. The days until ``shared_until`` are those
    of an earlier plan.
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
    before: Plan | None = None,
) -> Plan:
    """Play the days as they are expected to go: each card takes what it takes on average and goes well.

    The days of ``before``, the plan to an earlier interview, are taken as they stand: a minute is spent once.
    """
    known = of_states([one.card for one in cards], states, clock.day_start)
    core, weight = (
        np.array([one.core for one in cards], dtype=np.bool_),
        np.array([one.weight for one in cards]),
    )
    frames = _frames(means, interview, clock, before.interview if before else None)
    horizons = _horizons(frames, means, interview, clock)
    ids = np.array([one.card for one in cards], dtype=object)
    days = []
    # What was practised today has had its turn.
    counts = np.where(known.last >= 0, 0.0, weight)
    # What went badly today and was not seen again yet still has to come today.
    unfinished = np.array([is_unfinished(states.get(card), clock) for card in ids], dtype=np.bool_)
    given = {one.day: one for one in before.days} if before else {}
    for frame, when in zip(frames, horizons, strict=True):
        if frame.day in given:
            which = np.isin(ids, given[frame.day].cards)
            days.append(given[frame.day])
        else:
            ranked, which = choose(known, core, counts, when)
            if frame.day == clock.day and not frame.off:
                which |= unfinished
            final = when.left <= float(final_days(known, core, when.usual)[0])
            today = ranked[which[ranked]]
            spent = float(cost(known, when.at)[today].sum()) * means.a_card
            days.append(_filled(frame, ids[today].tolist(), known.seen[today].tolist(), spent, final))
        usual = np.where(known.seen, int(Rating.SOLID), int(Rating.SHAKY))
        known = rate(known, which, usual, when.at)
        counts = weight
    unmet = ids[~known.seen]
    unmet_core = ids[~known.seen & core][::-1]
    return Plan(
        interview,
        tuple(days),
        tuple(unmet),
        tuple(unmet_core),
        _once(ids[known.seen & core].tolist(), days),
        _enough(len(unmet_core), means, days),
        tuple(horizons),
        before.interview if before and given else None,
    )


def is_unfinished(state: CardState | None, clock: Clock) -> bool:
    """Whether a card went badly today and was not seen again yet."""
    return (
        state is not None
        and state.phase is not Phase.REVIEW
        and state.last_review >= clock.day_start
        and state.due < clock.day_end
    )


def _once(met: Sequence[str], days: Sequence[PlanDay]) -> tuple[str, ...]:
    """Of the cards that are met by the day those that the days do not come back to."""
    again = {card for day in days for card in day.again}
    return tuple(card for card in met if card not in again)


def _frames(means: Means, interview: date, clock: Clock, taken: date | None) -> list[PlanDay]:
    """The days with what is placed in them before any card is; nothing on the day of another interview."""
    ahead = min((interview - clock.day).days, LONGEST_DAYS)
    frames = [
        PlanDay(day, off=day.weekday() in means.days_off or day == taken)
        for day in (clock.day + timedelta(days=n) for n in range(ahead))
    ]
    # Who has less time in a day than a mock takes gives one day more, and no more than one.
    wanted = MOCK_BEFORE if means.minutes >= MOCK_MINUTES else MOCK_BEFORE[:1]
    mocks = {_practice_day_at(frames, interview - timedelta(days=before)) for before in wanted}
    stories = [
        one.day
        for one in frames[: max(1, ahead // 2)]
        if not one.off and one.day not in mocks and (interview - one.day).days % STORY_EVERY == 0
    ][: means.stories_missing if means.minutes >= STORY_MINUTES else 0]
    return [
        PlanDay(
            one.day,
            one.off,
            mock=one.day in mocks and not (means.mock_today and one.day == clock.day),
            story=one.day in stories and not (means.story_today and one.day == clock.day),
            elsewhere=one.day == taken,
        )
        for one in frames
    ]


def _practice_day_at(frames: Sequence[PlanDay], wanted: date) -> date | None:
    """The day itself, or the last one before it that is not off."""
    if not frames or wanted < frames[0].day:
        return None
    return max((one.day for one in frames if one.day <= wanted and not one.off), default=None)


def _horizons(frames: Sequence[PlanDay], means: Means, interview: date, clock: Clock) -> list[Horizon]:
    """Where each day stands; today lacks what was practised already."""
    end = (interview - clock.day).days + 0.5
    now = (clock.now - clock.day_start) / MICROS_A_DAY
    usual = means.minutes / means.a_card
    working = [not one.off for one in frames]
    found = []
    for n, one in enumerate(frames):
        minutes = 0.0 if one.off else _left_for_cards(one, means) - (means.spent if n == 0 else 0)
        at = now if n == 0 else n + PRACTISED_AT
        found.append(Horizon(at, end, max(0.0, minutes) / means.a_card, sum(working[n:]), usual))
    return found


def _left_for_cards(day: PlanDay, means: Means) -> float:
    taken = MOCK_MINUTES * day.mock + STORY_MINUTES * day.story
    # Somebody with ten minutes a day still practises on the day of a mock.
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
    """Minutes a day with which the core would be met: what is missing, shared out over the days."""
    working = sum(not one.off for one in days)
    if not unmet or not working:
        return None
    more = unmet * NEW_PASSES * means.a_card / working
    wanted = ceil((means.minutes + more) / STEP_MINUTES) * STEP_MINUTES
    return wanted if wanted <= MOST_MINUTES else None
