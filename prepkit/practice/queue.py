"""Chooses the cards to practise today and their order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from prepkit.model import CardPhase, CardState, Clock, Mark, Settings, Status
from prepkit.practice.clock import local_day
from prepkit.store import Store, attempts, card_states, marks

USUAL_CARD_MS = 150_000
USUAL_TERM_MS = 60_000
USUAL_COUNTS = 10
"""How many own attempts weigh as much as the usual time, because a few quick ones show no pace."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Cards to practise today: ``due`` longest due first, then ``new`` up to the daily limit."""

    due: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def cards(self) -> tuple[str, ...]:
        return self.due + self.new


def due_day(state: CardState, clock: Clock) -> date:
    """The person's day on which a card is due by FSRS; an overdue card is due today.

    A card is due today if FSRS wants it before the day ends, as in ``due_and_new``. With an
    interview ahead the plan decides instead (``study_plan.timetable``).
    """
    return max(local_day(state.due, clock.tz), clock.day)


def due_and_new_by_fsrs(store: Store, cards: Sequence[str], settings: Settings, clock: Clock) -> Queue:
    """Today's queue out of ``cards``: those due by the end of the day, and new ones in the order given.

    The daily limit of new cards holds for each kind of card separately.
    """
    wanted = set(cards)
    resting = marks.resting(store, clock.day.isoformat())
    due = [
        state.card_id
        for state in card_states.due(store, now=clock.day_end - 1)
        if state.card_id in wanted and state.card_id not in resting
    ]
    by_kind: dict[str, list[str]] = {}
    for card in unseen(store, cards, resting):
        by_kind.setdefault(card.partition(":")[0], []).append(card)
    new: list[str] = []
    for kind, unseen_cards in by_kind.items():
        seen_today = attempts.first_seen_on(store, clock.day.isoformat(), kind)
        new += unseen_cards[: max(0, settings.new_a_day - seen_today)]
    return Queue(tuple(due), tuple(new))


def unseen(store: Store, cards: Sequence[str], resting: Collection[str] = ()) -> list[str]:
    """Cards never attempted and not resting, in the order given."""
    states = card_states.of_cards(store, cards)
    return [card for card in cards if card not in states and card not in resting]


def flagged(store: Store, cards: Sequence[str]) -> list[str]:
    """The flagged cards that are not suspended, in the order given."""
    marks_by_card = marks.list_all(store)
    return [
        card
        for card in cards
        if card in marks_by_card and marks_by_card[card].flagged and not marks_by_card[card].suspended
    ]


def status(state: CardState | None, mark: Mark | None, back: date | None, clock: Clock) -> Status:
    """The status of a card in lists. ``back`` is the day it comes back, None if resting or unseen."""
    if mark is not None and mark.suspended:
        return Status.SUSPENDED
    if mark is not None and mark.is_buried(clock.day):
        return Status.BURIED
    if state is None:
        return Status.NEW
    if back is None or back > clock.day:
        return Status.SCHEDULED
    return Status.LEARNING if state.phase is not CardPhase.REVIEW and state.due > clock.now else Status.DUE


def statuses(store: Store, cards: Sequence[str], clock: Clock, back: Mapping[str, date]) -> dict[str, Status]:
    """The status of each of ``cards`` in lists, by card id; ``back`` has the day each comes back."""
    marks_by_card = marks.list_all(store)
    states = card_states.of_cards(store, cards)
    return {card: status(states.get(card), marks_by_card.get(card), back.get(card), clock) for card in cards}


def minutes_for(store: Store, cards: int, usual_ms: int = USUAL_CARD_MS) -> int:
    """How long ``cards`` will take at the person's recent pace, in whole minutes (at least 1).

    ``usual_ms`` is how long one card takes a person with no attempts yet.
    """
    return max(1, round(cards * minutes_a_card(store, usual_ms))) if cards else 0


def minutes_a_card(store: Store, usual_ms: int = USUAL_CARD_MS, *, before: str | None = None) -> float:
    """Minutes a card at the person's recent pace; only of days ``before`` a local day, if given."""
    durations = attempts.recent_durations(store, before=before)
    own = median(durations) if durations else 0
    return (usual_ms * USUAL_COUNTS + own * len(durations)) / (USUAL_COUNTS + len(durations)) / 60_000
