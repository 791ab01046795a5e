"""Sums up a finished session: how many cards, how long, how they were rated and what was weakest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prepkit.card_ids import question_id
from prepkit.model import Attempt, Clock, Rating
from prepkit.practice.weakest import weakest_competency
from prepkit.store import Store, attempts
from prepkit.workspace import Workspace


class Move(StrEnum):
    """How a card's rating changed against the last one before this session."""

    UP = "up"
    SAME = "same"
    DOWN = "down"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """``first`` and ``last`` hold each card's first and last attempt of the session, in the order in which
    the cards came, ``attempts`` how many each had; ``weakest`` is the competency that was weakest, None where
    nothing went badly.
    """

    first: Mapping[str, Attempt]
    last: Mapping[str, Attempt]
    attempts: Mapping[str, int]
    minutes: int
    moves: Mapping[Move, int]
    weakest: str | None

    @property
    def held(self) -> int:
        """How many cards were Solid or better at the first try."""
        return sum(attempt.rating >= Rating.SOLID for attempt in self.first.values())

    def ratings(self, card: str) -> Sequence[Rating]:
        """A card's first rating in the session, and its last one where that differs."""
        return list(dict.fromkeys((self.first[card].rating, self.last[card].rating)))


def summary_of(workspace: Workspace, session_id: str, now: Clock) -> SessionSummary | None:
    """The summary of a session; None where nothing was rated."""
    rated = attempts.of_session(workspace.store, session_id)
    if not rated:
        return None
    last = {attempt.card_id: attempt for attempt in rated}
    first = {attempt.card_id: attempt for attempt in reversed(rated)}
    return SessionSummary(
        first,
        last,
        Counter(attempt.card_id for attempt in rated),
        max(1, round(sum(attempt.duration_ms for attempt in rated) / 60_000)),
        Counter(_move(workspace.store, attempt) for attempt in last.values()),
        _weakest(workspace, last, now),
    )


def _move(store: Store, attempt: Attempt) -> Move:
    before = [
        earlier
        for earlier in attempts.of_card(store, attempt.card_id)
        if earlier.session_id != attempt.session_id
    ]
    if not before:
        return Move.FIRST
    difference = attempt.rating - before[-1].rating
    return Move.UP if difference > 0 else Move.DOWN if difference < 0 else Move.SAME


def _weakest(workspace: Workspace, last: Mapping[str, Attempt], now: Clock) -> str | None:
    """The weakest competency over the session's questions, if any of them ended below Solid."""
    bank = workspace.bank
    questions = [card for card in last if question_id(card) in bank]
    if all(last[card].rating >= Rating.SOLID for card in questions):
        return None
    return weakest_competency(bank, workspace.store, questions, now)
