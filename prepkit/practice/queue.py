"""Which cards to practise, in which order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from prepkit.model import CardState, Clock, Mark, Phase, Settings, Status
from prepkit.practice.recall import recall_at
from prepkit.store import Store, attempts, card_states, marks

WEAKEST_CARDS = 10
USUAL_CARD_MS = 150_000
USUAL_TERM_MS = 60_000
USUAL_COUNTS = 10
"""So many attempts of one's own weigh as much as what is usual: a first quick glance is no pace."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Cards to practise today: ``due`` longest due first, then ``new`` up to the daily limit."""

    due: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def cards(self) -> tuple[str, ...]:
        return self.due + self.new


def due_and_new(store: Store, cards: Sequence[str], settings: Settings, clock: Clock) -> Queue:
    """Today's queue out of ``cards``: what is due by the end of the day, and new ones in the order given.

    Each kind of card has the daily limit to itself: metrics take no place from questions.
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
    for kind, found in by_kind.items():
        seen = attempts.first_seen_on(store, clock.day.isoformat(), kind)
        new += found[: max(0, settings.new_a_day - seen)]
    return Queue(tuple(due), tuple(new))


def unseen(store: Store, cards: Sequence[str], resting: Collection[str] = ()) -> list[str]:
    """Cards never attempted and not resting, in the order given."""
    seen = card_states.of_cards(store, cards)
    return [card for card in cards if card not in seen and card not in resting]


def weakest(store: Store, cards: Sequence[str], clock: Clock, n: int = WEAKEST_CARDS) -> list[str]:
    """The ``n`` attempted cards most likely forgotten; a rating below Solid counts first."""
    resting = marks.resting(store, clock.day.isoformat())
    states = [state for card, state in card_states.of_cards(store, cards).items() if card not in resting]
    states.sort(key=lambda state: (state.last_rating >= 3, recall_at(state, clock.now), state.card_id))
    return [state.card_id for state in states[:n]]


def flagged(store: Store, cards: Sequence[str]) -> list[str]:
    """The flagged cards that are not suspended, in the order given."""
    wanted = marks.every(store)
    return [card for card in cards if card in wanted and wanted[card].flagged and not wanted[card].suspended]


def status(state: CardState | None, mark: Mark | None, back: date | None, clock: Clock) -> Status:
    """What Browse calls a card. ``back`` is the day it comes back, None for one at rest or never met."""
    if mark is not None and mark.suspended:
        return Status.SUSPENDED
    if mark is not None and mark.is_buried(clock.day):
        return Status.BURIED
    if state is None:
        return Status.NEW
    if back is None or back > clock.day:
        return Status.SCHEDULED
    return Status.LEARNING if state.phase is not Phase.REVIEW and state.due > clock.now else Status.DUE


def statuses(store: Store, cards: Sequence[str], clock: Clock, back: Mapping[str, date]) -> dict[str, Status]:
    """What Browse calls each of ``cards``, by card id; ``back`` says on which day each comes back."""
    every_mark = marks.every(store)
    states = card_states.of_cards(store, cards)
    return {card: status(states.get(card), every_mark.get(card), back.get(card), clock) for card in cards}


def minutes_for(store: Store, cards: int, usual_ms: int = USUAL_CARD_MS) -> int:
    """How long ``cards`` will take at the person's recent pace, in whole minutes (at least 1).

    ``usual_ms`` is how long one takes people of whom too little is known.
    """
    return max(1, round(cards * minutes_a_card(store, usual_ms))) if cards else 0


def minutes_a_card(store: Store, usual_ms: int = USUAL_CARD_MS, *, before: str | None = None) -> float:
    """How long one takes at the person's recent pace, that of the days ``before`` a local day if given."""
    durations = attempts.recent_durations(store, before=before)
    own = median(durations) if durations else 0
    return (usual_ms * USUAL_COUNTS + own * len(durations)) / (USUAL_COUNTS + len(durations)) / 60_000
